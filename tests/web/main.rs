//! Tests of the app as visitors meet it: real Chromium, the real server, a real database.

mod accessibility;
mod address;
mod failure;
mod hostile;
mod keyboard;
mod kit;
mod language;
mod lookup;
mod preview;
mod print;
mod scene;
mod session;
mod story;
mod visibility;
