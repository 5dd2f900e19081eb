//! opora-demo.
