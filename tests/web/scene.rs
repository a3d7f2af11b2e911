//! What the tests begin with: a server that serves the built app, and an institution that awards certificates.

use std::io::Cursor;
use std::path::Path;

use chrono::{DateTime, Utc};
use entity::program;
use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use reqwest::Method;
use serde_json::{Value, json};
use server::config::Config;
use tests::app::TestApp;
use tests::browser::{Browser, PUBLIC_URL};
use tests::build;
use tests::database::Engine;
use tests::persona::ADA;

/// A server with the built app, at the public address that a browser of the kit finds.
pub(crate) async fn start(engine: Engine) -> TestApp {
    configured(engine, |_| ()).await
}

/// The same with settings changed by `edit`.
async fn configured(engine: Engine, edit: impl FnOnce(&mut Config)) -> TestApp {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../dist");
    assert!(
        folder.join("index.html").is_file(),
        "the app is not built: there is no dist/index.html; `cargo xtask test` builds it"
    );
    TestApp::configured(engine, |config| {
        config.public_url = PUBLIC_URL.parse().expect("an address");
        config.web_dir = Some(folder);
        edit(config);
    })
    .await
}

/// The same on SQLite, with a visitor's browser.
pub(crate) async fn start_with_browser() -> (TestApp, Browser) {
    let app = start(Engine::Sqlite).await;
    let browser = Browser::open(app.address()).await;
    (app, browser)
}

/// A server with changed settings on SQLite, with a visitor's browser.
pub(crate) async fn start_with(edit: impl FnOnce(&mut Config)) -> (TestApp, Browser) {
    let app = configured(Engine::Sqlite, edit).await;
    let browser = Browser::open(app.address()).await;
    (app, browser)
}

/// A program of a university whose certificates two people sign.
pub(crate) async fn program(app: &TestApp) -> program::Model {
    let university = build::organization("Wexcombe University").insert(app.db()).await;
    let college = build::organization("Harbor College").insert(app.db()).await;
    let program = build::program("Data Science")
        .authored_by(&university)
        .authored_by(&college)
        .insert(app.db())
        .await;
    let dean = build::signatory("Prof. Émilie Laurent")
        .title("Dean of Science")
        .organization_name("Wexcombe University")
        .insert(app.db())
        .await;
    let registrar = build::signatory("Tomás Ibarra")
        .title("Registrar")
        .insert(app.db())
        .await;
    build::configuration_of_program(&program)
        .signed_by(&dean)
        .signed_by(&registrar)
        .insert(app.db())
        .await;
    program
}

/// A certificate that was awarded, as the service that awarded it knows it.
#[derive(Clone, Debug)]
pub(crate) struct Awarded {
    /// The address that the server answered.
    pub(crate) url: String,
    /// Its number with dashes, as the API writes it.
    pub(crate) uuid: String,
}

impl Awarded {
    /// Its number as the page's address and the page itself write it.
    pub(crate) fn number(&self) -> String {
        self.uuid.replace('-', "")
    }

    /// The path of its page.
    pub(crate) fn path(&self) -> String {
        format!("/credentials/{}", self.number())
    }
}

/// Uploads a picture of this name, so many pixels wide; gives its row.
pub(crate) async fn upload(app: &TestApp, name: &str, width: u32) -> Value {
    let mut bytes = Cursor::new(Vec::new());
    let ink = Rgba([27, 36, 48, 255]);
    let drawn = DynamicImage::from(RgbaImage::from_pixel(width, 40, ink));
    drawn.write_to(&mut bytes, ImageFormat::Png).expect("a picture");
    let staff = app.staff();
    let request = staff
        .request(Method::POST, &format!("/assets?name={name}"))
        .header("content-type", "image/png")
        .body(bytes.into_inner());
    staff.send(request).await.json["asset"].clone()
}

/// Grants somebody a role at the default site.
pub(crate) async fn grant(app: &TestApp, username: &str, role: &str) {
    let input = json!({ "username": username, "role": role });
    let reply = app.superuser().mutate("grantRole", input, "outcome").await;
    assert_eq!(reply.at("/grantRole/outcome"), "GRANTED");
}

/// Awards the program to Ada.
pub(crate) async fn award(app: &TestApp, program: &program::Model) -> Awarded {
    award_as(app, program, json!({})).await
}

/// Awards it with a date that visitors have to wait for.
pub(crate) async fn award_for(app: &TestApp, program: &program::Model, date: DateTime<Utc>) -> Awarded {
    award_as(app, program, json!({ "dateOverride": date.to_rfc3339() })).await
}

/// Awards it with more to say.
pub(crate) async fn award_as(app: &TestApp, program: &program::Model, more: Value) -> Awarded {
    let mut input = json!({
        "username": ADA.username,
        "recipientName": ADA.name,
        "learningObject": { "type": "PROGRAM", "id": program.uuid },
    });
    for (name, value) in more.as_object().into_iter().flatten() {
        input[name] = value.clone();
    }
    let selection = "credential { uuid url } userErrors { code message }";
    let reply = app.service().mutate("awardCredential", input, selection).await;
    Awarded {
        url: reply.text_at("/awardCredential/credential/url").to_owned(),
        uuid: reply.text_at("/awardCredential/credential/uuid").to_owned(),
    }
}

/// Revokes a certificate as staff.
pub(crate) async fn revoke(app: &TestApp, awarded: &Awarded) {
    let input = json!({ "uuid": awarded.uuid, "reason": "awarded by mistake" });
    let reply = app
        .staff()
        .mutate("revokeCredential", input, "userErrors { code }")
        .await;
    assert_eq!(reply.at("/revokeCredential/userErrors"), &json!([]));
}

/// Presses the button of this name in the dialog that is open.
pub(crate) async fn confirm(browser: &Browser, name: &str) {
    let script = format!(
        "const all = document.querySelectorAll('dialog[open] button'); \
         const one = [...all].find((it) => it.textContent.trim() === {name:?}); one.click(); return 1"
    );
    assert_eq!(browser.eval(&script).await, 1);
}

/// Waits for the focus to go there.
pub(crate) async fn expect_focus(browser: &Browser, description: &str) {
    browser
        .until(&format!("focus on {description}"), async || {
            (browser.focused().await.description().await == description).then_some(())
        })
        .await;
}

/// Sends the mail that waits.
pub(crate) async fn send_mail(app: &TestApp) {
    let ctx = app.ctx().await;
    server::worker::mail::work(&ctx).await;
    ctx.db.clone().close().await;
}
