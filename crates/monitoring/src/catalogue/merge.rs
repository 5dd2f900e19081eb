//! Reading of files and resolving of `extends`.
//!
//! Not here: meaning of the entries (`build`). The one decision to know: lists of entries are
//! merged by `code`: an entry of the extending catalogue changes the keys it names, `remove = true`
//! drops the entry, `after = "code"` places a new one.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use toml::{Table, Value};

use super::error::CatalogueError;
use super::written::{Head, Written};

/// A file that holds a catalogue.
pub(crate) struct File {
    name: String,
    code: String,
    extends: Option<String>,
    table: Table,
    digest: [u8; 32],
}

/// A catalogue with everything it extends, and the files its entries were last written in.
pub(crate) struct Merged {
    pub(crate) written: Written,
    pub(crate) origins: Origins,
    pub(crate) digest: [u8; 32],
}

/// In which file an entry was last written, by list and code.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origins {
    pub(crate) file: String,
    entries: BTreeMap<(String, String), String>,
}

impl Origins {
    /// A mistake in an entry.
    pub(crate) fn error(
        &self,
        list: &str,
        code: &str,
        part: &str,
        message: impl Into<String>,
    ) -> CatalogueError {
        let key = (list.to_owned(), code.to_owned());
        CatalogueError {
            file: self.entries.get(&key).unwrap_or(&self.file).clone(),
            entry: format!("{list} {code}").trim().to_owned(),
            part: part.to_owned(),
            position: None,
            message: message.into(),
        }
    }
}

/// Reads the files.
pub(crate) fn read(files: &[(&str, &str)]) -> Result<Vec<File>, CatalogueError> {
    let mut read: Vec<File> = Vec::new();
    for (name, text) in files {
        let fail = |message: String| CatalogueError {
            file: (*name).to_owned(),
            entry: String::new(),
            part: String::new(),
            position: None,
            message,
        };
        let mut table: Table = text
            .parse()
            .map_err(|error: toml::de::Error| fail(error.to_string()))?;
        let code = match table.get("code") {
            Some(Value::String(code)) if !code.is_empty() => code.clone(),
            _ => return Err(fail("expected `code = \"…\"` of the catalogue".to_owned())),
        };
        if read.iter().any(|other| other.code == code) {
            return Err(fail(format!("a second catalogue with the code «{code}»")));
        }
        let extends = match table.remove("extends") {
            None => None,
            Some(Value::String(base)) => Some(base),
            Some(_) => return Err(fail("expected `extends` to be a code".to_owned())),
        };
        read.push(File {
            name: (*name).to_owned(),
            code,
            extends,
            table,
            digest: Sha256::digest(text.as_bytes()).into(),
        });
    }
    read.sort_by(|left, right| left.code.cmp(&right.code));
    Ok(read)
}

/// Puts a catalogue together from its file and those it extends.
pub(crate) fn merged(files: &[File], file: &File) -> Result<Merged, CatalogueError> {
    let mut chain = vec![file];
    while let Some(base) = chain.last().and_then(|last| last.extends.as_deref()) {
        let fail = |message: String| CatalogueError {
            file: file.name.clone(),
            entry: String::new(),
            part: "extends".to_owned(),
            position: None,
            message,
        };
        let next = files
            .iter()
            .find(|other| other.code == base)
            .ok_or_else(|| fail(format!("no catalogue «{base}» among the files")))?;
        if chain.iter().any(|known| known.code == next.code) {
            return Err(fail(format!("«{base}» extends itself")));
        }
        chain.push(next);
    }
    let mut table = Table::new();
    let mut origins = Origins::default();
    let mut hasher = Sha256::new();
    for part in chain.iter().rev() {
        hasher.update(part.digest);
        origins.file.clone_from(&part.name);
        merge_top(&mut table, &part.table, &mut origins)?;
    }
    Ok(Merged {
        written: written(table, &origins)?,
        origins,
        digest: hasher.finalize().into(),
    })
}

fn merge_top(base: &mut Table, over: &Table, origins: &mut Origins) -> Result<(), CatalogueError> {
    for (key, value) in over {
        if let Value::Array(entries) = value {
            for entry in entries {
                if let Some(code) = code_of(entry) {
                    origins
                        .entries
                        .insert((key.clone(), code.to_owned()), origins.file.clone());
                }
            }
        }
        merge_value(base, key, value, origins)?;
    }
    Ok(())
}

fn merge_value(
    base: &mut Table,
    key: &str,
    value: &Value,
    origins: &Origins,
) -> Result<(), CatalogueError> {
    match (base.get_mut(key), value) {
        (Some(Value::Table(old)), Value::Table(new)) => {
            for (key, value) in new {
                merge_value(old, key, value, origins)?;
            }
        }
        (old, Value::Array(new))
            if !new.is_empty() && new.iter().all(|entry| code_of(entry).is_some()) =>
        {
            let mut entries = match old {
                Some(Value::Array(old)) => std::mem::take(old),
                _ => Vec::new(),
            };
            merge_entries(&mut entries, key, new, origins)?;
            base.insert(key.to_owned(), Value::Array(entries));
        }
        _ => {
            base.insert(key.to_owned(), value.clone());
        }
    }
    Ok(())
}

fn merge_entries(
    entries: &mut Vec<Value>,
    list: &str,
    new: &[Value],
    origins: &Origins,
) -> Result<(), CatalogueError> {
    let mut met: Vec<&str> = Vec::new();
    for entry in new {
        let (Some(code), Value::Table(table)) = (code_of(entry), entry) else {
            continue;
        };
        let fail = |message: &str| origins.error(list, code, "", message);
        if met.contains(&code) {
            return Err(fail("this code occurs twice in the list"));
        }
        met.push(code);
        let mut table = table.clone();
        let remove = table.remove("remove") == Some(Value::Boolean(true));
        let after = table.remove("after");
        let position = entries.iter().position(|old| code_of(old) == Some(code));
        match (position, remove) {
            (Some(position), true) => {
                entries.remove(position);
            }
            (None, true) => return Err(fail("`remove` names an entry that does not exist")),
            (Some(position), false) => {
                if let Some(Value::Table(old)) = entries.get_mut(position) {
                    for (key, value) in &table {
                        merge_value(old, key, value, origins)?;
                    }
                }
            }
            (None, false) => {
                // Entries inside a new entry are merged into nothing, which checks their codes.
                let mut fresh = Table::new();
                for (key, value) in &table {
                    merge_value(&mut fresh, key, value, origins)?;
                }
                let place = match after {
                    None => entries.len(),
                    Some(after) => entries
                        .iter()
                        .position(|old| code_of(old) == after.as_str())
                        .map(|position| position + 1)
                        .ok_or_else(|| fail("`after` names an entry that does not exist"))?,
                };
                entries.insert(place, Value::Table(fresh));
            }
        }
    }
    Ok(())
}

fn code_of(entry: &Value) -> Option<&str> {
    entry.get("code").and_then(Value::as_str)
}

fn written(mut table: Table, origins: &Origins) -> Result<Written, CatalogueError> {
    Ok(Written {
        params: entries(&mut table, "param", origins)?,
        placeholders: entries(&mut table, "placeholder", origins)?,
        forms: entries(&mut table, "form", origins)?,
        act_kinds: entries(&mut table, "act_kind", origins)?,
        evidence_kinds: entries(&mut table, "evidence_kind", origins)?,
        proofs: entries(&mut table, "proof", origins)?,
        definitions: entries(&mut table, "define", origins)?,
        requirements: entries(&mut table, "requirement", origins)?,
        methods: entries(&mut table, "method", origins)?,
        groups: entries(&mut table, "group", origins)?,
        indicators: entries(&mut table, "indicator", origins)?,
        figures: entries(&mut table, "figure", origins)?,
        head: table
            .try_into::<Head>()
            .map_err(|error| origins.error("", "", "", said(&error)))?,
    })
}

fn entries<T: DeserializeOwned>(
    table: &mut Table,
    list: &str,
    origins: &Origins,
) -> Result<Vec<T>, CatalogueError> {
    let Some(value) = table.remove(list) else {
        return Ok(Vec::new());
    };
    let Value::Array(values) = value else {
        return Err(origins.error(list, "", "", format!("expected entries `[[{list}]]`")));
    };
    values
        .into_iter()
        .map(|value| {
            let code = code_of(&value).unwrap_or("without a code").to_owned();
            value
                .try_into()
                .map_err(|error| origins.error(list, &code, "", said(&error)))
        })
        .collect()
}

fn said(error: &toml::de::Error) -> String {
    error.message().to_owned()
}
