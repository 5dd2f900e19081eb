//! opora-web.
