//! opora-app.
