//! The app speaks the visitor's language, and keeps to it.

use tests::browser::Role;

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
    let sheet = browser.find(Role::Article, "Certificado").await.text().await;
    assert!(sheet.contains("15 de enero de 2027"), "{sheet}");
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
