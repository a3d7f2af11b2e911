//! `/credentials/<number>/certificate.pdf` where a template of the institution draws the certificate: it says what the page says.

use chrono::TimeDelta;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tests::build;
use tests::database::Engine;

use crate::mutation::template::{break_version, follow};
use crate::paper::{path, printed, upload, words};
use crate::pdf;
use crate::scene::{Scene, text};

tests::on_both_engines!(
    sheet_says_what_the_template_says_and_nothing_else,
    parts_are_read_as_what_they_are,
    expired_certificate_of_a_template_says_so,
    arabic_template_is_printed,
    sheet_is_written_in_the_language_that_is_asked_for,
    letters_are_those_of_what_the_template_says,
    template_that_fails_makes_way_on_paper_too
);

/// A template unlike the built-in one.
const DIPLOMA: &str = "<style>@page { size: A4 landscape; margin: 10mm } .aside { display: none } .who { display: flex }</style>\
    <h1>ACC4-V1 Diploma</h1><p>is hereby awarded to</p><h3>{{ recipient.name }}</h3><p class=\"aside\">Nobody reads this</p>\
    <p>for<br>{{ credential.title }}</p><section class=\"who\"><div><p>Chancellor Hopper</p><p>Senate &amp; Council</p></div>\
    <div><p>Provost Hamilton</p></div></section><ul><li>With honours</li></ul>\
    <dl><dt>Given</dt><dd>{{ credential.issued_on }}</dd></dl>";

/// What the built-in template says, and no other does of itself.
const BUILT_IN: [&str; 7] = [
    "this is to certify that",
    "has successfully completed",
    "professional certificate",
    "certificate number",
    "awarded on",
    "verify at",
    "dean of the built-in",
];

async fn awarded(scene: &Scene, name: &str) -> String {
    let payload = scene.award("ada", json!({ "recipientName": name })).await;
    text(&payload["credential"]["uuid"])
}

async fn pdf_url(scene: &Scene, uuid: &str) -> Value {
    let query = "query($uuid: UUID!) { credential(uuid: $uuid) { pdfUrl } }";
    let told = scene.app.anonymous().graphql(query, json!({ "uuid": uuid })).await;
    told.at("/credential/pdfUrl").clone()
}

async fn sheet_says_what_the_template_says_and_nothing_else(engine: Engine) {
    let scene = Scene::open(engine).await;
    build::signatory("Dean of the Built-in").insert(scene.app.db()).await;
    let listed = scene
        .app
        .staff()
        .query("{ signatories(first: 5) { nodes { id } } }")
        .await;
    let dean = listed.at("/signatories/nodes/0/id");
    follow(&scene, DIPLOMA, json!({ "signatories": [dean] })).await;
    let uuid = awarded(&scene, "Ada Lovelace").await;
    assert!(pdf_url(&scene, &uuid).await.is_string());
    let (sheet, n_pages) = printed(&scene, &uuid).await;
    assert_eq!(n_pages, 1);
    let url = format!("/credentials/{}", uuid.replace('-', ""));
    pdf::assert_says(
        &sheet,
        &[
            "ACC4-V1 Diploma",
            "Ada Lovelace",
            "Chancellor Hopper",
            "Senate & Council",
            &url,
        ],
    );
    let sheet = sheet.to_lowercase();
    let hidden = ["nobody", "reads", "this"];
    for word in words(&scene, &uuid).await {
        let is_hidden = hidden.contains(&word.as_str());
        let word = word.replace("&amp;", "&");
        assert_eq!(sheet.contains(&word), !is_hidden, "{word}: {sheet}");
    }
    for other in BUILT_IN {
        assert!(!sheet.contains(other), "{other}: {sheet}");
    }
    assert_eq!(sheet.matches(&url).count(), 1, "{sheet}");

    // Another version changes no certificate that was awarded.
    follow(
        &scene,
        "<h1>ACC4-V2</h1><p>{{ recipient.name }}: {{ credential.url }}</p>",
        json!({}),
    )
    .await;
    let payload = scene.award("grace", json!({ "recipientName": "Grace Hopper" })).await;
    let newer = text(&payload["credential"]["uuid"]);
    pdf::assert_says(&printed(&scene, &uuid).await.0, &["ACC4-V1"]);
    let (newer, _) = printed(&scene, &newer).await;
    pdf::assert_says(&newer, &["ACC4-V2", "Grace Hopper: http"]);
    assert_eq!(newer.matches("/credentials/").count(), 1, "{newer}");
}

async fn parts_are_read_as_what_they_are(engine: Engine) {
    let scene = Scene::open(engine).await;
    let picture = upload(&scene, 120, 40).await;
    let (_, hash) = picture.split_once("/assets/").expect("an asset");
    let picture = format!(
        "<img src=\"/assets/{hash}\" alt=\"Hand of the provost\"><img src=\"/assets/{hash}\" alt=\"\" role=\"presentation\">\
         <img src=\"{{{{ credential.qr }}}}\" alt=\"Code\">"
    );
    follow(&scene, &format!("{DIPLOMA}{picture}"), json!({})).await;
    let uuid = awarded(&scene, "Ada Lovelace").await;
    let client = scene.app.anonymous();
    let request = || client.request(Method::GET, &path(&uuid));
    let structure = pdf::structure(request()).await;
    pdf::assert_says(
        &structure,
        &[
            "H1 \"ACC4-V1 Diploma\"",
            // No level is left out.
            "H2 \"Ada Lovelace\"",
            "LI",
            "Lbl",
            "LBody",
            "Figure",
            "Link",
        ],
    );
    let order = [
        "ACC4-V1",
        "awarded to",
        "Ada Lovelace",
        "Chancellor",
        "Provost",
        "honours",
        "Given",
    ];
    let places: Vec<Option<usize>> = order.iter().map(|it| structure.find(*it)).collect();
    assert!(places.is_sorted() && places.iter().all(Option::is_some), "{structure}");
    let bytes = pdf::bytes(request()).await;
    let bytes = String::from_utf8_lossy(&bytes);
    assert_eq!(bytes.matches("/Alt(Hand of the provost)").count(), 1);
    assert_eq!(
        bytes.matches("/S/Figure").count(),
        2,
        "the picture that says something, and the code"
    );
    let size = ("120".to_owned(), "40".to_owned());
    assert_eq!(pdf::pictures(request()).await, [size]);
}

async fn expired_certificate_of_a_template_says_so(engine: Engine) {
    let scene = Scene::open(engine).await;
    follow(&scene, DIPLOMA, json!({ "expiry": { "afterDays": 30 } })).await;
    let uuid = awarded(&scene, "Ada Lovelace").await;
    scene.app.advance(TimeDelta::days(31));
    let (sheet, n_pages) = printed(&scene, &uuid).await;
    assert!(sheet.starts_with("This certificate expired on"), "{sheet}");
    pdf::assert_says(&sheet, &["ACC4-V1 Diploma"]);
    assert_eq!(n_pages, 1);
    let look = pdf::look(scene.app.anonymous().request(Method::GET, &path(&uuid))).await;
    assert!(pdf::n_pixels(&look, [111, 74, 0]) > 1_000, "a stamp");
    assert!(pdf::n_pixels(&look, [169, 139, 77]) > 1_000, "a frame");
}

async fn arabic_template_is_printed(engine: Engine) {
    let scene = Scene::open(engine).await;
    let html = "<style>.who { display: flex }</style><h1>دبلوم الجامعة</h1><h2>{{ recipient.name }}</h2>\
         <p>{{ credential.achievement }}</p><div class=\"who\"><p>العميد</p><p>Dean Hopper</p></div>";
    follow(&scene, html, json!({ "language": "ar" })).await;
    let uuid = awarded(&scene, "مريم الخوارزمي").await;
    assert!(pdf_url(&scene, &uuid).await.is_string());
    let (sheet, n_pages) = printed(&scene, &uuid).await;
    pdf::assert_says(
        &sheet,
        &["دبلوم الجامعة", "مريم الخوارزمي", "بنجاح البرنامج", "Dean Hopper"],
    );
    assert_eq!(n_pages, 1);
    assert!(!sheet.contains("رقم الشهادة"), "what the built-in one says: {sheet}");
}

async fn sheet_is_written_in_the_language_that_is_asked_for(engine: Engine) {
    let scene = Scene::open(engine).await;
    let built_in = awarded(&scene, "Ada Lovelace").await;
    follow(
        &scene,
        "<h1>{{ recipient.name }}</h1><p>{{ text.certifies }}</p>",
        json!({}),
    )
    .await;
    let payload = scene.award("grace", json!({ "recipientName": "Grace Hopper" })).await;
    let own = text(&payload["credential"]["uuid"]);
    let client = scene.app.anonymous();
    for uuid in [&built_in, &own] {
        for (query, words) in [
            ("", "This is to certify that"),
            ("?language=es", "Se certifica que"),
            ("?language=tlh", "This is to certify that"),
        ] {
            let address = format!("{}{query}", path(uuid));
            let (sheet, _) = pdf::read(client.request(Method::GET, &address)).await;
            pdf::assert_says(&sheet, &[words]);
        }
    }
}

async fn letters_are_those_of_what_the_template_says(engine: Engine) {
    let scene = Scene::open(engine).await;
    for (username, html, name, is_printed) in [
        ("a", "<h1>{{ recipient.name }}</h1><p>毕业证书</p>", "Ada", false),
        ("b", "<h1>{{ recipient.name }}</h1>", "林美玲", false),
        (
            "c",
            "<style>.x { display: none }</style><h1>{{ recipient.name }}</h1><p class=\"x\">毕业证书</p>",
            "Ada",
            true,
        ),
        ("d", "<h1>{{ recipient.name }}</h1><p>&#20856;</p>", "Ada", false),
    ] {
        follow(&scene, html, json!({})).await;
        let payload = scene.award(username, json!({ "recipientName": name })).await;
        let uuid = text(&payload["credential"]["uuid"]);
        assert_eq!(pdf_url(&scene, &uuid).await.is_string(), is_printed, "{html}");
        let expected = if is_printed {
            StatusCode::OK
        } else {
            StatusCode::NOT_IMPLEMENTED
        };
        let reply = scene.app.anonymous().get(&path(&uuid)).await;
        assert_eq!(reply.status, expected, "{html}");
    }
}

async fn template_that_fails_makes_way_on_paper_too(engine: Engine) {
    let scene = Scene::open(engine).await;
    follow(&scene, DIPLOMA, json!({})).await;
    let uuid = awarded(&scene, "Ada Lovelace").await;
    break_version(&scene.app).await;
    assert!(pdf_url(&scene, &uuid).await.is_string());
    let (sheet, _) = printed(&scene, &uuid).await;
    pdf::assert_says(&sheet, &["This is to certify that", "Ada Lovelace"]);
    assert!(!sheet.contains("ACC4-V1"), "{sheet}");
}
