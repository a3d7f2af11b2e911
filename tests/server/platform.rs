//! Which learning platforms and catalogue services the service shows its secrets to: those that its settings name. A site's
//! addresses are data, which whoever runs sites may set to anything.

use std::net::SocketAddr;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta};
use entity::id::SiteId;
use entity::site;
use reqwest::StatusCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::{Value, json};
use server::config::jwt::{IssuerKeys, Secret};
use server::config::{Config, FurtherPlatform, IdentityConfig, SignInApplication};
use server::domain::web_address::Reach;
use server::worker;
use tests::app::{TestApp, sign_in_through_platform};
use tests::build;
use tests::database::Engine;
use tests::platform::answer::Endpoint;
use tests::platform::catalogue::Listing;
use tests::platform::{BACKEND_APPLICATION, Platform, SIGN_IN_APPLICATION};
use tests::visitor::Visitor;
use url::Url;

use crate::catalogue_scene::open;

tests::on_both_engines!(
    secret_of_the_sign_in_goes_to_no_other_platform,
    site_that_changes_its_platform_meanwhile_gets_no_code,
    token_goes_to_no_other_catalogue,
    site_may_have_a_platform_of_its_own,
    site_may_have_a_catalogue_and_no_platform
);

const NORTH: &str = "https://north.example.org";

/// A platform beside that of the settings, whose time stands still where every test's begins.
async fn platform() -> Platform {
    let now = DateTime::from_timestamp(1_800_009_000, 0).expect("in range");
    let address = SocketAddr::from(([127, 0, 0, 1], 0));
    let started = Platform::start_at(address, Arc::new(move || now)).await;
    started.unwrap_or_else(|error| panic!("no platform: {error:#}"))
}

/// Settings that name a further platform, with its catalogue, its people and its tokens.
fn name(config: &mut Config, north: &Platform) {
    let url: Url = format!("{}/", north.origin()).parse().expect("an address");
    let application = SignInApplication {
        lms_url: url.clone(),
        client_id: SIGN_IN_APPLICATION.client_id.to_owned(),
        client_secret: Secret(SIGN_IN_APPLICATION.client_secret.as_bytes().to_vec()),
    };
    config
        .sign_in
        .as_mut()
        .expect("is set up")
        .applications
        .push(application.clone());
    config.platforms = vec![FurtherPlatform {
        url,
        identity: Some(IdentityConfig::Application {
            client_id: BACKEND_APPLICATION.client_id.to_owned(),
            client_secret: Secret(BACKEND_APPLICATION.client_secret.as_bytes().to_vec()),
        }),
        catalog_url: Some(north.catalogue_url().parse().expect("an address")),
        sign_in: Some(application),
    }];
    let mut issuer = config.jwt.issuers[0].clone();
    north.issuer().clone_into(&mut issuer.issuer);
    issuer.keys = IssuerKeys::JwksUrl(north.jwks_url().parse().expect("an address"));
    issuer.sites = vec![NORTH.parse().expect("an address")];
    config.jwt.issuers.push(issuer);
    config.reach = Reach::PublicAndLoopback;
}

/// Copies the catalogue of North, and tells how it ended.
async fn copy(app: &TestApp) -> Value {
    let staff = app.staff().at("north.example.org");
    let reply = staff
        .mutate("syncCatalog", json!({}), "catalogSync { id } userErrors { code }")
        .await;
    let id = reply.at("/syncCatalog/catalogSync/id").clone();
    let n_ended = worker::catalogue_sync::work_off(&app.ctx().await).await;
    assert_eq!(n_ended.expect("a database"), 1);
    let document = "query($id: ID!) { catalogSync(id: $id) { state failureMessage } }";
    staff
        .graphql(document, json!({ "id": id }))
        .await
        .at("/catalogSync")
        .clone()
}

/// What a superuser makes of a site.
async fn edit(app: &TestApp, id: &str, input: Value) {
    let mut edit = json!({ "id": id });
    for (name, value) in input.as_object().expect("an object") {
        edit[name] = value.clone();
    }
    let reply = app.superuser().mutate("editSite", edit, "userErrors { message }").await;
    assert_eq!(reply.at("/editSite/userErrors"), &json!([]), "{input}");
}

/// Has a site's row say what the API lets nobody say: it may be older than the settings. Servers see it two seconds later.
async fn write(app: &TestApp, id: SiteId, lms_url: Option<&str>, catalog_url: Option<&str>) {
    site::Entity::update_many()
        .col_expr(site::Column::LmsUrl, Expr::value(lms_url.map(str::to_owned)))
        .col_expr(site::Column::CatalogUrl, Expr::value(catalog_url.map(str::to_owned)))
        .filter(site::Column::Id.eq(id))
        .exec(app.db())
        .await
        .expect("a site");
    app.advance(TimeDelta::seconds(2));
}

async fn secret_of_the_sign_in_goes_to_no_other_platform(engine: Engine) {
    let app = TestApp::configured(engine, sign_in_through_platform).await;
    let hostile = platform().await;
    build::site("North")
        .at(NORTH)
        .learning_at(hostile.origin())
        .insert(app.db())
        .await;
    let mut visitor = Visitor::at(&app, "north.example.org");
    let reply = visitor.get("/sign-in?next=/").await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND, "{}", reply.text);
    let site = visitor.query("{ site { lmsUrl canSignIn platformSignOutUrl } }").await;
    let expected = json!({ "lmsUrl": hostile.origin(), "canSignIn": false, "platformSignOutUrl": null });
    assert_eq!(site.at("/site"), &expected);
}

async fn site_that_changes_its_platform_meanwhile_gets_no_code(engine: Engine) {
    let app = TestApp::configured(engine, sign_in_through_platform).await;
    let hostile = platform().await;
    let north = build::site("North").at(NORTH).insert(app.db()).await;
    let mut visitor = Visitor::at(&app, "north.example.org");
    let address = visitor.begin("/").await;
    let back = app.platform().sign_in(&address, "ada").await;
    write(&app, north.id, Some(hostile.origin()), None).await;
    let reply = visitor.get(&back).await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND, "{}", reply.text);
    assert_eq!(hostile.n_requests(Endpoint::AccessToken), 0);
}

async fn token_goes_to_no_other_catalogue(engine: Engine) {
    let app = open(engine).await;
    let hostile = platform().await;
    let id = build::default_site(app.db()).await;
    let ask = async || {
        let reply = app
            .staff()
            .mutate("syncCatalog", json!({}), "userErrors { code }")
            .await;
        reply.at("/syncCatalog/userErrors").clone()
    };
    // Every spelling of the hostile server's address, of its own and of both.
    let port = hostile.origin().rsplit_once(':').expect("a port").1;
    for host in [
        "127.0.0.1",
        "localhost",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "[::1]",
        "lms.localhost",
    ] {
        let address = format!("http://{host}:{port}/api/v1/");
        for lms_url in [None, Some(address.as_str()), Some(app.platform().origin())] {
            write(&app, id, lms_url, Some(&address)).await;
            assert_eq!(ask().await, json!([{ "code": "NOT_CONFIGURED" }]), "{address}");
        }
    }
    worker::catalogue_sync::work_off(&app.ctx().await)
        .await
        .expect("a database");
    assert_eq!(hostile.n_requests(Endpoint::Catalogue(Listing::Organizations)), 0);
    assert_eq!(hostile.n_requests(Endpoint::AccessToken), 0);
    // Its own words for the catalogue of the settings are the same catalogue.
    edit(
        &app,
        &format!("site:{id}"),
        json!({ "catalogUrl": app.platform().catalogue_url(), "lmsUrl": null }),
    )
    .await;
    assert_eq!(ask().await, json!([]));
}

async fn site_may_have_a_platform_of_its_own(engine: Engine) {
    let north = platform().await;
    let app = TestApp::configured(engine, |config| {
        sign_in_through_platform(config);
        name(config, &north);
    })
    .await;
    let site = build::site("North").at(NORTH).learning_at(north.origin());
    site.listed_at(&north.catalogue_url()).insert(app.db()).await;
    let mut visitor = Visitor::at(&app, "north.example.org");
    let address = visitor.begin("/").await;
    assert!(address.starts_with(north.origin()), "{address}");
    let back = north.sign_in(&address, "ada").await;
    let reply = visitor.get(&back).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
    assert_eq!(visitor.viewer().await, json!({ "username": "ada", "role": "LEARNER" }));

    assert_eq!(
        copy(&app).await,
        json!({ "state": "SUCCEEDED", "failureMessage": null })
    );
    assert_eq!(
        north.n_requests(Endpoint::AccessToken),
        2,
        "one for the code, one for the catalogue"
    );
    assert!(north.n_requests(Endpoint::Catalogue(Listing::Organizations)) > 0);
    assert_eq!(app.platform().n_requests(Endpoint::AccessToken), 0);
    assert_eq!(
        app.platform().n_requests(Endpoint::Catalogue(Listing::Organizations)),
        0
    );
    // People of the default site sign in where they did.
    let reply = Visitor::of(&app).sign_in(&app, "grace", "/").await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
}

async fn site_may_have_a_catalogue_and_no_platform(engine: Engine) {
    let north = platform().await;
    let app = TestApp::configured(engine, |config| {
        sign_in_through_platform(config);
        name(config, &north);
    })
    .await;
    let site = build::site("North").at(NORTH).listed_at(&north.catalogue_url());
    site.insert(app.db()).await;
    assert_eq!(
        copy(&app).await,
        json!({ "state": "SUCCEEDED", "failureMessage": null })
    );
    assert_eq!(north.n_requests(Endpoint::AccessToken), 1);
    assert_eq!(app.platform().n_requests(Endpoint::AccessToken), 0);
}
