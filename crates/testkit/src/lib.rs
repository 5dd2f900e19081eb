//! opora-testkit.
