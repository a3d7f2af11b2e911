//! `schema.graphql` is what the server serves.

use std::path::Path;

#[test]
fn schema_file_is_what_the_server_serves() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema.graphql");
    let written = std::fs::read_to_string(&file).expect("schema.graphql");
    assert!(
        written == server::graphql::sdl(),
        "schema.graphql is not what the server serves: run `cargo xtask schema`, and look at the difference before it is \
         committed, because it is what callers will see"
    );
}
