//! Signing in and out, as people do it.

use chrono::TimeDelta;
use tests::app::sign_in_through_platform;
use tests::browser::{Browser, Key, Role, Scheme, Screen};
use tests::platform::answer::{Answer, Endpoint};

use crate::scene;
use crate::sign_in::{ADA, SOFIA, choose};

async fn menu_again(browser: &Browser) {
    browser.find(Role::Button, "Ada Lovelace, account").await.click().await;
}

#[tokio::test]
async fn learner_signs_in_stays_so_and_signs_out() {
    let (app, browser) = scene::start_with(sign_in_through_platform).await;
    let awarded = scene::award(&app, &scene::program(&app).await).await;
    browser.visit(&awarded.url).await;
    browser.see("Valid certificate").await;
    browser.find(Role::Link, "Sign in").await.click().await;
    choose(&browser, ADA).await;
    browser.see("Ada Lovelace").await;
    browser.find(Role::Button, "Ada Lovelace, account").await;
    assert_eq!(browser.path().await, awarded.path(), "back to where one was");
    browser.see("Valid certificate").await;

    browser.reload().await;
    let menu = browser.find(Role::Button, "Ada Lovelace, account").await;
    menu.click().await;
    browser.see("Signed in as \u{2068}ada\u{2069}").await;
    for scheme in [Scheme::Light, Scheme::Dark] {
        browser.look_through(Screen::Phone, scheme).await;
        assert_eq!(browser.audit().await, Vec::<String>::new(), "{scheme:?}");
        assert!(browser.hidden_beside(Screen::Phone).await <= 0);
    }
    browser.press(Key::Escape).await;
    assert!(!browser.has(Role::Button, "Sign out").await);
    menu_again(&browser).await;
    browser.find(Role::Button, "Sign out").await.click().await;
    browser.find(Role::Heading, "You are signed out").await;
    browser.find(Role::Link, "Sign out of the learning platform").await;
    browser.find(Role::Link, "Sign in").await;
    assert_eq!(browser.audit().await, Vec::<String>::new());
    browser.visit(&awarded.url).await;
    browser.find(Role::Link, "Sign in").await;
}

#[tokio::test]
async fn staff_signs_in_by_keyboard() {
    let (_app, browser) = scene::start_with(sign_in_through_platform).await;
    browser.visit("/").await;
    browser.find(Role::Link, "Sign in").await;
    for _ in 0..7 {
        browser.press(Key::Tab).await;
    }
    assert_eq!(browser.focused().await.description().await, "link \"Sign in\"");
    browser.press(Key::Enter).await;
    choose(&browser, SOFIA).await;
    let menu = browser.find(Role::Button, "Sofía Castañeda Núñez, account").await;
    // Two more: the pages of who is signed in.
    for _ in 0..9 {
        browser.press(Key::Tab).await;
    }
    assert_eq!(browser.focused().await.description().await, menu.description().await);
    browser.press(Key::Enter).await;
    browser.press(Key::Tab).await;
    assert_eq!(browser.focused().await.description().await, "link \"Console\"");
    browser.press(Key::Tab).await;
    assert_eq!(browser.focused().await.description().await, "button \"Sign out\"");
    browser.press(Key::Enter).await;
    browser.find(Role::Heading, "You are signed out").await;
}

#[tokio::test]
async fn trouble_is_told_and_leads_on() {
    let (app, browser) = scene::start_with(sign_in_through_platform).await;
    browser.visit("/").await;
    browser.find(Role::Link, "Sign in").await.click().await;
    choose(&browser, "Nobody: go back without signing in").await;
    browser.find(Role::Heading, "You are not signed in").await;
    browser.see("The learning platform was told not to sign you in.").await;
    assert_eq!(
        browser.path().await,
        "/sign-in/callback",
        "no code stays in the address"
    );
    assert_eq!(browser.title().await, "Not signed in");
    assert_eq!(browser.audit().await, Vec::<String>::new());

    app.platform().answer_next(Endpoint::AccessToken, Answer::Status(500));
    browser.find(Role::Link, "Try again").await.click().await;
    choose(&browser, ADA).await;
    browser.see("The learning platform did not answer as it should.").await;
    browser.find(Role::Link, "Try again").await.click().await;
    choose(&browser, ADA).await;
    browser.find(Role::Button, "Ada Lovelace, account").await;
    assert_eq!(browser.path().await, "/");
    app.advance(TimeDelta::hours(24));
    browser.reload().await;
    browser.find(Role::Link, "Sign in").await;
}
