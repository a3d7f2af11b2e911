//! `site`: which one a request is for, and that sites keep to themselves.

use reqwest::StatusCode;
use serde_json::{Value, json};
use server::config::Config;
use tests::app::{PUBLIC_URL, TestApp};
use tests::build;
use tests::database::Engine;

use crate::scene::Scene;

tests::on_both_engines!(
    host_decides_which_site_it_is,
    default_site_needs_no_setup,
    sites_keep_to_themselves,
    keys_of_requests_belong_to_a_site,
    token_counts_at_its_own_sites,
    only_superusers_see_how_a_site_is_run,
    sites_cost_no_statements_for_each_request
);

const NORTH: &str = "north.example.org";

async fn host_decides_which_site_it_is(engine: Engine) {
    let app = TestApp::start(engine).await;
    build::site("North")
        .at("https://north.example.org")
        .insert(app.db())
        .await;
    build::site("South")
        .at("https://south.example.org:8443")
        .insert(app.db())
        .await;
    for (host, expected) in [
        ("credentials.example.org", Some("Credentials")),
        (NORTH, Some("North")),
        ("NORTH.example.org:443", Some("North")),
        (&format!("{NORTH}:{}", app.address().port()), Some("North")),
        ("south.example.org:8443", Some("South")),
        ("south.example.org", None),
        ("north.example.org:81", None),
        ("north.example.org.evil.example", None),
        ("evil.example", None),
    ] {
        let reply = app.anonymous().at(host).query("{ site { name } }").await;
        match expected {
            Some(name) => assert_eq!(reply.at("/site/name"), name, "{host}"),
            None => assert_eq!(reply.status, StatusCode::MISDIRECTED_REQUEST, "{host}"),
        }
    }
    // An address and a header that ask for different sites.
    let host = app.address();
    let request = format!("GET http://{NORTH}/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    assert_eq!(app.raw(request).await.status(), Some(421));
}

async fn default_site_needs_no_setup(engine: Engine) {
    let app = TestApp::start(engine).await;
    let fields = "{ site { name isDefault publicUrl lmsUrl homeUrl helpUrl termsUrl privacyUrl supportAddress logoUrl
        accentColor accentColorDark sharing facebookApp version } }";
    let reply = app.anonymous().query(fields).await;
    let expected = json!({
        "name": "Credentials", "isDefault": true, "publicUrl": PUBLIC_URL, "lmsUrl": null, "homeUrl": null,
        "helpUrl": null, "termsUrl": null, "privacyUrl": null, "supportAddress": null, "logoUrl": null,
        "accentColor": null, "accentColorDark": null, "sharing": ["LINKED_IN", "X"], "facebookApp": null, "version": 1,
    });
    assert_eq!(reply.at("/site"), &expected);
}

async fn sites_keep_to_themselves(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let north = build::site("North")
        .at("https://north.example.org")
        .insert(app.db())
        .await;
    let uuid = scene.awarded("ada").await;
    let other = build::program("Polar Studies").on(north.id).insert(app.db()).await;
    build::configuration_of_program(&other).insert(app.db()).await;

    let input = json!({ "username": "ada", "learningObject": { "type": "PROGRAM", "id": other.uuid } });
    let selection = "outcome userErrors { code } credential { uuid url certificate { platformName } }";
    let here = app.service().mutate("awardCredential", input.clone(), selection).await;
    assert_eq!(
        here.at("/awardCredential/outcome"),
        "REFUSED",
        "the program is of the north"
    );
    let there = app
        .service()
        .at(NORTH)
        .mutate("awardCredential", input, selection)
        .await;
    assert_eq!(there.at("/awardCredential/outcome"), "CREATED");
    assert_eq!(
        there.at("/awardCredential/credential/certificate/platformName"),
        "North"
    );
    let northern = there.text_at("/awardCredential/credential/uuid").to_owned();
    let number = northern.replace('-', "");
    // Links are made from the site's own address, never from the request's.
    let url = format!("https://north.example.org/credentials/{number}");
    assert_eq!(there.at("/awardCredential/credential/url"), &json!(url));

    for (caller, mine, theirs) in [
        (app.staff(), &uuid, &northern),
        (app.staff().at(NORTH), &northern, &uuid),
        (app.learner("ada"), &uuid, &northern),
        (app.learner("ada").at(NORTH), &northern, &uuid),
    ] {
        let list = caller.query("{ credentials { nodes { uuid } totalCount } }").await;
        let expected = json!({ "nodes": [{ "uuid": mine }], "totalCount": 1 });
        assert_eq!(list.at("/credentials"), &expected);
        for document in [
            format!("{{ it: credential(uuid: \"{theirs}\") {{ uuid }} }}"),
            format!("{{ it: node(id: \"credential:{theirs}\") {{ id }} }}"),
        ] {
            assert_eq!(caller.query(&document).await.at("/it"), &Value::Null, "{document}");
        }
    }
    let program = format!("{{ program(uuid: \"{}\") {{ title }} }}", other.uuid);
    assert_eq!(app.anonymous().query(&program).await.at("/program"), &Value::Null);
    let found = app.anonymous().at(NORTH).query(&program).await;
    assert_eq!(found.at("/program/title"), "Polar Studies");
    let refused = app
        .staff()
        .mutate("revokeCredential", json!({ "uuid": northern }), "userErrors { code }")
        .await;
    assert_eq!(refused.at("/revokeCredential/userErrors/0/code"), "NOT_FOUND");
}

async fn keys_of_requests_belong_to_a_site(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    build::site("North")
        .at("https://north.example.org")
        .insert(app.db())
        .await;
    let input = scene.input_with("ada", json!({ "idempotencyKey": "once" }));
    let selection = "outcome userErrors { code } credential { uuid }";
    let here = app.service().mutate("awardCredential", input.clone(), selection).await;
    assert_eq!(here.at("/awardCredential/outcome"), "CREATED");
    let there = app
        .service()
        .at(NORTH)
        .mutate("awardCredential", input, selection)
        .await;
    assert_eq!(there.at("/awardCredential/userErrors/0/code"), "IDEMPOTENCY_MISMATCH");
    assert_eq!(there.at("/awardCredential/credential"), &Value::Null);
}

async fn token_counts_at_its_own_sites(engine: Engine) {
    let bind = |config: &mut Config| {
        config.jwt.issuers[0].sites = vec!["https://north.example.org".parse().expect("an address")]
    };
    let app = TestApp::configured(engine, bind).await;
    build::site("North")
        .at("https://north.example.org")
        .insert(app.db())
        .await;
    let viewer = "{ viewer { role } }";
    let reply = app.staff().at(NORTH).query(viewer).await;
    assert_eq!(reply.at("/viewer/role"), "STAFF");
    let reply = app.staff().query(viewer).await;
    assert_eq!(
        (reply.status, reply.codes()),
        (StatusCode::UNAUTHORIZED, vec!["UNAUTHENTICATED"])
    );
    // Whoever speaks for one site makes nobody a superuser of all.
    let reply = app.superuser().at(NORTH).query(viewer).await;
    assert_eq!(reply.at("/viewer/role"), "STAFF");
}

async fn only_superusers_see_how_a_site_is_run(engine: Engine) {
    let app = TestApp::start(engine).await;
    let north = build::site("North")
        .at("https://north.example.org")
        .insert(app.db())
        .await;
    let input = json!({
        "id": format!("site:{}", north.id), "hosts": ["old.example.org"], "senderAddress": "noreply@north.example.org",
        "catalogUrl": "https://catalog.north.example.org/api/v1/",
    });
    app.superuser()
        .mutate("editSite", input, "userErrors { code }")
        .await
        .data();
    let run = "hosts senderAddress catalogUrl";
    let by_id = format!(
        "{{ node(id: \"site:{}\") {{ ... on Site {{ name {run} }} }} }}",
        north.id
    );
    let full = json!({ "name": "North", "hosts": ["old.example.org"], "senderAddress": "noreply@north.example.org",
        "catalogUrl": "https://catalog.north.example.org/api/v1/" });
    let bare = json!({ "name": "North", "hosts": [], "senderAddress": null, "catalogUrl": null });
    assert_eq!(app.superuser().query(&by_id).await.at("/node"), &full);
    for caller in [app.staff(), app.service(), app.learner("ada"), app.anonymous()] {
        assert_eq!(
            caller.query(&by_id).await.at("/node"),
            &Value::Null,
            "it is another site"
        );
        assert_eq!(caller.at("old.example.org").query(&by_id).await.at("/node"), &bare);
    }
}

async fn sites_cost_no_statements_for_each_request(engine: Engine) {
    let app = TestApp::start(engine).await;
    build::site("North")
        .at("https://north.example.org")
        .insert(app.db())
        .await;
    let north = app.anonymous().at(NORTH);
    north.query("{ site { name } }").await.data();
    let (statements, ()) = app
        .count_statements(async || {
            for index in 0..50 {
                north.query("{ site { name } }").await.data();
                let unknown = app
                    .anonymous()
                    .at(&format!("host{index}.example.org"))
                    .query("{ site { name } }")
                    .await;
                assert_eq!(unknown.status, StatusCode::MISDIRECTED_REQUEST);
            }
        })
        .await;
    // Both tables are read once in two seconds.
    assert!(statements.total() <= 8, "{statements:?}");
}
