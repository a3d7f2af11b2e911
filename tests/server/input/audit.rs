//! The audits of GraphQL over HTTP that the `graphql-http` package brings, run against a real server.

use std::path::Path;
use std::process::Stdio;

use tests::app::TestApp;
use tests::database::Engine;
use tests::persona::SOFIA;
use tokio::process::Command;

tests::on_both_engines!(graphql_over_http_audits_are_all_ok);

async fn graphql_over_http_audits_are_all_ok(engine: Engine) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("npm");
    assert!(
        folder.join("node_modules/graphql-http").is_dir(),
        "the audits are not installed: run `cargo xtask test`, or `npm ci` in tests/npm"
    );
    let app = TestApp::start(engine).await;
    let token = app.platform().token_of(&SOFIA).expect("a token");
    let output = Command::new("node")
        .arg("audit.mjs")
        .arg(format!("http://{}/graphql", app.address()))
        // Some audits look into the schema, which visitors may not.
        .arg(format!("Authorization: JWT {token}"))
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .await
        .expect("node is installed, as `cargo xtask test` sees to");
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{complained}");
    assert!(said.contains("61 of 61 ok"), "{said}");
}
