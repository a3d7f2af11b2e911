//! Whom the service believes to be the catalogue service: only whoever shows a certificate for its name, by somebody trusted, in time.

use std::process::Stdio;

use sea_orm::{ConnectionTrait as _, Statement};
use serde_json::json;
use tests::database::{Database, Engine};
use tests::platform::catalogue::{Catalogue, Size};
use tests::platform::{AUDIENCE, BACKEND_APPLICATION, Platform};
use tests::tls::{Authority, Front, HOST, Shown};
use tokio::process::Command;
use url::Url;

use crate::input::program;

tests::on_both_engines!(only_a_valid_certificate_is_believed);

/// One page of everything: the addresses of further pages would not lead through the front.
const TINY: Size = Size {
    organizations: 2,
    courses: 2,
    programs: 2,
    pathways: 2,
};

async fn only_a_valid_certificate_is_believed(engine: Engine) {
    let platform = Platform::start().await.expect("a platform");
    platform.list(Catalogue::generate(1, TINY, platform.origin()));
    let authority = Authority::generate().expect("an authority");
    let folder = tempfile::tempdir().expect("a folder");
    let trusted = folder.path().join("trusted.pem");
    std::fs::write(&trusted, authority.pem()).expect("a file");
    let behind = Url::parse(platform.origin()).expect("an address");
    let behind = behind.socket_addrs(|| None).expect("an address")[0];
    for shown in [Shown::Expired, Shown::OfAnother, Shown::SelfSigned, Shown::Good] {
        let database = Database::fresh(engine).await.expect("a database");
        let front = Front::start(&authority, shown, behind).await.expect("a front");
        let issuer = json!({
            "issuer": platform.issuer(),
            "audience": AUDIENCE,
            "algorithms": ["RS512"],
            "jwks_url": platform.jwks_url(),
        });
        let path = platform.catalogue_url().replacen(platform.origin(), "", 1);
        let output = Command::new(program().await)
            .arg("sync-catalog")
            .env_clear()
            .env("SSL_CERT_FILE", &trusted)
            .env("CREDENTIALS_DATABASE_URL", database.url().as_str())
            .env("CREDENTIALS_JWT_ISSUERS", json!([issuer]).to_string())
            .env("CREDENTIALS_PLATFORM_URL", platform.origin())
            .env("CREDENTIALS_PLATFORM_CLIENT_ID", BACKEND_APPLICATION.client_id)
            .env("CREDENTIALS_PLATFORM_CLIENT_SECRET", BACKEND_APPLICATION.client_secret)
            .env(
                "CREDENTIALS_CATALOG_URL",
                format!("https://{HOST}:{}{path}", front.address.port()),
            )
            .env("CREDENTIALS_OUTBOUND_ALLOW_LOOPBACK", "true")
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .output()
            .await
            .expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr);
        let connection = database.connection();
        let count = Statement::from_string(connection.get_database_backend(), "SELECT COUNT(*) FROM organization");
        let row = connection
            .query_one_raw(count)
            .await
            .expect("a database")
            .expect("a row");
        let n_copied: i64 = row.try_get_by_index(0).expect("a number");
        if shown == Shown::Good {
            assert_eq!((output.status.code(), n_copied), (Some(0), 2), "{said}");
        } else {
            assert_eq!((output.status.code(), n_copied), (Some(1), 0), "{shown:?}: {said}");
            assert!(said.contains("there is no connection"), "{shown:?}: {said}");
        }
    }
}
