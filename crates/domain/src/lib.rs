//! opora-domain.
