//! opora-store.
