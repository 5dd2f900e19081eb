//! Facts of a school's mentoring programme and the rules they obey.
//!
//! Not here: storage, clocks, randomness, serialisation, texts of pages. The one decision to know:
//! every kind of record is declared once with [`record!`](macro@crate::record), and that one declaration
//! feeds the table in the store, the sheet of the workbook, the form of the page and the class of
//! every personal field.

pub mod acts;
pub mod consents;
pub mod dates;
pub mod document;
pub mod evidence;
pub mod facts;
pub mod field;
pub mod id;
pub mod organisations;
pub mod pairs;
pub mod partners;
pub mod people;
pub mod permissions;
pub mod record;
pub mod reports;
pub mod roadmap;
pub mod search;
pub mod surveys;
pub mod training;

pub use facts::{Facts, RecordKind};
pub use field::{Choice, Field, FieldClass, FieldKind, FieldType, Value};
pub use id::{Id, OrganisationId, UserId};
pub use record::{FieldError, Record, Schema};
