//! `assets`: who uploaded a picture, and what shows it.

use entity::{asset, site};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, Set};
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::build;
use tests::database::Engine;
use tests::template::publish;

use crate::asset::upload;

tests::on_both_engines!(
    picture_tells_what_shows_it_and_who_uploaded_it,
    organization_shows_the_logo_that_is_chosen_and_the_one_that_is_copied,
    template_shows_what_its_parts_and_words_name,
    picture_that_much_shows_tells_the_first_and_how_many,
    what_another_site_shows_is_not_told,
    statements_do_not_grow_with_the_page
);

/// A template that passes every check.
const GOOD: &str = "<h1>{{ recipient.name }}</h1>";

const ASSETS: &str = "query($first: Int) { assets(first: $first) { nodes {
    name createdBy useCount uses { subjectType subject subjectName } } } }";

/// A picture of this size; its row as the upload answers it.
async fn uploaded(app: &TestApp, size: u32) -> Value {
    upload(app, size).await.json["asset"].clone()
}

/// Changes something as staff; gives its id.
async fn change(app: &TestApp, field: &str, noun: &str, input: Value) -> Value {
    let selection = format!("{noun} {{ id }} userErrors {{ code message }}");
    let reply = app.staff().mutate(field, input, &selection).await;
    assert_eq!(reply.at(&format!("/{field}/userErrors")), &json!([]), "{}", reply.text);
    reply.at(&format!("/{field}/{noun}/id")).clone()
}

/// Makes a template, or changes one; gives its id.
async fn write(app: &TestApp, field: &str, input: Value) -> Value {
    change(app, field, "template", input).await
}

/// What the newest picture says.
async fn newest(app: &TestApp) -> Value {
    let reply = app.staff().graphql(ASSETS, json!({ "first": 1 })).await;
    reply.at("/assets/nodes/0").clone()
}

/// The default site shows a picture.
async fn show(app: &TestApp, url: &str) {
    site::Entity::update_many()
        .col_expr(site::Column::LogoUrl, Expr::value(url))
        .filter(site::Column::IsDefault.eq(true))
        .exec(app.db())
        .await
        .expect("a site");
}

fn named(html: &str, hash: &Value) -> String {
    let hash = hash.as_str().expect("a hash");
    format!("{html}<img src=\"/assets/{hash}\" alt=\"Seal\">")
}

async fn picture_tells_what_shows_it_and_who_uploaded_it(engine: Engine) {
    let app = TestApp::start(engine).await;
    let asset = uploaded(&app, 40).await;
    let unused = json!({ "name": "signature.png", "createdBy": "sofia", "useCount": 0, "uses": [] });
    assert_eq!(newest(&app).await, unused);

    let url = asset["url"].as_str().expect("an address");
    let input = json!({ "name": "Dean", "title": "Dean", "image": asset["id"] });
    let dean = change(&app, "createSignatory", "signatory", input).await;
    let house = build::organization("Wexcombe House")
        .logo_url(url)
        .insert(app.db())
        .await;
    build::organization("Harbor House").insert(app.db()).await;
    let html = named(GOOD, &asset["hash"]);
    let draft = write(&app, "createTemplate", json!({ "name": "Draft", "html": html })).await;
    // What is published names it; the draft that came after does not.
    let printed = write(&app, "createTemplate", json!({ "name": "Printed", "html": html })).await;
    publish(&app, &printed).await;
    write(&app, "editTemplate", json!({ "id": printed, "html": GOOD })).await;
    show(&app, url).await;
    let site = app.staff().query("{ site { id name } }").await;
    let told = newest(&app).await;
    assert_eq!(told["useCount"], 5);
    assert_eq!(
        told["uses"],
        json!([
            { "subjectType": "SIGNATORY", "subject": dean, "subjectName": "Dean" },
            { "subjectType": "ORGANIZATION", "subject": format!("organization:{}", house.id), "subjectName": "Wexcombe House" },
            { "subjectType": "TEMPLATE", "subject": draft, "subjectName": "Draft" },
            { "subjectType": "TEMPLATE", "subject": printed, "subjectName": "Printed" },
            { "subjectType": "SITE", "subject": site.at("/site/id"), "subjectName": site.at("/site/name") },
        ])
    );

    change(&app, "editSignatory", "signatory", json!({ "id": dean, "image": null })).await;
    for template in [draft, printed] {
        app.staff()
            .mutate("deleteTemplate", json!({ "id": template }), "outcome")
            .await
            .data();
    }
    assert_eq!(newest(&app).await["useCount"], 2);
}

async fn organization_shows_the_logo_that_is_chosen_and_the_one_that_is_copied(engine: Engine) {
    let app = TestApp::start(engine).await;
    let asset = uploaded(&app, 40).await;
    let picture = asset::Entity::find().one(app.db()).await;
    let picture = picture.expect("a query").expect("a picture");
    let input = json!({ "key": "NorthX", "name": "North House", "logo": asset["id"] });
    let north = change(&app, "createOrganization", "organization", input).await;
    // As a run of copying leaves it.
    let address = "https://cdn.example.org/logo.png";
    let row = build::organization("Wexcombe House")
        .logo_url(address)
        .insert(app.db())
        .await;
    let wexcombe = json!(format!("organization:{}", row.id));
    let mut copied = row.into_active_model();
    copied.copied_logo_url = Set(Some(address.to_owned()));
    copied.copied_logo_asset_id = Set(Some(picture.id));
    let row = copied.update(app.db()).await.expect("a row");
    let by_north = json!({ "subjectType": "ORGANIZATION", "subject": north, "subjectName": "North House" });
    let by_wexcombe = json!({ "subjectType": "ORGANIZATION", "subject": wexcombe, "subjectName": "Wexcombe House" });
    let told = newest(&app).await;
    assert_eq!(
        (&told["useCount"], &told["uses"]),
        (&json!(2), &json!([by_north, by_wexcombe]))
    );

    let choose = async |organization: &Value, logo: &Value| {
        let input = json!({ "id": organization, "logo": logo });
        change(&app, "editOrganization", "organization", input).await;
    };
    choose(&wexcombe, &asset["id"]).await;
    assert_eq!(newest(&app).await["useCount"], 2, "chosen and copied is shown once");
    choose(&north, &Value::Null).await;
    choose(&wexcombe, &Value::Null).await;
    let told = newest(&app).await;
    assert_eq!((&told["useCount"], &told["uses"]), (&json!(1), &json!([by_wexcombe])));

    // The catalogue tells no logo any more: no certificate shows the copy, before the next run lets it go.
    let mut untold = row.into_active_model();
    untold.logo_url = Set(None);
    untold.update(app.db()).await.expect("a row");
    let told = newest(&app).await;
    assert_eq!((&told["useCount"], &told["uses"]), (&json!(0), &json!([])));
}

async fn template_shows_what_its_parts_and_words_name(engine: Engine) {
    let app = TestApp::start(engine).await;
    let hash = uploaded(&app, 40).await["hash"].clone();
    let id = write(&app, "createTemplate", json!({ "name": "Plain", "html": GOOD })).await;
    assert_eq!(newest(&app).await["useCount"], 0);
    let partials = json!([{ "name": "foot", "html": named("", &hash) }]);
    write(&app, "editTemplate", json!({ "id": id, "partials": partials })).await;
    assert_eq!(newest(&app).await["uses"][0]["subject"], id);
    let seal = format!("/assets/{}", hash.as_str().expect("a hash"));
    let texts = json!([{ "language": "en", "name": "seal", "text": seal }]);
    let input = json!({ "id": id, "partials": [], "texts": texts });
    write(&app, "editTemplate", input).await;
    assert_eq!(newest(&app).await["uses"][0]["subject"], id);
    write(&app, "editTemplate", json!({ "id": id, "texts": [] })).await;
    assert_eq!(newest(&app).await["useCount"], 0);
}

async fn picture_that_much_shows_tells_the_first_and_how_many(engine: Engine) {
    let app = TestApp::start(engine).await;
    let asset = uploaded(&app, 40).await;
    let url = asset["url"].as_str().expect("an address");
    for number in 0..22 {
        let name = format!("House {number:02}");
        build::organization(&name).logo_url(url).insert(app.db()).await;
    }
    let told = newest(&app).await;
    let names: Vec<_> = told["uses"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|it| it["subjectName"].as_str())
        .collect();
    assert_eq!((told["useCount"].as_u64(), names.len()), (Some(22), 20));
    assert_eq!((names[0], names[19]), ("House 00", "House 19"));
}

async fn what_another_site_shows_is_not_told(engine: Engine) {
    let app = TestApp::start(engine).await;
    let asset = uploaded(&app, 40).await;
    let url = asset["url"].as_str().expect("an address");
    let elsewhere = build::site("Elsewhere").insert(app.db()).await;
    build::organization("Far House")
        .on(elsewhere.id)
        .logo_url(url)
        .insert(app.db())
        .await;
    assert_eq!(newest(&app).await["useCount"], 0);
}

async fn statements_do_not_grow_with_the_page(engine: Engine) {
    let app = TestApp::start(engine).await;
    for size in 40..43 {
        let asset = uploaded(&app, size).await;
        let input = json!({ "name": "Dean", "title": "Dean", "image": asset["id"] });
        change(&app, "createSignatory", "signatory", input).await;
        let template = json!({ "name": "Diploma", "html": named(GOOD, &asset["hash"]) });
        write(&app, "createTemplate", template).await;
    }
    let staff = app.staff();
    staff.query("{ viewer { id } }").await.data();
    let mut counted = Vec::new();
    for first in [1, 3] {
        let (statements, reply) = app
            .count_statements(async || staff.graphql(ASSETS, json!({ "first": first })).await)
            .await;
        let nodes = reply.at("/assets/nodes").as_array().expect("a list");
        assert_eq!(nodes.len(), first);
        assert!(
            nodes.iter().all(|it| it["useCount"] == 2 && it["createdBy"] == "sofia"),
            "{nodes:?}"
        );
        counted.push(statements);
    }
    assert_eq!(counted[0], counted[1]);
    assert_eq!(counted[0].writes, 0);
}
