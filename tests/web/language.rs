//! The app speaks the visitor's language, and keeps to it.

use tests::browser::{Browser, Role, Scheme, Screen};

use crate::scene;

#[tokio::test]
async fn chosen_language_lasts() {
    let (app, browser) = scene::start_with_browser().await;
    let awarded = scene::award(&app, &scene::program(&app).await).await;
    browser.visit(&awarded.url).await;
    browser.see("Valid certificate").await;
    assert_eq!(browser.language().await, "en");

    browser.find(Role::Button, "Español").await.click().await;
    browser.see("Certificado válido").await;
    assert_eq!(browser.language().await, "es");
    browser.see_framed("15 de enero de 2027").await;
    browser.find(Role::Button, "Imprimir").await;

    browser.reload().await;
    browser.see("Certificado válido").await;
    assert_eq!(browser.language().await, "es");
    browser.visit("/").await;
    browser.find(Role::Heading, "¿Es auténtico este certificado?").await;
    assert_eq!(browser.title().await, "Comprobar un certificado");

    browser.find(Role::Button, "English").await.click().await;
    browser.find(Role::Heading, "Is this certificate genuine?").await;
    assert_eq!(
        (browser.language().await, browser.title().await),
        ("en".to_owned(), "Check a certificate".to_owned())
    );
}

#[tokio::test]
async fn language_that_the_browser_prefers_is_spoken() {
    let (app, browser) = scene::start_with_browser().await;
    let awarded = scene::award(&app, &scene::program(&app).await).await;
    browser.prefer("fr-CA").await;
    browser.visit(&awarded.url).await;
    browser.see("Certificat valide").await;
    assert_eq!(
        language_and_direction(&browser).await,
        ("fr".to_owned(), "ltr".to_owned())
    );
    browser.see_framed("15 janvier 2027").await;
    browser.find(Role::Button, "Imprimer").await;

    browser.prefer("de").await;
    browser.reload().await;
    browser.see("Valid certificate").await;
    assert_eq!(browser.language().await, "en", "for who speaks what the app does not");
}

#[tokio::test]
async fn arabic_is_read_from_the_right() {
    let (app, browser) = scene::start_with_browser().await;
    let awarded = scene::award(&app, &scene::program(&app).await).await;
    let arabic = || ("ar".to_owned(), "rtl".to_owned());
    browser.look_through(Screen::Phone, Scheme::Light).await;
    browser.visit(&awarded.url).await;
    browser.see("Valid certificate").await;
    assert_eq!(language_and_direction(&browser).await.1, "ltr");

    browser.find(Role::Button, "العربية").await.click().await;
    browser.see("شهادة صالحة").await;
    assert_eq!(language_and_direction(&browser).await, arabic());
    let text = browser.see_framed("قد أتمّ بنجاح البرنامج").await;
    let direction = "const { lang, dir } = sheet.documentElement; return [lang, dir]";
    assert_eq!(browser.eval_framed(direction).await, serde_json::json!(["ar", "rtl"]));
    for words in ["15 يناير 2027", "Data Science", &awarded.number()] {
        assert!(text.contains(words), "{words:?} is not on the certificate:\n{text}");
    }
    assert!(browser.hidden_beside(Screen::Phone).await <= 0);
    browser.find(Role::Button, "طباعة").await;

    browser.reload().await;
    browser.see("شهادة صالحة").await;
    assert_eq!(language_and_direction(&browser).await, arabic());
    browser.visit("/").await;
    browser.find(Role::Heading, "هل هذه الشهادة حقيقية؟").await;
    assert_eq!(browser.title().await, "التحقق من شهادة");
    // The number and the link that go in here are written from the left in every language.
    let field = browser.find(Role::TextBox, "رقم الشهادة أو رابطها").await;
    assert_eq!(field.attribute("dir").await, "ltr");

    browser.find(Role::Button, "Français").await.click().await;
    browser
        .find(Role::Heading, "Ce certificat est-il authentique\u{202f}?")
        .await;
    assert_eq!(
        language_and_direction(&browser).await,
        ("fr".to_owned(), "ltr".to_owned())
    );
    assert_eq!(browser.console().await, Vec::<String>::new());
}

/// What the page says of its language and of where its lines begin.
async fn language_and_direction(browser: &Browser) -> (String, String) {
    let direction = browser.eval("return document.documentElement.dir").await;
    (
        browser.language().await,
        direction.as_str().unwrap_or_default().to_owned(),
    )
}
