//! Tests of the app as visitors meet it: real Chromium, the real server, a real database.

mod accessibility;
mod address;
mod career;
mod console;
mod credentials;
mod failure;
mod footer;
mod hostile;
mod keyboard;
mod kit;
mod language;
mod lookup;
mod passing_on;
mod preview;
mod print;
mod program;
mod record;
mod scene;
mod sending;
mod session;
mod sharing;
mod sign_in;
mod story;
mod study;
mod theme;
mod visibility;
