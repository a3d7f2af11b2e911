//! Logos that are copied with the catalogue: what is kept of them, what cannot be had, and that certificates show them.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::TimeDelta;
use entity::organization;
use image::ImageFormat;
use sea_orm::EntityTrait as _;
use serde_json::{Value, json};
use server::config::Config;
use server::domain::web_address::Reach;
use server::worker;
use tests::app::{PUBLIC_URL, TestApp};
use tests::build;
use tests::database::Engine;
use tests::platform::answer::{Answer, Endpoint};
use tests::platform::catalogue::{Catalogue, Size};

use crate::catalogue_scene::{Copy, ask, lines, open, sync};
use crate::input::picture;
use crate::scene::award;
use crate::sound::assert_sound;

tests::on_both_engines!(
    logos_are_copied_and_stay,
    a_logo_that_is_there_is_not_fetched_again,
    a_certificate_shows_the_copy_as_it_was,
    what_cannot_be_had_is_told_and_tried_again,
    a_failing_logo_leaves_the_one_before,
    only_hosts_that_somebody_named_are_called,
    a_site_takes_as_many_pictures_as_it_may_have,
    a_dry_run_fetches_nothing,
    a_page_takes_as_many_statements_whatever_is_on_it
);

/// What a platform lists that has this many organizations and hardly anything else.
fn few(organizations: usize, origin: &str) -> Catalogue {
    let size = Size {
        organizations,
        courses: 1,
        programs: 1,
        pathways: 0,
    };
    Catalogue::generate(7, size, origin)
}

/// A server whose catalogue service lists these.
async fn listing(engine: Engine, organizations: usize, edit: impl FnOnce(&mut Config)) -> TestApp {
    let app = TestApp::configured(engine, |config| {
        config.reach = Reach::PublicAndLoopback;
        edit(config);
    })
    .await;
    app.platform().list(few(organizations, app.platform().origin()));
    app
}

fn n_fetched(app: &TestApp) -> usize {
    app.platform().n_requests(Endpoint::Logo)
}

/// What a run tells of logos.
fn told(run: &Value) -> Vec<String> {
    let all = lines(run).into_iter();
    all.filter(|it| it.starts_with("NOTE ORGANIZATION"))
        .filter_map(|it| it.split_once(": ").map(|(_, detail)| detail.to_owned()))
        .collect()
}

async fn assets(app: &TestApp) -> Vec<entity::asset::Model> {
    entity::asset::Entity::find().all(app.db()).await.expect("rows")
}

/// The hash of an organization's copied logo.
async fn copied(app: &TestApp, organization: &organization::Model) -> Option<String> {
    let id = organization.copied_logo_asset_id?;
    let all = assets(app).await;
    Some(all.iter().find(|it| it.id == id).expect("a picture").hash.clone())
}

async fn logos_are_copied_and_stay(engine: Engine) {
    let app = open(engine).await;
    let run = sync(&app, json!({})).await;
    assert_eq!((&run["state"], told(&run)), (&json!("SUCCEEDED"), Vec::new()), "{run}");
    let copy = Copy::read(&app).await.organizations;
    let kept: BTreeSet<_> = copy.iter().filter_map(|it| it.copied_logo_asset_id).collect();
    assert_eq!((kept.len(), copy.len()), (12, 12), "every key has a logo of its own");
    for it in &copy {
        assert_eq!((&it.copied_logo_url, it.logo_asset_id), (&it.logo_url, None));
        assert_eq!(it.version, 2);
    }
    let assets = assets(&app).await;
    assert_eq!(assets.len(), 12);
    for it in &assets {
        assert_eq!((it.created_by, it.width, it.height), (None, 160, 160));
        let extension = Path::new(&it.name).extension();
        assert!(extension.is_some_and(|it| it == "png"), "{}", it.name);
        let seen = app.anonymous().get(&format!("/assets/{}", it.hash)).await;
        assert_eq!(seen.status, reqwest::StatusCode::OK);
    }

    let ctx = app.ctx().await;
    let future = server::clock::Clock::system().now() + TimeDelta::hours(1);
    let swept = server::service::asset::sweep::sweep_before(&ctx, future).await;
    let swept = swept.expect("a sweep");
    assert_eq!((swept.n_removed, swept.missing), (0, Vec::new()));
    ctx.db.clone().close().await;
    assert_sound(&app).await;
}

async fn a_logo_that_is_there_is_not_fetched_again(engine: Engine) {
    let app = open(engine).await;
    sync(&app, json!({})).await;
    let before = Copy::read(&app).await;
    sync(&app, json!({})).await;
    assert_eq!((n_fetched(&app), Copy::read(&app).await), (12, before));

    let origin = app.platform().origin().to_owned();
    app.platform().edit_catalogue(|it| {
        it.organizations[0]["certificate_logo_image_url"] = json!(format!("{origin}/logos/AnotherX.png"));
        it.organizations[1]["certificate_logo_image_url"] = Value::Null;
        // A picture that is kept already.
        it.organizations[2]["certificate_logo_image_url"] = it.organizations[3]["certificate_logo_image_url"].clone();
    });
    let listed = app.platform().catalogue().organizations;
    let run = sync(&app, json!({})).await;
    assert_eq!((n_fetched(&app), told(&run)), (14, Vec::new()), "{run}");
    assert_eq!(assets(&app).await.len(), 13);
    let copy = Copy::read(&app).await.organizations;
    let of = |index: usize| {
        let is_it = |it: &&organization::Model| json!(it.uuid) == listed[index]["uuid"];
        copy.iter().find(is_it).expect("an organization")
    };
    assert_eq!(
        of(0).copied_logo_url.as_deref(),
        Some(&*format!("{origin}/logos/AnotherX.png"))
    );
    assert_eq!((of(1).copied_logo_asset_id, &of(1).copied_logo_url), (None, &None));
    assert_eq!(of(2).copied_logo_asset_id, of(3).copied_logo_asset_id);
}

async fn a_certificate_shows_the_copy_as_it_was(engine: Engine) {
    let app = listing(engine, 1, |_| ()).await;
    sync(&app, json!({})).await;
    let copy = Copy::read(&app).await;
    let hash = copied(&app, &copy.organizations[0]).await.expect("a logo");
    build::configuration_of_program(&copy.programs[0])
        .insert(app.db())
        .await;
    let object = json!({ "type": "PROGRAM", "id": copy.programs[0].uuid });
    let awarded = award(&app.service(), json!({ "username": "ada", "learningObject": object })).await;
    let uuid = awarded["credential"]["uuid"].clone();
    let shown = async || {
        let document =
            "query($uuid: UUID!) { credential(uuid: $uuid) { certificate { organizations { logoUrl logoPath } } } }";
        let seen = app.anonymous().graphql(document, json!({ "uuid": uuid })).await;
        seen.at("/credential/certificate/organizations/0").clone()
    };
    let path = format!("/assets/{hash}");
    let expected = json!({ "logoUrl": format!("{PUBLIC_URL}{path}"), "logoPath": path });
    assert_eq!(shown().await, expected);
    let number = uuid.as_str().expect("a number").replace('-', "");
    let document = app.anonymous().get(&format!("/credentials/{number}/document")).await;
    assert!(document.text.contains(&path), "{}", document.text);

    // What the catalogue says later reaches no certificate that was awarded.
    app.platform().edit_catalogue(|it| {
        it.organizations[0]["certificate_logo_image_url"] = Value::Null;
    });
    sync(&app, json!({})).await;
    assert_eq!(Copy::read(&app).await.organizations[0].copied_logo_asset_id, None);
    assert_eq!(shown().await, expected);
}

async fn what_cannot_be_had_is_told_and_tried_again(engine: Engine) {
    let app = listing(engine, 1, |_| ()).await;
    let mut cut = picture(ImageFormat::Png, 40);
    cut.truncate(cut.len() / 2);
    let elsewhere = format!("http://localhost:{}/logos/AnyX.png", app.address().port());
    for (number, (answer, why)) in [
        (Answer::Status(404), "it has no such thing"),
        (Answer::Status(403), "it refuses, with status 403 Forbidden"),
        (Answer::Status(500), "it does not answer: it has an error of its own"),
        (Answer::CutOff, "it does not answer: the answer breaks off"),
        (
            Answer::Redirect(elsewhere),
            "its answer cannot be used: it sends us elsewhere",
        ),
        (Answer::Huge(2 << 20), "its answer cannot be used: it is too large"),
        (Answer::Endless, "its answer cannot be used: it is too large"),
        (Answer::GzipBomb(64 << 20), "its answer cannot be used: it is too large"),
        (Answer::Html, "it is neither PNG nor JPEG nor WebP"),
        (
            Answer::Text("<svg xmlns='http://www.w3.org/2000/svg'/>".to_owned()),
            "it is neither PNG nor JPEG nor WebP",
        ),
        (
            Answer::Bytes(cut),
            "the picture is damaged or uses a part of its format that is not supported",
        ),
    ]
    .into_iter()
    .enumerate()
    {
        app.platform().answer_next(Endpoint::Logo, answer);
        let run = sync(&app, json!({})).await;
        assert_eq!(run["state"], "SUCCEEDED", "{run}");
        assert_eq!(told(&run), [format!("its logo is not copied: {why}")], "{run}");
        assert_eq!(n_fetched(&app), number + 1, "{why}");
        let organization = Copy::read(&app).await.organizations.remove(0);
        assert!(organization.logo_url.is_some(), "{why}");
        assert_eq!(
            (organization.copied_logo_asset_id, organization.copied_logo_url),
            (None, None)
        );
    }
    assert_eq!(assets(&app).await.len(), 0);
    let run = sync(&app, json!({})).await;
    assert_eq!(told(&run), Vec::<String>::new(), "{run}");
    assert_eq!(assets(&app).await.len(), 1);
}

async fn a_failing_logo_leaves_the_one_before(engine: Engine) {
    let app = listing(engine, 1, |_| ()).await;
    sync(&app, json!({})).await;
    let before = Copy::read(&app).await.organizations.remove(0);
    let url = format!("{}/logos/AnotherX.png", app.platform().origin());
    app.platform().edit_catalogue(|it| {
        it.organizations[0]["certificate_logo_image_url"] = json!(url);
    });
    app.platform().answer_next(Endpoint::Logo, Answer::Status(404));
    let run = sync(&app, json!({})).await;
    assert_eq!(told(&run).len(), 1, "{run}");
    let after = Copy::read(&app).await.organizations.remove(0);
    assert_eq!(after.logo_url.as_deref(), Some(url.as_str()));
    assert_eq!(
        (after.copied_logo_asset_id, &after.copied_logo_url),
        (before.copied_logo_asset_id, &before.copied_logo_url)
    );
    sync(&app, json!({})).await;
    let after = Copy::read(&app).await.organizations.remove(0);
    assert_eq!(after.copied_logo_url.as_deref(), Some(url.as_str()));
    assert_ne!(after.copied_logo_asset_id, before.copied_logo_asset_id);
}

async fn only_hosts_that_somebody_named_are_called(engine: Engine) {
    // The same server by another name, which is another origin.
    let move_away = |app: &TestApp| {
        let elsewhere = app.platform().origin().replace("127.0.0.1", "localhost");
        app.platform().edit_catalogue(|it| {
            it.organizations[0]["certificate_logo_image_url"] = json!(format!("{elsewhere}/logos/AnyX.png"));
        });
    };
    let app = listing(engine, 1, |_| ()).await;
    move_away(&app);
    let run = sync(&app, json!({})).await;
    let why = "its host is neither the catalogue's own nor named by the setting catalog.logo_origins";
    assert_eq!(told(&run), [format!("its logo is not copied: {why}")], "{run}");
    assert_eq!((n_fetched(&app), assets(&app).await.len()), (0, 0));

    let app = listing(engine, 1, |config| {
        let catalogue = config.catalog.url.clone().expect("a catalogue");
        let port = catalogue.port().expect("a port");
        let named = format!("http://localhost:{port}").parse().expect("an origin");
        config.catalog.logo_origins = vec![named];
    })
    .await;
    move_away(&app);
    let run = sync(&app, json!({})).await;
    assert_eq!(told(&run), Vec::<String>::new(), "{run}");
    assert_eq!((n_fetched(&app), assets(&app).await.len()), (1, 1));

    for private in ["http://10.0.0.1/logo.png", "http://169.254.169.254/latest/meta-data/"] {
        app.platform().edit_catalogue(|it| {
            it.organizations[0]["certificate_logo_image_url"] = json!(private);
        });
        let run = sync(&app, json!({})).await;
        let why = "its logo is left out: it does not lead to the public internet";
        assert_eq!(told(&run), [why], "{run}");
    }
    assert_eq!(n_fetched(&app), 1);
}

async fn a_site_takes_as_many_pictures_as_it_may_have(engine: Engine) {
    let app = listing(engine, 3, |config| config.assets.count = 2).await;
    let run = sync(&app, json!({})).await;
    let why = "its logo is not copied: this site has no room for another picture";
    assert_eq!(told(&run), [why], "{run}");
    let copy = Copy::read(&app).await.organizations;
    let n_copied = copy.iter().filter(|it| it.copied_logo_asset_id.is_some()).count();
    assert_eq!((n_copied, assets(&app).await.len()), (2, 2));
}

async fn a_dry_run_fetches_nothing(engine: Engine) {
    let app = listing(engine, 2, |_| ()).await;
    let run = sync(&app, json!({ "dryRun": true })).await;
    assert_eq!(run["state"], "SUCCEEDED", "{run}");
    assert_eq!((n_fetched(&app), assets(&app).await.len()), (0, 0));
}

async fn a_page_takes_as_many_statements_whatever_is_on_it(engine: Engine) {
    let mut seen = Vec::new();
    for organizations in [1, 12] {
        let app = listing(engine, organizations, |_| ()).await;
        ask(&app, json!({})).await;
        let ctx = app.ctx().await;
        let (statements, ended) = app.count_own_statements(worker::catalogue_sync::work_off(&ctx)).await;
        assert_eq!(ended.expect("a database"), 1);
        assert_eq!(assets(&app).await.len(), organizations);
        seen.push(statements);
    }
    assert_eq!(seen[0], seen[1]);
}
