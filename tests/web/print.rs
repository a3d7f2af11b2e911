//! On paper a certificate is one landscape page, whatever it has to say.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::browser::{Browser, Role, Scheme, Screen};
use tests::build;
use tests::template::SAMPLES;

use crate::accessibility::expect_clean_now;
use crate::scene;

const A4: (f64, f64) = (8.27, 11.69);
const LETTER: (f64, f64) = (8.5, 11.0);

#[tokio::test]
async fn certificate_is_one_sheet_of_paper() {
    let (app, browser) = scene::start_with_browser().await;
    let program = scene::program(&app).await;
    let awarded = scene::award(&app, &program).await;
    browser.visit(&awarded.url).await;
    browser.see("Valid certificate").await;
    browser.see_framed("Data Science").await;
    expect_one_sheet(&browser, "a valid certificate").await;

    scene::revoke(&app, &awarded).await;
    browser.reload().await;
    browser.see("Revoked certificate").await;
    expect_one_sheet(&browser, "a revoked certificate").await;
}

#[tokio::test]
async fn certificate_with_logos_tells_until_when_it_is_valid_and_is_one_sheet_of_paper() {
    let (app, browser) = scene::start_with_browser().await;
    let mut program = build::program("Two Houses");
    for (name, width) in [("Wexcombe House", 120), ("Harbor House", 40)] {
        let picture = scene::upload(&app, "logo.png", width).await;
        let url = picture["url"].as_str().expect("an address");
        program = program.authored_by(&build::organization(name).logo_url(url).insert(app.db()).await);
    }
    let elsewhere = build::organization("Third House").logo_url("https://cdn.example.org/logo.png");
    let program = program
        .authored_by(&elsewhere.insert(app.db()).await)
        .insert(app.db())
        .await;
    build::configuration_of_program(&program).insert(app.db()).await;
    let object = json!({ "type": "PROGRAM", "id": program.uuid });
    let rule = json!({ "learningObject": object, "expiry": { "afterMonths": 12 } });
    let edited = app
        .staff()
        .mutate("editConfiguration", rule, "outcome userErrors { message }")
        .await;
    assert_eq!(edited.at("/editConfiguration/outcome"), "UPDATED", "{}", edited.text);
    let awarded = scene::award(&app, &program).await;

    browser.visit(&awarded.url).await;
    browser.see("Valid certificate").await;
    browser.see_framed("VALID UNTIL").await;
    let script = "return [...sheet.querySelectorAll('img[src*=\"/assets/\"]')].map((it) => it.naturalWidth)";
    let widths = browser
        .until("the logos", async || {
            let widths = browser.eval_framed(script).await;
            (widths == json!([120, 40])).then_some(widths)
        })
        .await;
    assert_eq!(
        widths,
        json!([120, 40]),
        "a picture of somebody else's is never asked for"
    );
    expect_clean_now(&browser, "a certificate with logos").await;
    expect_one_sheet(&browser, "a certificate with logos").await;

    app.advance(TimeDelta::days(366));
    browser.reload().await;
    browser.see("Expired certificate").await;
    browser.see_framed("This certificate expired on").await;
    expect_one_sheet(&browser, "an expired certificate").await;
    let stamp = "return sheet.querySelector('.stamp').textContent";
    assert_eq!(browser.eval_framed(stamp).await, "Expired", "what is printed says so");

    browser.look_through(Screen::Phone, Scheme::Light).await;
    browser.see_all_framed().await;
    let script =
        "const [stamp, main] = ['.stamp', 'main'].map((it) => sheet.querySelector(it).getBoundingClientRect());
        return stamp.top >= main.bottom && stamp.left >= 0 && stamp.right <= sheet.documentElement.clientWidth";
    assert_eq!(
        browser.eval_framed(script).await,
        true,
        "the stamp covers nothing on a phone"
    );
}

#[tokio::test]
async fn certificate_with_very_much_to_say_is_one_sheet_of_paper() {
    let (app, browser) = scene::start_with_browser().await;
    let long = "Advanced Methods and Case Studies in Applied Data Science ".repeat(4);
    let mut program = build::program(&long);
    for number in 0..5 {
        let name = format!("National University of Applied Sciences and Arts, Campus {number}");
        program = program.authored_by(&build::organization(&name).insert(app.db()).await);
    }
    let program = program.hours_of_effort(1200).insert(app.db()).await;
    let mut configuration = build::configuration_of_program(&program).with_hours_of_effort();
    for number in 0..8 {
        let signatory = build::signatory(&format!("Prof. Dr. Maximiliane von Hohenstein-Lichtenberg {number}"))
            .title("Vice-President for Teaching and Lifelong Learning")
            .organization_name("National University of Applied Sciences and Arts")
            .insert(app.db())
            .await;
        configuration = configuration.signed_by(&signatory);
    }
    configuration.insert(app.db()).await;
    let name = "Wolfeschlegelsteinhausenbergerdorff ".repeat(7);
    let awarded = scene::award_as(&app, &program, serde_json::json!({ "recipientName": name.trim() })).await;
    browser.visit(&awarded.url).await;
    browser.see("Valid certificate").await;
    browser
        .see_framed("Prof. Dr. Maximiliane von Hohenstein-Lichtenberg 7")
        .await;
    expect_one_sheet(&browser, "a certificate with very much to say").await;
}

#[tokio::test]
async fn certificate_with_absurdly_much_to_say_still_proves_itself() {
    let (app, browser) = scene::start_with_browser().await;
    let widest = "W".repeat(255);
    let organization = build::organization(&widest).insert(app.db()).await;
    let program = build::program(&widest)
        .authored_by(&organization)
        .insert(app.db())
        .await;
    let mut configuration = build::configuration_of_program(&program);
    for _ in 0..8 {
        let signatory = build::signatory(&widest)
            .title(&widest)
            .organization_name(&widest)
            .insert(app.db())
            .await;
        configuration = configuration.signed_by(&signatory);
    }
    configuration.insert(app.db()).await;
    let awarded = scene::award_as(&app, &program, serde_json::json!({ "recipientName": widest })).await;
    browser.visit(&awarded.url).await;
    browser.see("Valid certificate").await;
    browser.see_framed(&widest).await;
    for (width, height) in [A4, LETTER] {
        assert_eq!(browser.print(width, height).await.sheets, 1);
        // Name and title; date, number and address.
        let lost = cut_off(&browser, (height, width), "h1, h2, dd, dt").await;
        assert_eq!(lost, Vec::<String>::new(), "on paper of {width} by {height} inches");
    }
}

#[tokio::test]
async fn document_alone_is_one_sheet_of_paper_whatever_it_says() {
    let (app, browser) = scene::start_with_browser().await;
    let awarded = scene::award(&app, &scene::program(&app).await).await;
    let mut documents = vec![("a certificate", format!("{}/document", awarded.url))];
    for sample in SAMPLES {
        let input = json!({ "sample": sample });
        let reply = app.staff().mutate("previewCertificate", input, "preview { url }").await;
        documents.push((sample, reply.text_at("/previewCertificate/preview/url").to_owned()));
    }
    for (what, address) in documents {
        browser.visit(&address).await;
        browser.find_any(Role::Heading).await;
        let paper = browser.print(A4.0, A4.1).await;
        assert_eq!(paper.sheets, 1, "{what}");
        let (width, height) = paper.size;
        assert!(
            (width - A4.1 * 72.0).abs() < 3.0 && (height - A4.0 * 72.0).abs() < 3.0,
            "{what} is {width} by {height} points"
        );
    }
}

async fn expect_one_sheet(browser: &Browser, what: &str) {
    for (width, height) in [A4, LETTER] {
        let paper = browser.print(width, height).await;
        assert_eq!(paper.sheets, 1, "{what} on paper of {width} by {height} inches");
        let (landscape_width, landscape_height) = paper.size;
        assert!(
            landscape_width > landscape_height,
            "{what} is printed upright: {landscape_width} by {landscape_height}"
        );
        let lost = cut_off(browser, (height, width), "article *").await;
        assert_eq!(
            lost,
            Vec::<String>::new(),
            "{what} on paper of {width} by {height} inches"
        );
    }
}

/// What of the elements that `selector` names is not within the certificate on paper of this size, in its frame or in the page itself.
async fn cut_off(browser: &Browser, (width, height): (f64, f64), selector: &str) -> Vec<String> {
    browser.look_at_paper(width, height).await;
    let script = format!(
        "const inside = document.querySelector('iframe')?.contentDocument ?? document, view = inside.defaultView;
        const sheet = inside.querySelector('article'), page = sheet.getBoundingClientRect();
        const isLong = inside !== document && page.bottom > view.innerHeight + 1;
        return [...inside.querySelectorAll('{selector}')].filter((it) => {{
          const box = it.getBoundingClientRect();
          if (box.width === 0 || box.height === 0) return false;
          const isOutside = box.bottom > page.bottom + 1 || box.top < page.top - 1
            || box.right > page.right + 1 || box.left < page.left - 1;
          const isCut = view.getComputedStyle(it).overflow !== 'visible' && it.scrollHeight > it.clientHeight + 1;
          return isLong || isOutside || isCut;
        }}).map((it) => `${{it.localName}} ${{it.textContent.slice(0, 60)}}`)"
    );
    let found = browser.eval(&script).await;
    browser.look_through(Screen::Desktop, Scheme::Light).await;
    let Value::Array(found) = found else {
        panic!("no certificate on paper: {found}")
    };
    found
        .iter()
        .map(|it| it.as_str().unwrap_or_default().to_owned())
        .collect()
}
