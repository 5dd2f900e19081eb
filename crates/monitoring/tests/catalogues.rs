//! Catalogues that are shipped, and mistakes that are refused when one is loaded.
//!
//! Not here: values. The one decision to know: every kind of mistake has a test that names the place
//! the message must name.

#![expect(clippy::expect_used, reason = "a test stops where it fails")]

use opora_monitoring::catalogue::{CatalogueError, Catalogues, shipped};
use opora_monitoring::evaluation::IndicatorKind;

/// The first catalogue with one more file that extends it.
fn extended(entries: &str) -> Result<Catalogues, CatalogueError> {
    let text = format!(
        "code = \"mine\"\nedition = \"1\"\ntitle = \"Мой\"\nextends = \"udmurtia-570\"\n{entries}"
    );
    let first = shipped()
        .iter()
        .find(|(name, _)| name.starts_with("udmurtia-570"))
        .copied();
    let mut files: Vec<(&str, &str)> = first.into_iter().collect();
    files.push(("mine.toml", &text));
    Catalogues::load(&files)
}

fn refused(entries: &str) -> CatalogueError {
    extended(entries).expect_err("a mistake")
}

/// The mistake of a definition of a person.
fn in_definition(expression: &str) -> CatalogueError {
    refused(&format!(
        "[[define]]\ncode = \"x\"\nof = \"p: person\"\nis = \"{expression}\"\nabout = \"x\"\n"
    ))
}

#[test]
fn shipped_catalogues_load() {
    let catalogues = Catalogues::load(shipped()).unwrap_or_else(|error| panic!("{error}"));
    let first = catalogues.get("udmurtia-570").unwrap();
    assert_eq!(first.indicators().len(), 32);
    assert_eq!(first.groups().len(), 11);
    let of = |kind| {
        first
            .indicators()
            .iter()
            .filter(|one| one.kind == kind)
            .count()
    };
    assert_eq!(of(IndicatorKind::Bool), 9);
    assert_eq!(of(IndicatorKind::Count), 21);
    assert_eq!(of(IndicatorKind::Percent), 2);
}

#[test]
fn the_second_catalogue_changes_removes_and_adds() {
    let catalogues = Catalogues::load(shipped()).unwrap();
    let second = catalogues.get("example-region").unwrap();
    assert_eq!(second.indicators().len(), 33);
    assert!(second.indicator("ped.mentors").is_none());
    let share = second.indicator("ped.mentors_share").unwrap();
    let before = second.indicator("dev.mentor_shmo").unwrap();
    assert_eq!(share.number, before.number + 1);
    assert_eq!(share.kind, IndicatorKind::Percent);
    assert_eq!(
        second.form_title("graduate_pupil"),
        Some("выпускник – ученик")
    );
    assert_eq!(second.form_title("pupil_pupil"), Some("ученик – ученик"));
}

#[test]
fn a_mistake_names_file_entry_part_place_and_what_was_expected() {
    let error = refused(
        "[[indicator]]\ncode = \"ped.mentors\"\ncount = \"p in person where\\n teachr(p, D)\"\n",
    );
    assert_eq!(error.file, "mine.toml");
    assert_eq!(error.entry, "indicator ped.mentors");
    assert_eq!(error.part, "count");
    assert_eq!(error.position, Some((2, 2)));
    assert!(
        error.message.contains("`teachr`") && error.message.contains("teacher"),
        "{error}"
    );
}

#[test]
fn expressions_that_mean_nothing_are_refused() {
    for (expression, said) in [
        ("p.born = D", "has no field `born`"),
        ("p.born_on = 3", "expected a date, found a number"),
        (
            "exists m in mentorship where m.status = 'runing'",
            "'runing' is not one of",
        ),
        (
            "exists a in act where a.kind = 'decree'",
            "'decree' is not one of",
        ),
        (
            "exists m in mentorship where m.form = 'pupil'",
            "'pupil' is not one of",
        ),
        ("exists x in persons", "`persons` is no set"),
        ("exists p in person", "already means something"),
        ("exists young_rule in person", "already means something"),
        ("young(p)", "takes 2 arguments"),
        ("young(p, 3)", "expected a date"),
        ("in_base(p, 'teacher', D)", "'teacher' is not one of"),
        ("x(p)", "in terms of itself"),
        ("age(p, D) > ", "found the end"),
        ("age(p, D) >= 10 10", "expected `and`"),
        ("p.family_name = 'x", "no closing"),
        ("p.family_name < 'x'", "cannot be compared so"),
        (
            "exists day d in [D .. D] where exists day e in [D .. D] where d = e",
            "inside another",
        ),
        ("exists day d in [.. D] where young(p, d)", "both ends"),
        ("p.family_name = §", "means nothing"),
    ] {
        let error = in_definition(expression);
        assert_eq!(error.entry, "define x", "{expression}: {error}");
        assert!(error.to_string().contains(said), "{expression}: {error}");
    }
}

#[test]
fn a_nesting_without_end_is_refused_and_not_a_crash() {
    let deep = in_definition(&"(".repeat(100));
    assert!(deep.message.contains("nested too deep"), "{deep}");
    for part in ["(", "not ", "1 + "] {
        let long = in_definition(&part.repeat(100_000));
        assert!(long.message.contains("too long"), "{long}");
    }
}

#[test]
fn entries_that_do_not_fit_are_refused() {
    let indicator = |rest: &str| format!("[[indicator]]\ncode = \"ped.mentors\"\n{rest}\n");
    for (entries, said) in [
        (indicator("groop = \"x\""), "groop"),
        (indicator("group = \"x\""), "no group «x»"),
        (indicator("kind = \"bool\""), "does not belong here"),
        (indicator("requires = [\"x\"]"), "no requirement «x»"),
        (indicator("evidence = [\"x\"]"), "no evidence kind «x»"),
        (
            indicator("title = \"{nobody}\""),
            "{nobody} stands for nothing",
        ),
        (
            indicator("targets = [{ on = \"2023-02-30\", percent = 5.0 }]"),
            "expected a date",
        ),
        (
            indicator("targets = [{ on = \"2023-02-28\", percent = 101.0 }]"),
            "percentage",
        ),
        (
            "[[param]]\ncode = \"young_rule\"\nvalue = \"by_mood\"\n".to_owned(),
            "expected one of",
        ),
        (
            "[[param]]\ncode = \"young_age_max\"\nvalue = \"35\"\n".to_owned(),
            "expected a number",
        ),
        (
            "[[placeholder]]\ncode = \"motto\"\ndefault = \"\"\n".to_owned(),
            "text field of `profile`",
        ),
        (
            "[[indicator]]\ncode = \"x\"\nremove = true\n".to_owned(),
            "does not exist",
        ),
        ("[cycle]\nstarts = \"02-30\"\n".to_owned(), "expected MM-DD"),
        (
            "[[act_kind]]\ncode = \"x\"\ntitle = \"x\"\nevidence = \"y\"\n".to_owned(),
            "no evidence kind",
        ),
    ] {
        let error = refused(&entries);
        assert!(error.to_string().contains(said), "{entries}: {error}");
    }
}

#[test]
fn files_that_do_not_fit_together_are_refused() {
    let first = shipped()[0];
    let load = |files: &[(&str, &str)]| Catalogues::load(files).expect_err("a mistake").message;
    assert!(load(&[first, first]).contains("a second catalogue"));
    assert!(load(&[("a.toml", "code = \"a\"\nextends = \"b\"")]).contains("no catalogue «b»"));
    let circle = [
        ("a.toml", "code = \"a\"\nextends = \"b\""),
        ("b.toml", "code = \"b\"\nextends = \"a\""),
    ];
    assert!(load(&circle).contains("extends itself"));
    assert!(load(&[("a.toml", "code = ")]).contains("TOML parse error"));
    assert!(load(&[("a.toml", "title = \"a\"")]).contains("expected `code"));
}
