//! Instants, numbers and lists in words. The browser knows every language; what it cannot read is shown as it came.
//!
//! Invariant: dates are in UTC, in the calendar of every certificate and in the digits of the app's own words, so a certificate says the
//! same day to everyone.

use js_sys::{Array, Date, Function, Object, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};

use crate::api::scalar::{Decimal, Instant};

/// The day in full, such as “12 May 2026”.
pub(crate) fn long_date(instant: &Instant, language: &str) -> String {
    let options = [("dateStyle", "long"), ("timeZone", "UTC")];
    localized(&parse(&instant.0), language, &options).unwrap_or_else(|| day(&instant.0).to_owned())
}

/// The days from one to another, such as “4–10 May 2026”.
pub(crate) fn days(first: &Instant, last: &Instant, language: &str) -> String {
    between(&parse(&first.0), &parse(&last.0), language)
        .unwrap_or_else(|| format!("{} – {}", long_date(first, language), long_date(last, language)))
}

/// The month, such as “May 2026”.
pub(crate) fn month(instant: &Instant, language: &str) -> String {
    let options = [("year", "numeric"), ("month", "long"), ("timeZone", "UTC")];
    localized(&parse(&instant.0), language, &options).unwrap_or_else(|| day(&instant.0).to_owned())
}

/// Day and minute with the time zone, for the moment of a check. Without a readable `at` this device's clock speaks.
pub(crate) fn moment(at: Option<&str>, language: &str) -> String {
    let options = [
        ("year", "numeric"),
        ("month", "long"),
        ("day", "numeric"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("timeZone", "UTC"),
        ("timeZoneName", "short"),
    ];
    let told = at.and_then(|it| localized(&parse(it), language, &options));
    let now = Date::new_0();
    told.or_else(|| localized(&now, language, &options))
        .unwrap_or_else(|| minute(&String::from(now.to_iso_string())))
}

/// A share such as `0.9125` in percent, to two decimal places at most.
pub(crate) fn percent(share: &Decimal, language: &str) -> String {
    percent_of(&share.0, language).unwrap_or_else(|| share.0.clone())
}

/// A whole number with its digits grouped, such as “15,035”.
pub(crate) fn count(digits: &str, language: &str) -> String {
    number(&JsValue::from_str(digits), language, &[]).unwrap_or_else(|| digits.to_owned())
}

/// “A, B and C” in the language's own way.
pub(crate) fn list(items: &[String], language: &str) -> String {
    let array: Array = items.iter().map(|it| JsValue::from_str(it)).collect();
    joined(&array, language).unwrap_or_else(|| items.join(", "))
}

/// What the language of a tag is called, such as “Mexican Spanish”; the tag itself where the browser knows no name of it.
pub(crate) fn language_name(tag: &str, language: &str) -> String {
    named(tag, language).unwrap_or_else(|| tag.to_owned())
}

/// A name as a unit of its own writing direction, to stand inside a sentence of another one.
pub(crate) fn isolated(name: &str) -> String {
    format!("\u{2068}{name}\u{2069}")
}

/// The part of an RFC 3339 instant that names the day.
fn day(instant: &str) -> &str {
    instant.split('T').next().unwrap_or(instant)
}

/// The part of an RFC 3339 instant up to the minute, readable without any formatter.
fn minute(instant: &str) -> String {
    let clock = instant.split('T').nth(1).and_then(|it| it.get(..5)).unwrap_or_default();
    format!("{} {clock} UTC", day(instant))
}

fn parse(instant: &str) -> Date {
    Date::new(&JsValue::from_str(instant))
}

/// `date.toLocaleString(language, options)`, or nothing where the browser throws or the date is none.
fn localized(date: &Date, language: &str, options: &[(&str, &str)]) -> Option<String> {
    if date.get_time().is_nan() {
        return None;
    }
    // Some regions have a calendar of their own, by which a certificate would name another year than its file for paper does.
    let options: Vec<_> = options
        .iter()
        .chain(&[("calendar", "gregory")])
        .map(|(name, value)| (*name, JsValue::from_str(value)))
        .collect();
    localized_by(date, language, &options)
}

/// `new Intl.DateTimeFormat(language, options).formatRange(first, last)`, or nothing where the browser throws or lacks it.
fn between(first: &Date, last: &Date, language: &str) -> Option<String> {
    let options = [
        ("dateStyle", "long"),
        ("timeZone", "UTC"),
        ("calendar", "gregory"),
        ("numberingSystem", "latn"),
    ];
    let settings = Object::new();
    for (name, option) in options {
        Reflect::set(&settings, &JsValue::from_str(name), &JsValue::from_str(option)).ok()?;
    }
    let intl = Reflect::get(&global(), &JsValue::from_str("Intl")).ok()?;
    let arguments = Array::of2(&JsValue::from_str(language), &settings);
    let formatter = Reflect::construct(&method(&intl, "DateTimeFormat")?, &arguments).ok()?;
    let format = method(&formatter, "formatRange")?;
    format.call2(&formatter, first, last).ok()?.as_string()
}

fn percent_of(share: &str, language: &str) -> Option<String> {
    let options = [
        ("style", JsValue::from_str("percent")),
        ("maximumFractionDigits", JsValue::from_f64(2.0)),
    ];
    number(&JsValue::from_str(share), language, &options)
}

/// `new Number(value).toLocaleString(language, options)`, or nothing where the browser throws. The browser can read numbers; the app need
/// not bring code for it.
pub(crate) fn number(value: &JsValue, language: &str, options: &[(&str, JsValue)]) -> Option<String> {
    let number = Reflect::construct(&method(&global(), "Number")?, &Array::of1(value)).ok()?;
    localized_by(&number, language, options)
}

/// `value.toLocaleString(language, options)`, or nothing where the browser throws. The digits are those of counts and certificate
/// numbers, which no browser writes.
fn localized_by(value: &JsValue, language: &str, options: &[(&str, JsValue)]) -> Option<String> {
    let settings = Object::new();
    for (name, option) in options.iter().chain(&[("numberingSystem", JsValue::from_str("latn"))]) {
        Reflect::set(&settings, &JsValue::from_str(name), option).ok()?;
    }
    let format = method(value, "toLocaleString")?;
    format
        .call2(value, &JsValue::from_str(language), &settings)
        .ok()?
        .as_string()
}

/// `new Intl.ListFormat(language).format(items)`, or nothing where the browser lacks it.
fn joined(items: &Array, language: &str) -> Option<String> {
    let intl = Reflect::get(&global(), &JsValue::from_str("Intl")).ok()?;
    let formatter =
        Reflect::construct(&method(&intl, "ListFormat")?, &Array::of1(&JsValue::from_str(language))).ok()?;
    method(&formatter, "format")?.call1(&formatter, items).ok()?.as_string()
}

/// `new Intl.DisplayNames(language, { type: "language" }).of(tag)`, or nothing where the browser throws or lacks it.
fn named(tag: &str, language: &str) -> Option<String> {
    let settings = Object::new();
    let (name, value) = (JsValue::from_str("type"), JsValue::from_str("language"));
    Reflect::set(&settings, &name, &value).ok()?;
    let intl = Reflect::get(&global(), &JsValue::from_str("Intl")).ok()?;
    let arguments = Array::of2(&JsValue::from_str(language), &settings);
    let names = Reflect::construct(&method(&intl, "DisplayNames")?, &arguments).ok()?;
    let of = method(&names, "of")?;
    of.call1(&names, &JsValue::from_str(tag)).ok()?.as_string()
}

fn method(object: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(object, &JsValue::from_str(name)).ok()?.dyn_into().ok()
}

#[cfg(test)]
mod tests {
    use super::{day, minute};

    #[test]
    fn an_instant_is_readable_without_the_browser() {
        assert_eq!(day("2026-05-12T23:59:59.999999Z"), "2026-05-12");
        assert_eq!(minute("2026-05-12T23:59:59.999999Z"), "2026-05-12 23:59 UTC");
    }

    #[test]
    fn what_is_no_instant_is_shown_as_it_came() {
        assert_eq!(day(""), "");
        assert_eq!(day("soon"), "soon");
        assert_eq!(minute("soon"), "soon  UTC");
        assert_eq!(minute("2026-05-12T\u{e9}"), "2026-05-12  UTC");
    }
}
