//! The binary `credentials`.
fn main() {}
