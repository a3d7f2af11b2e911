//! Tables in a list of tables, such as `jwt.issuers`: their fields, and how their mistakes are named.

use serde_json::{Map, Value as Json};

use super::error::ConfigError;
use super::jwt::Secret;
use super::reader::Reader;
use super::{key, secret};

/// A field and what is wrong with it; the empty field is the whole entry.
pub(super) type Problem = (&'static str, String);

/// Reads every entry of a list; none is given where the setting is not.
pub(super) fn read_all<T>(
    reader: &Reader,
    setting: &'static str,
    read: impl Fn(&Json) -> Result<T, Problem>,
) -> Result<Vec<T>, ConfigError> {
    let given = reader.optional(setting, super::value::Value::list)?.unwrap_or_default();
    let entries = given.iter().enumerate();
    entries
        .map(|(index, entry)| {
            read(entry).map_err(|(field, problem)| {
                let place = if field.is_empty() {
                    format!("[{index}]")
                } else {
                    format!("[{index}].{field}")
                };
                ConfigError::new(format!("{}{place}", name(reader, setting)), problem)
            })
        })
        .collect()
}

/// The setting in the words by which it was given.
fn name(reader: &Reader, setting: &'static str) -> String {
    let line = reader.wrong(setting, "").to_string();
    line.trim_end_matches([':', ' ']).to_owned()
}

/// The entry as a table of these fields and no others.
pub(super) fn table<'a>(entry: &'a Json, fields: &[&'static str]) -> Result<&'a Map<String, Json>, Problem> {
    let Json::Object(entry) = entry else {
        return Err(("", "is not a table".to_owned()));
    };
    if let Some(unknown) = entry.keys().find(|it| !fields.contains(&it.as_str())) {
        let nearest = key::nearest(unknown, fields.iter().copied()).unwrap_or_default();
        // The field's name is the user's own word and no value.
        return Err(("", format!("has an unknown field {unknown:?}; did you mean {nearest}?")));
    }
    Ok(entry)
}

/// A field that is a text and not empty; none where it is not given.
pub(super) fn text(entry: &Map<String, Json>, field: &'static str) -> Result<Option<String>, Problem> {
    match entry.get(field) {
        None => Ok(None),
        Some(Json::String(text)) if !text.is_empty() => Ok(Some(text.clone())),
        Some(_) => Err((field, "is empty or no text".to_owned())),
    }
}

/// A secret that stands in one field, or in the file that another field names.
pub(super) fn secret_of(
    entry: &Map<String, Json>,
    field: &'static str,
    file_field: &'static str,
) -> Result<Option<Secret>, Problem> {
    let direct = text(entry, field)?;
    let from_file = text(entry, file_field)?
        .map(|it| secret::read(&it).map_err(|problem| (file_field, problem)))
        .transpose()?;
    match (direct, from_file) {
        (Some(_), Some(_)) => Err((file_field, format!("is given together with {field}; keep one of them"))),
        (secret, None) | (None, secret) => Ok(secret.map(|it| Secret(it.into_bytes()))),
    }
}
