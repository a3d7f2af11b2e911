//! A certificate is passed on by the one who earned it, and shown as the institution's own template draws it.

use serde_json::json;
use tests::app::TestApp;
use tests::browser::{Browser, Role, Scheme, Screen};

use crate::accessibility::expect_clean_now;
use crate::scene::{self, Awarded};
use crate::sign_in::{self, ADA, choose};

const REGION: &str = "Pass this certificate on";

async fn offer(app: &TestApp, networks: &[&str]) {
    let site = app.superuser().graphql("{ site { id } }", json!({})).await;
    let input = json!({ "id": site.at("/site/id"), "sharing": networks });
    let reply = app
        .superuser()
        .mutate("editSite", input, "userErrors { code path }")
        .await;
    assert_eq!(reply.at("/editSite/userErrors"), &json!([]));
}

/// Addresses of the links in the region.
async fn links(browser: &Browser) -> Vec<(String, String)> {
    let script = format!(
        "return [...document.querySelectorAll('[aria-label=\"{REGION}\"] a')].map((it) => [it.textContent, it.href])"
    );
    serde_json::from_value(browser.eval(&script).await).expect("texts")
}

#[tokio::test]
async fn who_earned_it_is_congratulated_and_passes_it_on() {
    let (app, browser) = sign_in::start().await;
    offer(&app, &["LINKED_IN", "X"]).await;
    let awarded = scene::award(&app, &scene::program(&app).await).await;

    browser.visit(&awarded.path()).await;
    browser.find(Role::Link, "LinkedIn").await;
    assert!(!browser.text().await.contains("Congratulations"));
    let names: Vec<String> = links(&browser).await.into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["LinkedIn", "X", "E-mail"]);
    expect_clean_now(&browser, "a certificate that a visitor may pass on").await;

    browser.visit(&format!("/sign-in?next={}", awarded.path())).await;
    choose(&browser, ADA).await;
    browser.see("Congratulations,").await;
    let links = links(&browser).await;
    let names: Vec<&str> = links.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Add to LinkedIn profile", "LinkedIn", "X", "E-mail"]);
    let number = awarded.number();
    for (name, address) in &links {
        assert!(address.contains(&number), "{name}: {address}");
    }
    let requests = browser.requests().await;
    assert!(
        requests
            .iter()
            .all(|it| !it.contains("linkedin") && !it.contains("x.com")),
        "nothing is asked of a network before a link is followed: {requests:?}"
    );
    expect_clean_now(&browser, "one's own certificate").await;
}

#[tokio::test]
async fn code_on_the_certificate_leads_to_the_page() {
    let (app, browser) = scene::start_with_browser().await;
    let awarded = scene::award(&app, &scene::program(&app).await).await;
    browser.visit(&awarded.path()).await;
    browser.see("Valid certificate").await;
    let script =
        "return [...sheet.querySelectorAll('img[src$=\"/qr.svg\"]')].map((it) => [it.src, it.naturalWidth > 0])";
    let shown = browser
        .until("picture of the code", async || {
            let shown = browser.eval_framed(script).await;
            (shown[0][1] == true).then_some(shown)
        })
        .await;
    assert_eq!(shown, json!([[format!("{}/qr.svg", awarded.url), true]]));
}

#[tokio::test]
async fn certificate_is_for_everyone_and_fits_a_phone() {
    let (app, browser) = scene::start_with_browser().await;
    let awarded = scene::award(&app, &scene::program(&app).await).await;
    browser.look_through(Screen::Phone, Scheme::Light).await;
    browser.visit(&awarded.path()).await;
    browser.see("Valid certificate").await;
    browser.see_framed("Data Science").await;
    browser.see_all_framed().await;
    assert!(browser.hidden_beside(Screen::Phone).await <= 0);
    // A phone that is turned is a wider screen, and the certificate is not as high.
    let height = "return frame.clientHeight";
    let upright = browser.eval_framed(height).await;
    browser.look_through(Screen::Desktop, Scheme::Dark).await;
    browser
        .until("frame of another height", async || {
            (browser.eval_framed(height).await != upright).then_some(())
        })
        .await;
    browser.see_all_framed().await;
    let ground = "return getComputedStyle(sheet.querySelector('article')).backgroundColor";
    assert_eq!(
        browser.eval_framed(ground).await,
        "rgb(255, 254, 250)",
        "paper is white by night, too"
    );
    let structure = "const { lang, dir } = sheet.documentElement;
        return [frame.title, sheet.title.includes('Data Science'), lang, dir, [...sheet.querySelectorAll('h1, h2')].map((it) => it.textContent)]";
    assert_eq!(
        browser.eval_framed(structure).await,
        json!(["Certificate", true, "en", "ltr", ["Ada Lovelace", "Data Science"]])
    );

    browser.visit(&format!("{}/document", awarded.path())).await;
    browser.find(Role::Heading, "Ada Lovelace").await;
    expect_clean_now(&browser, "a certificate by itself").await;
}

#[tokio::test]
async fn private_certificate_is_drawn_for_who_earned_it() {
    let (app, browser) = sign_in::start().await;
    let awarded = scene::award(&app, &scene::program(&app).await).await;
    let input = json!({ "uuid": awarded.uuid, "visibility": "PRIVATE" });
    let hidden = app
        .learner("ada")
        .mutate("setCredentialVisibility", input, "userErrors { code }")
        .await;
    assert_eq!(hidden.at("/setCredentialVisibility/userErrors"), &json!([]));
    browser.visit(&awarded.path()).await;
    browser.find(Role::Heading, "No certificate found").await;
    sign_in::sign_in(&browser, ADA, &awarded.path()).await;
    browser.see_framed("Ada Lovelace").await;
    browser.see_all_framed().await;
}

#[tokio::test]
async fn certificate_that_cannot_be_shown_says_so_and_is_tried_again() {
    let (app, browser) = scene::start_with_browser().await;
    let awarded = scene::award(&app, &scene::program(&app).await).await;
    browser.visit(&awarded.path()).await;
    browser.see_framed("Data Science").await;
    // What stood in the frame leads to an address at which there is nothing.
    browser
        .eval_framed("frame.contentWindow.location.replace('/credentials/00000000000040008000000000000000/document')")
        .await;
    browser.see("The certificate could not be shown.").await;
    browser.see("Valid certificate").await;
    browser.find(Role::Button, "Try again").await.click().await;
    browser.see_framed("Data Science").await;
    browser.see_all_framed().await;
    assert!(!browser.has(Role::Button, "Try again").await);
}

/// A certificate that a template of the institution draws.
async fn award_by_template(app: &TestApp, html: &str) -> Awarded {
    let program = scene::program(app).await;
    let staff = app.staff();
    let made = staff
        .mutate(
            "createTemplate",
            json!({ "name": "Diploma", "html": html }),
            "template { id }",
        )
        .await;
    let id = made.at("/createTemplate/template/id").clone();
    tests::template::publish(app, &id).await;
    let input = json!({ "learningObject": { "type": "PROGRAM", "id": program.uuid }, "template": id });
    let edited = staff
        .mutate("editConfiguration", input, "userErrors { code message }")
        .await;
    assert_eq!(
        edited.at("/editConfiguration/userErrors"),
        &json!([]),
        "{}",
        edited.text
    );
    scene::award(app, &program).await
}

#[tokio::test]
async fn template_of_the_institution_draws_it() {
    let (app, browser) = scene::start_with_browser().await;
    let html = "<style>h1 { color: rgb(10 20 30) }</style><h1>{{ recipient.name }}</h1><p>Diploma in {{ credential.title }}</p>";
    let awarded = award_by_template(&app, html).await;
    browser.visit(&awarded.path()).await;
    browser.see("Valid certificate").await;
    browser.see_framed("Diploma in Data Science").await;
    browser.see_all_framed().await;
    expect_clean_now(&browser, "a certificate in a frame").await;
}

#[tokio::test]
async fn link_on_a_certificate_opens_a_page_and_the_certificate_stays() {
    let (app, browser) = scene::start_with_browser().await;
    let html = "<h1>{{ recipient.name }}</h1><p><a href=\"{{ credential.url }}\">Verify this diploma</a></p>";
    let awarded = award_by_template(&app, html).await;
    browser.visit(&awarded.path()).await;
    browser.see("Valid certificate").await;
    browser.see_framed("Verify this diploma").await;
    browser.see_all_framed().await;
    let here = browser.follow_to_window(async || browser.click_framed("a").await).await;
    // A page as any other: the app runs in it.
    browser.see("Valid certificate").await;
    browser.see_framed("Verify this diploma").await;
    assert_eq!(browser.path().await, awarded.path());
    browser.turn_to(&here).await;
    browser.see_framed("Verify this diploma").await;
    assert!(
        !browser.text().await.contains("The certificate could not be shown."),
        "the link leads the frame away"
    );
    let sandbox = browser.eval_framed("return [...frame.sandbox].sort()").await;
    assert_eq!(
        sandbox,
        json!([
            "allow-modals",
            "allow-popups",
            "allow-popups-to-escape-sandbox",
            "allow-same-origin"
        ])
    );
}
