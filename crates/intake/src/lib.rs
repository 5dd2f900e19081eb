//! opora-intake.
