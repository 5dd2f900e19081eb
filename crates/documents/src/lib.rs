//! opora-documents.
