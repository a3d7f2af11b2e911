//! Tests of the server, all of them through HTTP; a file here has the name of what it tests there.

mod input;
mod kit;
mod mutation;
mod scene;
mod stored;
