//! `editSite`.

use chrono::TimeDelta;
use reqwest::StatusCode;
use serde_json::{Value, json};
use server::config::{Config, FurtherPlatform};
use tests::app::{TestApp, sign_in_through_platform};
use tests::build;
use tests::database::Engine;

use super::name_at;
use crate::role_holder::{grant, token};
use crate::scene::{merged, refusals, text};
use crate::stored::Stored;

tests::on_both_engines!(
    what_is_named_changes_and_the_rest_stays,
    address_moves_with_the_site,
    trail_of_the_site_tells_what_changed,
    admins_of_a_site_decide_what_it_says_and_no_more,
    unfit_changes_are_refused,
    nobody_is_locked_out,
    platform_is_but_a_link_where_the_settings_name_none,
    picture_is_one_that_pages_may_show,
    what_is_set_already_is_no_conflict,
    default_site_keeps_the_address_of_the_settings,
    of_many_writers_each_builds_on_the_last,
    replicas_see_a_change_within_two_seconds
);

const SELECTION: &str =
    "outcome site { name publicUrl hosts helpUrl termsUrl version } userErrors { code message path }";

/// A server with a site in the north, and how its id is written.
async fn with_north(engine: Engine) -> (TestApp, String) {
    let app = TestApp::start(engine).await;
    let north = build::site("North")
        .at("https://north.example.org")
        .insert(app.db())
        .await;
    (app, format!("site:{}", north.id))
}

async fn edit(app: &TestApp, id: &str, more: Value) -> Value {
    let reply = app
        .superuser()
        .mutate("editSite", merged(json!({ "id": id }), more), SELECTION)
        .await;
    reply.at("/editSite").clone()
}

async fn replicas_see_a_change_within_two_seconds(engine: Engine) {
    let (app, id) = with_north(engine).await;
    let replica = app.replica().await;
    let north = "north.example.org";
    assert_eq!(name_at(&replica, north).await.as_deref(), Ok("North"));
    edit(&app, &id, json!({ "name": "Far North" })).await;
    assert_eq!(
        name_at(&app, north).await.as_deref(),
        Ok("Far North"),
        "its own change at once"
    );
    assert_eq!(
        name_at(&replica, north).await.as_deref(),
        Ok("North"),
        "what it knows stands for a while"
    );
    replica.advance(TimeDelta::seconds(2));
    assert_eq!(name_at(&replica, north).await.as_deref(), Ok("Far North"));
}

async fn what_is_named_changes_and_the_rest_stays(engine: Engine) {
    let (app, id) = with_north(engine).await;
    let links = json!({ "helpUrl": "https://north.example/help", "termsUrl": "https://north.example/terms" });
    let edited = edit(&app, &id, links).await;
    assert_eq!(edited["site"]["version"], 2);
    let edited = edit(
        &app,
        &id,
        json!({ "name": "Far North", "helpUrl": null, "expectedVersion": 2 }),
    )
    .await;
    let expected = json!({ "name": "Far North", "publicUrl": "https://north.example.org", "hosts": [], "helpUrl": null,
        "termsUrl": "https://north.example/terms", "version": 3 });
    assert_eq!(
        edited,
        json!({ "outcome": "UPDATED", "site": expected, "userErrors": [] })
    );
    let same = edit(&app, &id, json!({ "name": "Far North" })).await;
    assert_eq!(
        same,
        json!({ "outcome": "UNCHANGED", "site": expected, "userErrors": [] })
    );
}

async fn trail_of_the_site_tells_what_changed(engine: Engine) {
    let (app, id) = with_north(engine).await;
    edit(&app, &id, json!({ "name": "Far North", "hosts": ["old.example.org"] })).await;
    edit(&app, &id, json!({ "name": "Far North" })).await;
    let trail = "{ auditTrail(filter: { subjectType: SITE }) { nodes { action actor subject changes { name before after } } } }";
    let told = app.superuser().at("north.example.org").query(trail).await;
    let expected = json!([{ "action": "EDITED", "actor": "magda", "subject": id, "changes": [
        { "name": "hosts", "before": "[\"north.example.org\"]", "after": "[\"north.example.org\",\"old.example.org\"]" },
        { "name": "name", "before": "North", "after": "Far North" },
    ] }]);
    assert_eq!(
        told.at("/auditTrail/nodes"),
        &expected,
        "what changes nothing leaves nothing"
    );
    assert_eq!(app.superuser().query(trail).await.at("/auditTrail/nodes"), &json!([]));
}

async fn address_moves_with_the_site(engine: Engine) {
    let (app, id) = with_north(engine).await;
    let edited = edit(&app, &id, json!({ "hosts": ["old.example.org"] })).await;
    assert_eq!(edited["site"]["hosts"], json!(["old.example.org"]));
    let edited = edit(&app, &id, json!({ "publicUrl": "https://arctic.example.org" })).await;
    assert_eq!(edited["site"]["hosts"], json!(["old.example.org"]));
    assert_eq!(edited["site"]["publicUrl"], "https://arctic.example.org");
    for (host, expected) in [
        ("arctic.example.org", Ok("North".to_owned())),
        ("old.example.org", Ok("North".to_owned())),
        ("north.example.org", Err(StatusCode::MISDIRECTED_REQUEST)),
    ] {
        assert_eq!(name_at(&app, host).await, expected, "{host}");
    }
}

async fn admins_of_a_site_decide_what_it_says_and_no_more(engine: Engine) {
    let (app, id) = with_north(engine).await;
    let staff = app.staff().at("north.example.org");
    let as_staff = async |more: Value| {
        staff
            .mutate("editSite", merged(json!({ "id": id }), more), SELECTION)
            .await
    };
    let said = json!({ "name": "Far North", "helpUrl": "https://north.example/help", "accentColor": "#00407a",
        "sharing": ["LINKED_IN"] });
    let edited = as_staff(said).await;
    assert_eq!(edited.at("/editSite/site/name"), "Far North", "{}", edited.text);
    assert_eq!(edited.at("/editSite/site/version"), 2);
    let told = staff.query("{ viewer { permissions } }").await;
    let permissions = told.at("/viewer/permissions").as_array().expect("permissions");
    assert!(permissions.contains(&json!("EDIT_SITE")) && !permissions.contains(&json!("MANAGE_SITES")));
    for more in [
        json!({ "publicUrl": "https://arctic.example.org" }),
        json!({ "hosts": [] }),
        json!({ "senderAddress": "noreply@south.example" }),
        json!({ "lmsUrl": "https://lms.example" }),
        json!({ "lmsUrl": null }),
        json!({ "name": "Arctic", "catalogUrl": "https://catalog.example/api/v1/" }),
    ] {
        assert_eq!(as_staff(more.clone()).await.codes(), ["FORBIDDEN"], "{more}");
    }
    // Roles that were granted at the site count as what the platform says of staff; lesser ones do not do.
    for (username, number, role, expected) in [
        ("ursula", 901, "SITE_ADMIN", None),
        ("rosa", 902, "REGISTRAR", Some("FORBIDDEN")),
        ("tess", 903, "TEMPLATE_AUTHOR", Some("FORBIDDEN")),
    ] {
        let client = app.bearer(&token(username, number)).at("north.example.org");
        client.query("{ viewer { id } }").await.data();
        assert_eq!(
            grant(&app.superuser().at("north.example.org"), username, role).await,
            "GRANTED"
        );
        let input = json!({ "id": id, "homeUrl": format!("https://north.example/{username}") });
        let reply = client.mutate("editSite", input, SELECTION).await;
        assert_eq!(reply.codes(), expected.into_iter().collect::<Vec<_>>(), "{role}");
    }
    // Another site's business is none of theirs, whichever host they ask.
    let elsewhere = json!({ "id": id, "name": "Arctic" });
    let elsewhere = app.staff().mutate("editSite", elsewhere, SELECTION).await;
    assert_eq!(elsewhere.codes(), ["FORBIDDEN"]);
    assert_eq!(name_at(&app, "north.example.org").await.as_deref(), Ok("Far North"));
}

async fn unfit_changes_are_refused(engine: Engine) {
    let (app, id) = with_north(engine).await;
    build::site("South")
        .at("https://south.example.org")
        .insert(app.db())
        .await;
    for (more, code, path) in [
        (json!({ "hosts": ["south.example.org"] }), "HOST_TAKEN", "input.hosts"),
        (
            json!({ "publicUrl": "https://south.example.org" }),
            "HOST_TAKEN",
            "input.publicUrl",
        ),
        (
            json!({ "publicUrl": format!("http://localhost:{}", app.address().port()) }),
            "HOST_TAKEN",
            "input.publicUrl",
        ),
        (
            json!({ "hosts": [format!("south.example.org:{}", app.address().port())] }),
            "HOST_TAKEN",
            "input.hosts",
        ),
        (
            json!({ "expectedVersion": 7, "name": "x" }),
            "VERSION_CONFLICT",
            "input.expectedVersion",
        ),
        (
            json!({ "privacyUrl": "ftp://north.example" }),
            "INVALID",
            "input.privacyUrl",
        ),
        (
            json!({ "id": format!("site:{}", uuid::Uuid::from_u128(1)) }),
            "NOT_FOUND",
            "input.id",
        ),
    ] {
        let refused = edit(&app, &id, more.clone()).await;
        assert_eq!(refusals(&refused), [(code.to_owned(), path.to_owned())], "{more}");
        assert_eq!(refused["outcome"], "REFUSED");
    }
    let several = json!({
        "name": " ", "homeUrl": "javascript:alert(1)", "publicUrl": "http://x y", "supportAddress": "nobody",
        "accentColor": "#ffff00", "lmsUrl": "https://other.example",
    });
    let refused = edit(&app, &id, several).await;
    let parts: Vec<String> = refusals(&refused).into_iter().map(|(_, path)| path).collect();
    assert_eq!(
        parts,
        [
            "input.name",
            "input.publicUrl",
            "input.lmsUrl",
            "input.homeUrl",
            "input.supportAddress",
            "input.accentColor"
        ],
        "all at once"
    );
    let reply = app
        .superuser()
        .mutate("editSite", json!({ "id": "user:1" }), SELECTION)
        .await;
    assert_eq!(reply.codes(), ["BAD_USER_INPUT"]);
    assert_eq!(name_at(&app, "north.example.org").await, Ok("North".to_owned()));
}

async fn default_site_keeps_the_address_of_the_settings(engine: Engine) {
    let app = TestApp::start(engine).await;
    let id = format!("site:{}", build::default_site(app.db()).await);
    let refused = edit(&app, &id, json!({ "publicUrl": "https://north.example.org" })).await;
    assert_eq!(
        refusals(&refused),
        [("INVALID".to_owned(), "input.publicUrl".to_owned())]
    );
    let edited = edit(&app, &id, json!({ "name": "Wexcombe" })).await;
    assert_eq!(edited["site"]["name"], "Wexcombe");
    assert_eq!(
        name_at(&app, "credentials.example.org").await,
        Ok("Wexcombe".to_owned())
    );
}

async fn of_many_writers_each_builds_on_the_last(engine: Engine) {
    let (app, id) = with_north(engine).await;
    let edits = (0..8).map(|index| edit(&app, &id, json!({ "name": format!("North {index}") })));
    let mut versions: Vec<i64> = futures_util::future::join_all(edits)
        .await
        .iter()
        .map(|it| it["site"]["version"].as_i64().unwrap_or_else(|| panic!("{it}")))
        .collect();
    versions.sort_unstable();
    assert_eq!(versions, [2, 3, 4, 5, 6, 7, 8, 9]);
}

/// Whether people can sign in at the site of this host.
async fn can_sign_in(app: &TestApp, host: &str) -> bool {
    let reply = app.anonymous().at(host).query("{ site { canSignIn } }").await;
    reply.at("/site/canSignIn") == true
}

async fn nobody_is_locked_out(engine: Engine) {
    let configure = |config: &mut Config| {
        sign_in_through_platform(config);
        // Of no use but for calls.
        config.platforms.push(FurtherPlatform {
            url: "https://calls.example/".parse().expect("an address"),
            identity: None,
            catalog_url: None,
            sign_in: None,
        });
    };
    let app = TestApp::configured(engine, configure).await;
    let id = format!("site:{}", build::default_site(app.db()).await);
    let refusal = async |app: &TestApp, id: &str, lms_url: Value| {
        let refused = edit(app, id, json!({ "lmsUrl": lms_url, "name": "Elsewhere" })).await;
        refusals(&refused)
    };
    let because = |code: &str| vec![(code.to_owned(), "input.lmsUrl".to_owned())];
    for (lms_url, code) in [
        ("https://other.example", "UNKNOWN_PLATFORM"),
        ("https://calls.example", "NO_SIGN_IN"),
    ] {
        assert_eq!(refusal(&app, &id, json!(lms_url)).await, because(code), "{lms_url}");
    }
    let host = "credentials.example.org";
    assert!(can_sign_in(&app, host).await);
    assert_eq!(name_at(&app, host).await.as_deref(), Ok("Credentials"));
    // Its own words for the platform of the settings, and back.
    for lms_url in [json!(app.platform().origin()), Value::Null] {
        let edited = edit(&app, &id, json!({ "lmsUrl": lms_url })).await;
        assert_eq!(edited["outcome"], "UPDATED", "{edited}");
        assert!(can_sign_in(&app, host).await);
    }

    // Where the settings have no platform for all sites, one that had its own would be left with none.
    let replica = app
        .replica_configured(|config| {
            sign_in_through_platform(config);
            config.sign_in.as_mut().expect("is set up").lms_url = None;
        })
        .await;
    let north = build::site("North")
        .at("https://north.example.org")
        .learning_at(app.platform().origin())
        .insert(app.db())
        .await;
    let north = format!("site:{}", north.id);
    replica.advance(TimeDelta::seconds(2));
    assert_eq!(refusal(&replica, &north, Value::Null).await, because("NO_SIGN_IN"));
    assert!(can_sign_in(&replica, "north.example.org").await);
}

async fn platform_is_but_a_link_where_the_settings_name_none(engine: Engine) {
    let app = TestApp::configured(engine, |config| {
        config.platform = None;
        config.catalog.url = None;
    })
    .await;
    let id = format!("site:{}", build::default_site(app.db()).await);
    let edited = edit(&app, &id, json!({ "lmsUrl": "https://lms.example" })).await;
    assert_eq!(edited["outcome"], "UPDATED", "{edited}");
    let told = app.anonymous().query("{ site { lmsUrl canSignIn } }").await;
    assert_eq!(
        told.at("/site"),
        &json!({ "lmsUrl": "https://lms.example", "canSignIn": false })
    );
}

async fn picture_is_one_that_pages_may_show(engine: Engine) {
    let app = TestApp::configured(engine, |config| {
        config.image_origins = vec!["https://pictures.example".parse().expect("an address")];
    })
    .await;
    let north = build::site("North")
        .at("https://north.example.org")
        .insert(app.db())
        .await;
    let id = format!("site:{}", north.id);
    let blocked = [("BLOCKED_PICTURE".to_owned(), "input.logoUrl".to_owned())];
    for logo in [
        "https://evil.example/x.png",
        "https://credentials.example.org/assets/1f",
    ] {
        let refused = edit(&app, &id, json!({ "logoUrl": logo })).await;
        assert_eq!(refusals(&refused), blocked, "{logo}");
    }
    for logo in [
        "https://pictures.example/north.svg",
        "https://north.example.org/assets/1f",
    ] {
        let edited = edit(&app, &id, json!({ "logoUrl": logo })).await;
        assert_eq!(edited["outcome"], "UPDATED", "{edited}");
    }
    // Its own picture would stay at the old address.
    let address = json!({ "publicUrl": "https://arctic.example.org" });
    assert_eq!(refusals(&edit(&app, &id, address.clone()).await), blocked);
    let both = merged(address, json!({ "logoUrl": "https://arctic.example.org/assets/1f" }));
    assert_eq!(edit(&app, &id, both).await["outcome"], "UPDATED");
}

async fn what_is_set_already_is_no_conflict(engine: Engine) {
    let (app, id) = with_north(engine).await;
    let wish = json!({
        "name": "Far North", "publicUrl": "https://far.north.example.org", "hosts": ["b.example.org", "a.example.org"],
        "helpUrl": "https://north.example/help", "expectedVersion": 1,
    });
    assert_eq!(edit(&app, &id, wish.clone()).await["outcome"], "UPDATED");
    let before = Stored::read(&app).await;
    // As a caller repeats it who never heard the answer; hosts are the same in any order.
    let reordered = merged(wish.clone(), json!({ "hosts": ["a.example.org", "B.example.org:443"] }));
    for again in [wish, reordered] {
        let again = edit(&app, &id, again).await;
        assert_eq!(
            (&again["outcome"], &again["userErrors"], &again["site"]["version"]),
            (&json!("UNCHANGED"), &json!([]), &json!(2))
        );
    }
    let other = edit(&app, &id, json!({ "name": "Arctic", "expectedVersion": 1 })).await;
    assert_eq!(
        refusals(&other),
        [("VERSION_CONFLICT".to_owned(), "input.expectedVersion".to_owned())]
    );
    assert_eq!(
        (&other["outcome"], &other["site"]["version"]),
        (&json!("REFUSED"), &json!(2))
    );
    assert_eq!(Stored::read(&app).await, before);

    // Of several who want something else at once, one has it.
    let wishes = [1, 2, 3].map(|index| json!({ "name": format!("North {index}"), "expectedVersion": 2 }));
    let edits = wishes.into_iter().map(|it| edit(&app, &id, it));
    let mut outcomes: Vec<String> = futures_util::future::join_all(edits)
        .await
        .iter()
        .map(|it| text(&it["outcome"]))
        .collect();
    outcomes.sort_unstable();
    assert_eq!(outcomes, ["REFUSED", "REFUSED", "UPDATED"]);
    assert_eq!(Stored::read(&app).await.audit.len(), before.audit.len() + 1);
}
