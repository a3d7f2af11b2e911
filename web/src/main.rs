//! The app: what visitors of a certificate see. `app.rs` has its pages, `api.rs` its one way to the server.
//!
//! The console is a program of its own, with a list of modules of its own (`console_main.rs`): visitors download nothing of it.
//!
//! Invariant: no rule of the service lives here; the app shows what the API answers.

#![expect(
    unreachable_pub,
    reason = "the macros of leptos and stylance write `pub` for what only this app uses"
)]

mod announce;
mod api;
mod app;
mod browser;
mod certificate_number;
mod component;
mod format;
mod language;
mod layout;
mod page;
mod path;
mod shell;
mod text;
mod ui;

/// The words of every locale, made from `locale/*.json` by `build.rs`.
mod words {
    include!(concat!(env!("OUT_DIR"), "/i18n.rs"));
}
use words::i18n;

fn main() {
    leptos::mount::mount_to_body(app::App);
}
