//! Whatever people wrote is shown as what they wrote: never run, never loaded, never in the way.

use tests::app::TestApp;
use tests::browser::{Browser, PUBLIC_URL, Role, Scheme, Screen};
use tests::build;

use crate::scene::{self, Awarded};

/// What people, and those who would like to be more, write into names and titles.
const TEXTS: [&str; 12] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=https://elsewhere.example/pixel.png>",
    "\"><svg/onload=alert(1)>",
    "</title></script><script>alert(1)</script><!--",
    "{{constructor.constructor('alert(1)')()}} ${alert(1)} &lt;b&gt;",
    "javascript:alert(1)//https://elsewhere.example",
    "Ada \u{202e}ecalevoL\u{2066} \u{200f}\u{200b}x",
    "مُحَمَّد بن موسى الخوارزمي – نهج المعادلات في الجبر والمقابلة",
    "数据科学与大数据技术专业人才培养计划结业证书项目管理与工程实践综合训练",
    "👩🏽‍🚀👨‍👩‍👧‍👦🏳️‍🌈 Z̸͎̑a̷͇͐l̵̻̂g̴̮̐o̸͍̎ 👩🏽‍🚀",
    "O’Connor-Ångström, Żółć ß ﬁ İ",
];

#[tokio::test]
async fn what_people_write_is_only_ever_text() {
    let (app, browser) = scene::start_with_browser().await;
    let widest = "W".repeat(255);
    let mut pages = Vec::new();
    for text in TEXTS.into_iter().chain([widest.as_str()]) {
        pages.push((text, write_everywhere(&app, text).await));
    }
    for screen in [Screen::Desktop, Screen::Phone] {
        browser.look_through(screen, Scheme::Light).await;
        for (text, awarded) in &pages {
            browser.visit(&awarded.url).await;
            browser.see("Valid certificate").await;
            expect_shown(&browser, text).await;
            let hidden = browser.hidden_beside(screen).await;
            assert!(hidden <= 0, "{hidden} pixels lie beside the {screen:?} with {text:?}");
            browser.see_all_framed().await;
            assert_eq!(browser.dialog().await, None, "{text:?}");
            assert_eq!(browser.console().await, Vec::<String>::new(), "{text:?}");
        }
    }
    let foreign: Vec<String> = browser
        .requests()
        .await
        .into_iter()
        // The browser's own first page asks for parts of itself.
        .filter(|it| ![PUBLIC_URL, "data:", "chrome"].iter().any(|own| it.starts_with(own)))
        .collect();
    assert_eq!(foreign, Vec::<String>::new(), "pages asked elsewhere");
}

#[tokio::test]
async fn address_that_is_no_number_is_only_ever_text() {
    let (_app, browser) = scene::start_with_browser().await;
    browser.look_through(Screen::Phone, Scheme::Light).await;
    let wide = "W".repeat(2000);
    for text in [
        "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "%3Cimg%20src=x%20onerror=alert(1)%3E",
        "javascript:alert(1)",
        "%E2%80%AEx%00y%FF",
        "%2e%2e%2f%2e%2e%2fetc",
        &wide,
    ] {
        browser.visit(&format!("/credentials/{text}")).await;
        browser.find(Role::Heading, "This is not a certificate number").await;
        assert_eq!(browser.dialog().await, None, "{text:?}");
        let hidden = browser.hidden_beside(Screen::Phone).await;
        assert!(hidden <= 0, "{hidden} pixels lie beside the screen with {text:?}");
        let console = browser.console().await;
        // The page itself was answered with 404, which the browser writes down.
        let more: Vec<_> = console.iter().filter(|it| !it.contains("status of 404")).collect();
        assert!(more.is_empty(), "{text:?}: {more:?}");
    }
}

/// A certificate that says the same everywhere: name, title, organization, signatory.
async fn write_everywhere(app: &TestApp, text: &str) -> Awarded {
    let db = app.db();
    let organization = build::organization(text).insert(db).await;
    let program = build::program(text)
        .type_label(text)
        .authored_by(&organization)
        .insert(db)
        .await;
    let signatory = build::signatory(text)
        .title(text)
        .organization_name(text)
        .insert(db)
        .await;
    build::configuration_of_program(&program)
        .signed_by(&signatory)
        .insert(db)
        .await;
    scene::award_as(app, &program, serde_json::json!({ "recipientName": text })).await
}

async fn expect_shown(browser: &Browser, text: &str) {
    let script = "return sheet.querySelector('article')?.textContent";
    let sheet = browser
        .until("certificate", async || {
            let sheet = browser.eval_framed(script).await;
            sheet.as_str().map(str::to_owned)
        })
        .await;
    // Issuer, kind of program, name, title, sentence of the offer, signatory's name, position and organization.
    assert_eq!(sheet.matches(text).count(), 8, "{text:?} on the certificate: {sheet}");
    assert_eq!(browser.title().await.matches(text).count(), 2, "{text:?} in the title");
}
