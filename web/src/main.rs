//! The visitors' program: what anyone may see, above all a certificate. `visitor.rs` has its pages; the rest is what all programs are
//! made of, with `api.rs` as their one way to the server.
//!
//! Learners' pages and the console are programs of their own, each with a list of modules of its own (`learner_main.rs`,
//! `console_main.rs`): visitors download nothing of them.
//!
//! Invariant: no rule of the service lives here; the app shows what the API answers.

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
mod format;
mod language;
mod layout;
mod not_found;
mod path;
mod shell;
mod text;
mod ui;
mod visitor;

/// The words of every locale, made from `locale/*.json` by `build.rs`.
mod words {
    include!(concat!(env!("OUT_DIR"), "/i18n.rs"));
}
use words::i18n;

/// Which program this is.
const PROGRAM: path::Program = path::Program::Visitor;

fn main() {
    leptos::mount::mount_to_body(visitor::Visitor);
}
