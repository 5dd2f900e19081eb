//! The declaration of a kind of record.
//!
//! Not here: the kinds themselves (one module a feature) and the set of them (`facts`). The one
//! decision to know: a record is identified by its id inside the program and by its `code` outside
//! (workbook, command line, drill-down), and both are unique within one organisation.

use crate::facts::RecordKind;
use crate::field::{Field, FieldClass, Value};
use crate::id::Id;

/// Description of a kind of record.
#[derive(Debug)]
pub struct Schema {
    /// The kind.
    pub kind: RecordKind,
    /// Table in the store; also the name of the set in expressions of the catalogue.
    pub table: &'static str,
    /// Sheet of the workbook, Russian, at most 31 characters.
    pub sheet: &'static str,
    /// Letters that start the codes the program makes for records of this kind.
    pub prefix: &'static str,
    /// Fields in the order of columns, without the code.
    pub fields: &'static [Field],
    /// Pairs of date fields of which the first may not be later than the second.
    pub ordered: &'static [(&'static str, &'static str)],
}

impl Schema {
    /// The field with this name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Whether records of this kind speak of special categories: all fields are of the classes C3 and C4, and
    /// the store keeps them sealed. A kind has either only such fields or none.
    pub fn is_sealed(&self) -> bool {
        self.fields
            .iter()
            .all(|field| field.class >= FieldClass::C3)
    }
}

/// A value that does not fit its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the field.
    pub field: &'static str,
}

/// A kind of record: typed outside, a row of [`Value`]s for whoever moves records about.
pub trait Record: Clone + Sized + 'static {
    /// The kind.
    const KIND: RecordKind;
    /// The description.
    const SCHEMA: &'static Schema;

    /// Identifier inside the program.
    fn id(&self) -> Id<Self>;
    /// Identifier outside: unique among records of this kind in the organisation.
    fn code(&self) -> &str;
    /// Number of the edition of this record, 1 when new; for optimistic locking.
    fn version(&self) -> i64;
    /// Values of the fields in the order of the schema.
    fn values(&self) -> Vec<Value>;
    /// Puts a record together from values in the order of the schema.
    ///
    /// # Errors
    /// Names the first field whose value is of another kind, or is empty and may not be.
    fn from_values(
        id: Id<Self>,
        code: String,
        version: i64,
        values: Vec<Value>,
    ) -> Result<Self, FieldError>;
}

/// Declares a kind of record: struct, schema and conversions in one place.
///
/// Each field: `name: Type, "Russian heading", class[, key];`.
#[macro_export]
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $name:ident, table $table:literal, sheet $sheet:literal, prefix $prefix:literal
        $(, ordered [$( ($first:literal, $second:literal) ),+])?
        {
            $(
                $(#[$field_meta:meta])*
                $field:ident : $type:ty, $title:literal, $class:ident $(, $flag:ident)? ;
            )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name {
            /// Identifier inside the program.
            pub id: $crate::id::Id<$name>,
            /// Identifier outside: unique among records of this kind in the organisation.
            pub code: String,
            /// Number of the edition of this record, 1 when new.
            pub version: i64,
            $( $(#[$field_meta])* pub $field: $type, )+
        }

        impl $crate::record::Record for $name {
            const KIND: $crate::facts::RecordKind = $crate::facts::RecordKind::$name;
            const SCHEMA: &'static $crate::record::Schema = &$crate::record::Schema {
                kind: $crate::facts::RecordKind::$name,
                table: $table,
                sheet: $sheet,
                prefix: $prefix,
                fields: &[
                    $( $crate::field::Field {
                        name: stringify!($field),
                        title: $title,
                        kind: <$type as $crate::field::FieldType>::KIND,
                        required: <$type as $crate::field::FieldType>::REQUIRED,
                        class: $crate::field::FieldClass::$class,
                        key: $crate::record!(@key $($flag)?),
                    }, )+
                ],
                ordered: &[ $( $( ($first, $second), )+ )? ],
            };

            fn id(&self) -> $crate::id::Id<Self> {
                self.id
            }

            fn code(&self) -> &str {
                &self.code
            }

            fn version(&self) -> i64 {
                self.version
            }

            fn values(&self) -> Vec<$crate::field::Value> {
                vec![ $( $crate::field::FieldType::to_value(&self.$field), )+ ]
            }

            fn from_values(
                id: $crate::id::Id<Self>,
                code: String,
                version: i64,
                values: Vec<$crate::field::Value>,
            ) -> Result<Self, $crate::record::FieldError> {
                let mut values = values.into_iter();
                Ok(Self {
                    id,
                    code,
                    version,
                    $( $field: <$type as $crate::field::FieldType>::from_value(
                        values.next().unwrap_or($crate::field::Value::Null),
                    )
                    .ok_or($crate::record::FieldError { field: stringify!($field) })?, )+
                })
            }
        }
    };
    (@key key) => { true };
    (@key) => { false };
}
