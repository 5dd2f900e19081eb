//! opora-monitoring.
