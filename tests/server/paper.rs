//! `/credentials/<number>/certificate.pdf`: what the page says, on one sheet, as text.

use std::io::Cursor;

use chrono::TimeDelta;
use image::{DynamicImage, ImageFormat};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tests::build;
use tests::database::Engine;

use crate::mutation::template::GOOD;
use crate::pdf;
use crate::scene::{Scene, course_run, text};

tests::on_both_engines!(
    sheet_says_what_the_page_says,
    sheet_says_every_word_of_its_page_and_looks_like_it,
    every_language_of_the_service_can_be_printed,
    what_cannot_be_seen_cannot_be_printed,
    letters_without_a_font_have_no_sheet,
    words_of_a_template_without_a_font_have_no_sheet,
    expired_certificate_says_so,
    any_number_of_signatories_fits_one_sheet,
    logos_stand_on_the_sheet
);

pub(crate) fn path(uuid: &str) -> String {
    format!("/credentials/{}/certificate.pdf", uuid.replace('-', ""))
}

async fn status(scene: &Scene, uuid: &str) -> StatusCode {
    scene.app.anonymous().get(&path(uuid)).await.status
}

/// The text of the sheet, and how many pages it has.
pub(crate) async fn printed(scene: &Scene, uuid: &str) -> (String, usize) {
    let client = scene.app.anonymous();
    pdf::read(client.request(Method::GET, &path(uuid))).await
}

async fn sheet_says_what_the_page_says(engine: Engine) {
    let scene = Scene::open(engine).await;
    let payload = scene
        .award("ada", json!({ "recipientName": "Ada Łukasiewicz Ὀδύσσεια Лавлейс" }))
        .await;
    let uuid = text(&payload["credential"]["uuid"]);
    let (sheet, n_pages) = printed(&scene, &uuid).await;
    let url = text(&payload["credential"]["url"]);
    pdf::assert_says(
        &sheet,
        &[
            "Professional Certificate",
            "Ada Łukasiewicz Ὀδύσσεια Лавлейс",
            "has successfully completed the program",
            "Data Science",
            &uuid.replace('-', ""),
            &url,
        ],
    );
    assert_eq!(n_pages, 1);
    let query = "query($uuid: UUID!) { credential(uuid: $uuid) { pdfUrl } }";
    let told = scene.app.anonymous().graphql(query, json!({ "uuid": uuid })).await;
    assert_eq!(told.at("/credential/pdfUrl"), &json!(format!("{url}/certificate.pdf")));

    let reply = scene.app.anonymous().get(&path(&uuid)).await;
    let name = format!("inline; filename=\"certificate-{}.pdf\"", uuid.replace('-', ""));
    assert_eq!(reply.headers["content-disposition"], name);
    assert_eq!(reply.headers["x-robots-tag"], "noindex");
    assert_eq!(reply.headers["cache-control"], "no-cache");
    let elsewhere = scene
        .app
        .anonymous()
        .get(&format!("/credentials/{uuid}/certificate.pdf"))
        .await;
    assert_eq!(
        elsewhere.status,
        StatusCode::PERMANENT_REDIRECT,
        "one spelling, one address"
    );
    assert_eq!(elsewhere.headers["location"], path(&uuid).as_str());
    let posted = scene.app.anonymous();
    let posted = posted.send(posted.request(Method::POST, &path(&uuid))).await;
    assert_eq!(posted.status, StatusCode::METHOD_NOT_ALLOWED);
}

/// The words of a certificate's document, as far as they are the certificate's.
pub(crate) async fn words(scene: &Scene, uuid: &str) -> Vec<String> {
    let path = format!("/credentials/{}/document", uuid.replace('-', ""));
    let document = scene.app.anonymous().get(&path).await.text;
    let (_, main) = document
        .split_once("<main class=\"certificate\">")
        .expect("a certificate");
    let (main, _) = main.split_once("</main>").expect("its end");
    let texts = main
        .split('<')
        .map(|it| it.split_once('>').map_or(it, |(_, text)| text));
    let words = texts.flat_map(str::split_whitespace);
    words.map(str::to_lowercase).collect()
}

async fn sheet_says_every_word_of_its_page_and_looks_like_it(engine: Engine) {
    let scene = Scene::open(engine).await;
    let site = scene.app.superuser().query("{ site { id } }").await;
    let input = json!({ "id": site.at("/site/id"), "accentColor": "#6b1d3a" });
    let edited = scene
        .app
        .superuser()
        .mutate("editSite", input, "userErrors { code }")
        .await;
    assert_eq!(edited.at("/editSite/userErrors"), &json!([]));
    // Sites are remembered for two seconds.
    scene.app.advance(TimeDelta::seconds(3));
    let rule = json!({ "learningObject": scene.program(), "expiry": { "afterDays": 30 } });
    scene
        .app
        .staff()
        .mutate("editConfiguration", rule, "outcome")
        .await
        .data();
    let payload = scene.award("ada", json!({ "recipientName": "Ada Lovelace" })).await;
    let uuid = text(&payload["credential"]["uuid"]);
    let (sheet, _) = printed(&scene, &uuid).await;
    let sheet = sheet.to_lowercase();
    let words = words(&scene, &uuid).await;
    assert!(words.len() > 20, "{words:?}");
    for word in &words {
        assert!(sheet.contains(word), "{word}: {sheet}");
    }

    let client = scene.app.anonymous();
    let look = pdf::look(client.request(Method::GET, &path(&uuid))).await;
    let [frame, seal, accent, stamp] = [[169, 139, 77], [160, 125, 53], [107, 29, 58], [111, 74, 0]];
    for (what, color) in [("frame", frame), ("seal", seal), ("accent", accent)] {
        assert!(pdf::n_pixels(&look, color) > 20, "{what}");
    }
    assert_eq!(pdf::n_pixels(&look, stamp), 0);
    let structure = pdf::structure(client.request(Method::GET, &path(&uuid))).await;
    pdf::assert_says(
        &structure,
        &[
            "H1 \"Ada Lovelace\"",
            "H2 \"Data Science\"",
            "LI",
            "Lbl",
            "LBody",
            "Link",
        ],
    );
}

async fn every_language_of_the_service_can_be_printed(engine: Engine) {
    let scene = Scene::open(engine).await;
    for (language, name, words) in [
        ("en", "Ada Lovelace", "This is to certify that"),
        ("es", "Sofía Núñez", "Se certifica que"),
        ("fr", "Zoë Lefèvre", "a terminé avec succès"),
        ("ar", "مريم الخوارزمي", "بنجاح البرنامج"),
    ] {
        let input = json!({ "learningObject": scene.program(), "language": language });
        let edited = scene
            .app
            .staff()
            .mutate("editConfiguration", input, "outcome userErrors { code }")
            .await;
        assert_eq!(edited.at("/editConfiguration/userErrors"), &json!([]));
        let payload = scene
            .award(&format!("learner-{language}"), json!({ "recipientName": name }))
            .await;
        let (sheet, _) = printed(&scene, &text(&payload["credential"]["uuid"])).await;
        pdf::assert_says(&sheet, &[name, words]);
    }
}

async fn what_cannot_be_seen_cannot_be_printed(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    assert_eq!(status(&scene, &uuid).await, StatusCode::OK);
    let query = "query($uuid: UUID!) { credential(uuid: $uuid) { pdfUrl } }";
    let told = async || {
        let reply = scene.app.learner("ada").graphql(query, json!({ "uuid": uuid })).await;
        reply.at("/credential/pdfUrl").clone()
    };
    let show = async |visibility: &str| {
        let input = json!({ "uuid": uuid, "visibility": visibility });
        let reply = scene
            .app
            .learner("ada")
            .mutate("setCredentialVisibility", input, "userErrors { code }")
            .await;
        assert_eq!(reply.at("/setCredentialVisibility/userErrors"), &json!([]));
    };
    show("PRIVATE").await;
    assert_eq!(
        (status(&scene, &uuid).await, told().await),
        (StatusCode::NOT_FOUND, Value::Null)
    );
    show("PUBLIC").await;
    scene.revoke(&uuid, json!({})).await;
    assert_eq!(
        (status(&scene, &uuid).await, told().await),
        (StatusCode::NOT_FOUND, Value::Null)
    );
    assert_eq!(
        status(&scene, "5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f").await,
        StatusCode::NOT_FOUND
    );
    assert_eq!(status(&scene, "x").await, StatusCode::NOT_FOUND);
}

async fn letters_without_a_font_have_no_sheet(engine: Engine) {
    let scene = Scene::open(engine).await;
    let query = "query($uuid: UUID!) { credential(uuid: $uuid) { pdfUrl } }";
    for (username, name) in [("meiling", "林美玲"), ("aditya", "आदित्य"), ("ada", "Ada 王")] {
        let payload = scene.award(username, json!({ "recipientName": name })).await;
        let uuid = text(&payload["credential"]["uuid"]);
        let told = scene.app.anonymous().graphql(query, json!({ "uuid": uuid })).await;
        assert_eq!(told.data(), &json!({ "credential": { "pdfUrl": null } }), "{name}");
        let reply = scene.app.anonymous().get(&path(&uuid)).await;
        assert_eq!(reply.status, StatusCode::NOT_IMPLEMENTED, "there is no font for {name}");
        assert!(reply.text.contains("print its page instead"), "{}", reply.text);
    }
    let payload = scene
        .award("maryam", json!({ "recipientName": "مريم الخوارزمي" }))
        .await;
    let uuid = text(&payload["credential"]["uuid"]);
    let told = scene.app.anonymous().graphql(query, json!({ "uuid": uuid })).await;
    let url = text(&payload["credential"]["url"]);
    assert_eq!(told.at("/credential/pdfUrl"), &json!(format!("{url}/certificate.pdf")));
}

async fn words_of_a_template_without_a_font_have_no_sheet(engine: Engine) {
    let scene = Scene::open(engine).await;
    let query = "query($uuid: UUID!) { credential(uuid: $uuid) { pdfUrl } }";
    let html = format!("{GOOD}<p>{{{{ text.certifies }}}}</p>");
    for (name, word, is_printed) in [("certifies", "兹证明", false), ("greeting", "你好", true)] {
        let texts = json!([{ "language": "en", "name": name, "text": word }]);
        let input = json!({ "name": name, "html": html, "texts": texts });
        let made = scene
            .app
            .staff()
            .mutate("createTemplate", input, "template { id }")
            .await;
        let id = made.at("/createTemplate/template/id").clone();
        tests::template::publish(&scene.app, &id).await;
        let follow = json!({ "learningObject": scene.program(), "template": id });
        let edited = scene.app.staff().mutate("editConfiguration", follow, "outcome").await;
        assert_eq!(edited.at("/editConfiguration/outcome"), "UPDATED");
        let uuid = scene.awarded(name).await;
        let told = scene.app.anonymous().graphql(query, json!({ "uuid": uuid })).await;
        assert_eq!(told.at("/credential/pdfUrl").is_string(), is_printed, "{}", told.text);
        let expected = if is_printed {
            StatusCode::OK
        } else {
            StatusCode::NOT_IMPLEMENTED
        };
        assert_eq!(status(&scene, &uuid).await, expected, "{word}");
    }
}

async fn expired_certificate_says_so(engine: Engine) {
    let scene = Scene::open(engine).await;
    let rule = json!({ "learningObject": scene.program(), "expiry": { "afterDays": 30 } });
    scene
        .app
        .staff()
        .mutate("editConfiguration", rule, "outcome")
        .await
        .data();
    let uuid = scene.awarded("ada").await;
    pdf::assert_says(&printed(&scene, &uuid).await.0, &["VALID UNTIL"]);
    scene.app.advance(TimeDelta::days(31));
    let (sheet, _) = printed(&scene, &uuid).await;
    assert!(sheet.starts_with("This certificate expired on"), "{sheet}");
    let look = pdf::look(scene.app.anonymous().request(Method::GET, &path(&uuid))).await;
    assert!(pdf::n_pixels(&look, [111, 74, 0]) > 1_000, "a stamp");
    assert!(!sheet.contains("EXPIRED"), "it is seen, and nobody copies it: {sheet}");
}

async fn any_number_of_signatories_fits_one_sheet(engine: Engine) {
    let scene = Scene::open(engine).await;
    let run = "course-v1:WexcombeX+STAT101+2026_T1";
    let mut ids = Vec::new();
    for n in 0..20 {
        let signatory = build::signatory(&format!("Professor Number {n} of a Long-Winded Department"))
            .title("Dean of the Faculty of Something Rather Long\nand its institutes")
            .insert(scene.app.db())
            .await;
        ids.push(signatory);
    }
    let signatories: Vec<String> = {
        let query = "{ signatories(first: 50) { nodes { id } } }";
        let listed = scene.app.staff().graphql(query, json!({})).await;
        let nodes = listed.at("/signatories/nodes").as_array().cloned().unwrap_or_default();
        nodes.iter().map(|it| text(&it["id"])).collect()
    };
    assert_eq!(signatories.len(), ids.len());
    let input = json!({ "learningObject": course_run(run), "signatories": signatories, "title": "A very long title ".repeat(10).trim() });
    let made = scene
        .app
        .staff()
        .mutate("createConfiguration", input, "userErrors { code message path }")
        .await;
    assert_eq!(made.at("/createConfiguration/userErrors"), &json!([]));
    let input = json!({ "learningObject": course_run(run) });
    scene
        .app
        .staff()
        .mutate("activateConfiguration", input, "outcome")
        .await
        .data();
    let uuid = scene.awarded_run("ada", run).await;
    let (sheet, n_pages) = printed(&scene, &uuid).await;
    assert_eq!(n_pages, 1);
    pdf::assert_says(&sheet, &["Number 0", "Number 19", "CERTIFICATE NUMBER"]);
}

/// Uploads a picture of this many pixels; gives its address.
pub(crate) async fn upload(scene: &Scene, width: u32, height: u32) -> String {
    let mut bytes = Cursor::new(Vec::new());
    let drawn = DynamicImage::new_rgba8(width, height);
    drawn.write_to(&mut bytes, ImageFormat::Png).expect("a picture");
    let staff = scene.app.staff();
    let request = staff
        .request(Method::POST, "/assets?name=logo.png")
        .header("content-type", "image/png")
        .body(bytes.into_inner());
    text(&staff.send(request).await.json["asset"]["url"])
}

async fn logos_stand_on_the_sheet(engine: Engine) {
    let scene = Scene::open(engine).await;
    let db = scene.app.db();
    let mut program = build::program("Two Houses");
    for (name, width) in [("Wexcombe House", 120), ("Harbor House", 80)] {
        let url = upload(&scene, width, 40).await;
        let house = build::organization(name).logo_url(&url).insert(db).await;
        program = program.authored_by(&house);
    }
    // A picture that is not kept here is nobody's to fetch.
    let elsewhere = build::organization("Third House").logo_url("https://cdn.example.org/logo.png");
    let program = program.authored_by(&elsewhere.insert(db).await).insert(db).await;
    build::configuration_of_program(&program).insert(db).await;
    let object = json!({ "type": "PROGRAM", "id": program.uuid });
    let payload = scene.award("ada", json!({ "learningObject": object })).await;
    let uuid = text(&payload["credential"]["uuid"]);
    let client = scene.app.anonymous();
    let pictures = pdf::pictures(client.request(Method::GET, &path(&uuid))).await;
    let size = |width: &str| (width.to_owned(), "40".to_owned());
    assert_eq!(pictures, [size("120"), size("80")]);
    let (sheet, n_pages) = printed(&scene, &uuid).await;
    pdf::assert_says(&sheet, &["Wexcombe House", "Harbor House", "Third House", "Two Houses"]);
    assert_eq!(n_pages, 1);
}
