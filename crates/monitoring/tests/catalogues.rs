//! Catalogues that are shipped, and mistakes that are refused when one is loaded.
//!
//! Not here: values. The one decision to know: every kind of mistake has a test that names the place
//! the message must name.

use opora_monitoring::catalogue::{Catalogue, CatalogueError, Catalogues, shipped};

#[test]
fn shipped_catalogues_load() {
    let catalogues = Catalogues::load(shipped()).unwrap_or_else(|error| panic!("{error}"));
    let first = catalogues.get("udmurtia-570").unwrap();
    assert_eq!(first.indicators().len(), 32);
    assert_eq!(first.groups().len(), 11);
}
