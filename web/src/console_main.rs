//! The console: what those who run the institution's credentials see. `console.rs` has its pages; the rest is what the app is made
//! of, compiled once more into a module of its own, so that neither program carries anything of the other's.
//!
//! Invariant: no rule of the service lives here; the console shows what the API answers.

#![expect(
    unreachable_pub,
    reason = "the macros of leptos and stylance write `pub` for what only this app uses"
)]
#![expect(dead_code, reason = "the shared modules hold what only the other programs use")]

mod announce;
mod api;
mod browser;
mod certificate_number;
mod component;
mod console;
mod format;
mod language;
mod layout;
mod not_found;
mod path;
mod shell;
mod text;
mod ui;

/// The words of every locale, made from `locale/*.json` by `build.rs`.
mod words {
    include!(concat!(env!("OUT_DIR"), "/i18n.rs"));
}
use words::i18n;

/// Which program this is.
const PROGRAM: path::Program = path::Program::Console;

fn main() {
    leptos::mount::mount_to_body(console::Console);
}
