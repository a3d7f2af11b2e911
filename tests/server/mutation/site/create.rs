//! `createSite`.

use reqwest::StatusCode;
use serde_json::{Value, json};
use server::config::{Config, FurtherPlatform};
use tests::app::TestApp;
use tests::database::Engine;

use super::name_at;
use crate::scene::{merged, refusals};

tests::on_both_engines!(
    site_is_reached_as_soon_as_it_is_made,
    site_is_reached_by_every_host_that_it_may_have,
    unfit_or_taken_sites_are_refused,
    all_that_is_wrong_is_told_at_once
);

const ALL: &str =
    "site { id name isDefault publicUrl hosts lmsUrl catalogUrl homeUrl helpUrl termsUrl privacyUrl supportAddress
    senderAddress logoUrl accentColor accentColorDark sharing facebookApp version } userErrors { code message path }";

fn north() -> Value {
    json!({ "name": "North Polytechnic", "publicUrl": "https://north.example.org" })
}

/// Settings that name the learning platform of the north, and from where its pictures come.
fn know_north(config: &mut Config) {
    config.platforms.push(FurtherPlatform {
        url: "https://lms.north.example.org/".parse().expect("an address"),
        identity: None,
        catalog_url: None,
        sign_in: None,
    });
    let pictures = "https://north.example".parse().expect("an address");
    config.image_origins.push(pictures);
}

async fn create(app: &TestApp, input: Value) -> Value {
    let reply = app.superuser().mutate("createSite", input, ALL).await;
    reply.at("/createSite").clone()
}

async fn site_is_reached_as_soon_as_it_is_made(engine: Engine) {
    let app = TestApp::configured(engine, know_north).await;
    let input = merged(
        north(),
        json!({
            "hosts": ["Old.North.example.org"], "lmsUrl": "https://lms.north.example.org",
            "catalogUrl": "https://catalog.north.example.org/api/v1/", "homeUrl": "https://north.example",
            "helpUrl": "https://north.example/help", "termsUrl": "https://north.example/terms",
            "privacyUrl": "https://north.example/privacy", "supportAddress": "help@north.example",
            "senderAddress": "noreply@north.example", "logoUrl": "https://north.example/logo.svg",
            "accentColor": "#204080", "accentColorDark": "#a0c0ff", "sharing": ["FACEBOOK"], "facebookApp": "1234",
        }),
    );
    let made = create(&app, input.clone()).await;
    assert_eq!(made["userErrors"], json!([]));
    let mut expected = merged(
        input,
        json!({ "hosts": ["old.north.example.org"], "isDefault": false, "version": 1 }),
    );
    expected["id"] = made["site"]["id"].clone();
    assert_eq!(made["site"], expected);
    for host in ["north.example.org", "old.north.example.org"] {
        let reply = app.anonymous().at(host).query("{ site { name sharing } }").await;
        assert_eq!(
            reply.at("/site"),
            &json!({ "name": "North Polytechnic", "sharing": ["FACEBOOK"] })
        );
    }
    // What is left out has the usual values.
    let south = create(
        &app,
        json!({ "name": "South", "publicUrl": "https://south.example.org/" }),
    )
    .await;
    assert_eq!(south["site"]["publicUrl"], "https://south.example.org");
    assert_eq!(south["site"]["sharing"], json!(["LINKED_IN", "X"]));
}

async fn site_is_reached_by_every_host_that_it_may_have(engine: Engine) {
    let app = TestApp::start(engine).await;
    let port = app.address().port();
    let local = format!("http://local.localhost:{port}");
    let further = [
        "old.example.org:443".to_owned(),
        "older.example.org:81".to_owned(),
        format!("oldest.example.org:{port}"),
        format!("[2001:DB8::1]:{port}"),
    ];
    for (name, public_url, further, hosts, strangers) in [
        (
            "Local",
            local.as_str(),
            &[][..],
            vec![
                format!("local.localhost:{port}"),
                "LOCAL.localhost".to_owned(),
                "local.localhost:443".to_owned(),
            ],
            ["local.localhost:81", "localhost.local"],
        ),
        (
            "North",
            "https://north.example.org",
            &further[..],
            vec![
                "north.example.org".to_owned(),
                "north.example.org:443".to_owned(),
                format!("north.example.org:{port}"),
                "old.example.org".to_owned(),
                "older.example.org:81".to_owned(),
                "oldest.example.org".to_owned(),
                format!("oldest.example.org:{port}"),
                "[2001:db8::1]".to_owned(),
                format!("[2001:db8:0::1]:{port}"),
            ],
            ["older.example.org", "north.example.org:80"],
        ),
        (
            "Sixth",
            "https://[2001:DB8::2]:8443",
            &[],
            vec!["[2001:db8::2]:8443".to_owned(), "[2001:db8:0::2]:8443".to_owned()],
            ["[2001:db8::2]", "[2001:db8::3]:8443"],
        ),
    ] {
        let made = create(&app, json!({ "name": name, "publicUrl": public_url, "hosts": further })).await;
        assert_eq!(made["userErrors"], json!([]));
        for host in hosts {
            assert_eq!(name_at(&app, &host).await.as_deref(), Ok(name), "{host}");
        }
        for host in strangers {
            assert_eq!(
                name_at(&app, host).await,
                Err(StatusCode::MISDIRECTED_REQUEST),
                "{host}"
            );
        }
    }
    let sites = app
        .superuser()
        .query("{ sites { nodes { name publicUrl hosts } } }")
        .await;
    let told = sites.at("/sites/nodes").as_array().expect("sites").clone();
    let north = told.iter().find(|it| it["name"] == "North").expect("the north");
    let mut kept = vec![
        "old.example.org".to_owned(),
        "older.example.org:81".to_owned(),
        format!("oldest.example.org:{port}"),
        format!("[2001:db8::1]:{port}"),
    ];
    kept.sort_unstable();
    assert_eq!(
        north["hosts"],
        json!(kept),
        "the listener may have another port tomorrow"
    );
    let local = told.iter().find(|it| it["name"] == "Local").expect("the local one");
    assert_eq!(local["publicUrl"], format!("http://local.localhost:{port}"));
    assert_eq!(local["hosts"], json!([]));
}

#[expect(clippy::too_many_lines, reason = "a table of what is refused")]
async fn unfit_or_taken_sites_are_refused(engine: Engine) {
    let app = TestApp::configured(engine, |config| {
        config.allowed_hosts = vec!["inner.example.org".to_owned()];
    })
    .await;
    assert_eq!(create(&app, north()).await["userErrors"], json!([]));
    let port = app.address().port();
    let with = |more: Value| {
        merged(
            json!({ "name": "South", "publicUrl": "https://south.example.org" }),
            more,
        )
    };
    for (input, code, path) in [
        (
            with(json!({ "publicUrl": "https://north.example.org" })),
            "HOST_TAKEN",
            "input.publicUrl",
        ),
        (
            with(json!({ "publicUrl": "https://credentials.example.org" })),
            "HOST_TAKEN",
            "input.publicUrl",
        ),
        // What the service answers to as the default site by itself.
        (
            with(json!({ "publicUrl": format!("http://localhost:{port}") })),
            "HOST_TAKEN",
            "input.publicUrl",
        ),
        (
            with(json!({ "publicUrl": "http://127.0.0.1" })),
            "HOST_TAKEN",
            "input.publicUrl",
        ),
        (
            with(json!({ "publicUrl": format!("https://credentials.example.org:{port}") })),
            "HOST_TAKEN",
            "input.publicUrl",
        ),
        (
            with(json!({ "publicUrl": "https://inner.example.org:99" })),
            "HOST_TAKEN",
            "input.publicUrl",
        ),
        (
            with(json!({ "hosts": ["inner.example.org"] })),
            "HOST_TAKEN",
            "input.hosts",
        ),
        (
            with(json!({ "hosts": [format!("north.example.org:{port}")] })),
            "HOST_TAKEN",
            "input.hosts",
        ),
        (
            with(json!({ "lmsUrl": "https://other.example" })),
            "UNKNOWN_PLATFORM",
            "input.lmsUrl",
        ),
        (
            with(json!({ "logoUrl": "https://evil.example/x.png" })),
            "BLOCKED_PICTURE",
            "input.logoUrl",
        ),
        (
            with(json!({ "logoUrl": "https://south.example.org:444/x.png" })),
            "BLOCKED_PICTURE",
            "input.logoUrl",
        ),
        (
            with(json!({ "publicUrl": "http://south.example.org" })),
            "INVALID",
            "input.publicUrl",
        ),
        (with(json!({ "name": "" })), "INVALID", "input.name"),
        (
            with(json!({ "helpUrl": "javascript:alert(1)" })),
            "INVALID",
            "input.helpUrl",
        ),
        (
            with(json!({ "senderAddress": "a@b.example\nBcc: c@d.example" })),
            "INVALID",
            "input.senderAddress",
        ),
        (
            with(json!({ "accentColor": "#ffff00" })),
            "INVALID",
            "input.accentColor",
        ),
        (with(json!({ "sharing": ["FACEBOOK"] })), "INVALID", "input.facebookApp"),
        (
            with(json!({ "hosts": vec!["a.example.org"; 21] })),
            "INVALID",
            "input.hosts",
        ),
    ] {
        let refused = create(&app, input.clone()).await;
        assert_eq!(refusals(&refused), [(code.to_owned(), path.to_owned())], "{input}");
        assert_eq!(refused["site"], Value::Null);
    }
    assert_eq!(
        name_at(&app, "south.example.org").await,
        Err(StatusCode::MISDIRECTED_REQUEST)
    );
}

async fn all_that_is_wrong_is_told_at_once(engine: Engine) {
    let app = TestApp::start(engine).await;
    let told = async |input: Value| {
        let refused = create(&app, input).await;
        assert_eq!(refused["site"], Value::Null);
        refusals(&refused)
    };
    let expected = |told: &[(&str, &str)]| -> Vec<(String, String)> {
        let told = told.iter();
        told.map(|(code, part)| ((*code).to_owned(), format!("input.{part}")))
            .collect()
    };
    let input = json!({
        "name": "", "publicUrl": "http://x y", "hosts": ["a/b"], "lmsUrl": "https://other.example",
        "homeUrl": "javascript:alert(1)", "supportAddress": "nobody", "logoUrl": "/x.png", "accentColor": "#ffff00",
        "sharing": ["FACEBOOK"],
    });
    assert_eq!(
        told(input).await,
        expected(&[
            ("INVALID", "name"),
            ("INVALID", "publicUrl"),
            ("INVALID", "hosts"),
            ("UNKNOWN_PLATFORM", "lmsUrl"),
            ("INVALID", "homeUrl"),
            ("INVALID", "supportAddress"),
            ("INVALID", "logoUrl"),
            ("INVALID", "accentColor"),
            ("INVALID", "facebookApp"),
        ])
    );
    let input = json!({
        "name": "South", "publicUrl": "https://credentials.example.org", "hosts": ["south.example.org", "localhost"],
        "logoUrl": "https://evil.example/x.png",
    });
    assert_eq!(
        told(input).await,
        expected(&[
            ("HOST_TAKEN", "publicUrl"),
            ("HOST_TAKEN", "hosts"),
            ("BLOCKED_PICTURE", "logoUrl"),
        ])
    );
}
