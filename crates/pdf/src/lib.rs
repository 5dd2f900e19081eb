//! opora-pdf.
