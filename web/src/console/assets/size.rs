//! How large a picture is, in words.

use wasm_bindgen::JsValue;

use crate::format::number;

/// A number of bytes, such as “3.2 kB”.
pub(super) fn bytes(n_bytes: i32, language: &str) -> String {
    let (count, unit) = if n_bytes < 1_000 {
        (f64::from(n_bytes), "byte")
    } else {
        (f64::from(n_bytes) / 1_000.0, "kilobyte")
    };
    let options = [
        ("style", JsValue::from_str("unit")),
        ("unit", JsValue::from_str(unit)),
        ("maximumFractionDigits", JsValue::from_f64(1.0)),
    ];
    number(&JsValue::from_f64(count), language, &options).unwrap_or_else(|| format!("{n_bytes} B"))
}
