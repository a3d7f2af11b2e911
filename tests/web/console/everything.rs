//! Every page of the console, for every kind of caller: whatever can be pressed is pressed, and nothing breaks.
//!
//! A walk begins with the menu and follows every link to a page that is not known yet. Pages are told apart by their addresses without
//! what those name: one credential stands for all. In a dialog everything is pressed but its last button, which does what it asks about.

use std::collections::{BTreeSet, VecDeque};

use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::browser::{Browser, Role};
use tests::build;

use crate::scene::upload;
use crate::sign_in::{self, ADA, MAGDA};
use crate::study::Study;

/// Where everybody begins.
const CONSOLE: &str = "/console";
/// Most pages of a walk, and most buttons of a page: more would be the same again.
const MAX_PAGES: usize = 120;
const MAX_PRESSES: usize = 60;

/// Pages that no link leads to in the scene, with the reason.
const UNREACHED: [(&str, &str); 1] = [("/console", "leads on to where the caller begins")];

/// What no page may be headed by, nor any part of it.
const BROKEN: [&str; 4] = [
    "There is no page at this address",
    "This page could not be shown",
    "This could not be shown",
    "The certificate could not be checked",
];

/// A kind of caller.
struct Caller {
    /// Their button on the platform's page; none for who is not signed in.
    button: Option<&'static str>,
    /// The role that they were granted, as the API calls it.
    role: Option<&'static str>,
    /// What they find.
    finds: Find,
}

impl Caller {
    fn by(button: Option<&'static str>, finds: Find) -> Self {
        Self {
            button,
            role: None,
            finds,
        }
    }

    /// Ada, who has no power by the platform.
    fn with_role(role: &'static str) -> Self {
        Self {
            role: Some(role),
            ..Self::by(Some(ADA), Find::Menu)
        }
    }
}

/// What a caller finds in the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Find {
    /// Every page of it, by links.
    Everything,
    /// What the menu leads to.
    Menu,
    /// On each page the same heading and nothing else.
    Only(&'static str),
}

/// A test for each kind of caller.
macro_rules! walks {
    ($($test:ident: $caller:expr;)*) => {
        $(#[tokio::test]
        async fn $test() {
            walk($caller).await;
        })*
    };
}

walks! {
    visitor_is_asked_to_sign_in_everywhere: Caller::by(None, Find::Only("Sign in to see this page"));
    learner_is_told_that_it_is_for_staff_everywhere: Caller::by(Some(ADA), Find::Only("This is for staff"));
    viewer_can_press_everything: Caller::with_role("VIEWER");
    registrar_can_press_everything: Caller::with_role("REGISTRAR");
    template_author_can_press_everything: Caller::with_role("TEMPLATE_AUTHOR");
    site_admin_can_press_everything: Caller::with_role("SITE_ADMIN");
    superuser_can_press_everything_on_every_page: Caller::by(Some(MAGDA), Find::Everything);
}

/// Every route of the console, as its program lists them.
fn routes() -> Vec<&'static str> {
    let program = include_str!("../../../web/src/console.rs");
    let parts = program.split("segments!(\"").skip(1);
    parts.filter_map(|it| it.split('"').next()).collect()
}

/// A route with something in the place of what its address names.
fn example(route: &str) -> String {
    route.replace(":number", "00000000000040008000000000000000")
}

/// Which page an address is: what it names left out, and of its query the names alone.
fn page_of(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let is_number = |it: &str| it.len() == 32 && it.bytes().all(|byte| byte.is_ascii_hexdigit());
    let segments: Vec<_> = path
        .split('/')
        .map(|it| if is_number(it) { ":number" } else { it })
        .collect();
    let names: BTreeSet<_> = query
        .split('&')
        .filter_map(|it| it.split('=').next())
        .filter(|it| !it.is_empty())
        .collect();
    let names: Vec<_> = names.into_iter().collect();
    format!("{}?{}", segments.join("/"), names.join("&"))
}

/// The page without its query.
fn route_of(page: &str) -> &str {
    page.split('?').next().unwrap_or_default()
}

/// One of everything that the console shows.
async fn furnish(app: &TestApp) {
    app.learner("ada").query("{ viewer { id } }").await.data();
    let study = Study::of(app).await;
    study.progress(app).await;
    build::pathway("Credit at North").insert(&study.program, app.db()).await;
    build::signatory("Prof. Émilie Laurent")
        .title("Dean")
        .insert(app.db())
        .await;
    build::completion_mail().insert(app.db()).await;
    keep_by_hand(app).await;
    build::site("North")
        .at("https://north.example.org")
        .insert(app.db())
        .await;
    let seal = upload(app, "seal.png", 120).await;
    let seal = format!(
        "<img src=\"/assets/{}\" alt=\"Seal\">",
        seal["hash"].as_str().expect("a hash")
    );
    let html = format!("<h1>{{{{ recipient.name }}}}</h1><p>{{{{ credential.title }}}}</p>{seal}");
    let template = json!({ "name": "Parchment", "html": html });
    let reply = app
        .staff()
        .mutate("createTemplate", template, "userErrors { code message }")
        .await;
    assert_eq!(reply.at("/createTemplate/userErrors"), &json!([]));
}

/// Has staff keep all of the catalogue, so that there is something to change.
async fn keep_by_hand(app: &TestApp) {
    for (table, key) in [
        ("organization", Some("key")),
        ("course", Some("key")),
        ("course_run", Some("key")),
        ("program", None),
        ("pathway", None),
    ] {
        let local_key = key.map_or(String::new(), |it| format!(", local_key = LOWER(\"{it}\")"));
        let update = format!("UPDATE {table} SET origin = 'local'{local_key}");
        app.db().execute_unprepared(&update).await.expect("a catalogue");
    }
}

async fn walk(caller: Caller) {
    let (app, browser) = sign_in::start().await;
    furnish(&app).await;
    browser.watch().await;
    let Caller { button, role, finds } = caller;
    if let Some(role) = role {
        let input = json!({ "username": "ada", "role": role });
        let granted = app.staff().mutate("grantRole", input, "outcome").await;
        assert_eq!(granted.at("/grantRole/outcome"), "GRANTED");
    }
    if let Some(button) = button {
        sign_in::sign_in(&browser, button, CONSOLE).await;
    } else {
        browser.visit(CONSOLE).await;
    }
    if let Find::Only(heading) = finds {
        browser.find(Role::Heading, heading).await;
    }
    browser.rest().await;
    // What the platform's own pages said is not ours.
    browser.console().await;
    if let Find::Only(heading) = finds {
        for route in routes() {
            browser.visit(&example(route)).await;
            browser.find(Role::Heading, heading).await;
            browser.rest().await;
            expect_fine(&browser, route).await;
            assert_eq!(main_buttons(&browser).await, 0, "{route}");
        }
        return;
    }
    press_what_every_page_has(&browser).await;
    let known = Walk::default().go(&browser).await;
    let routes_met: BTreeSet<_> = known.iter().map(|it| route_of(it)).collect();
    let menu = menu(&browser).await;
    assert!(!menu.is_empty(), "a menu");
    for path in menu {
        assert!(routes_met.contains(route_of(&page_of(&path))), "{path} was left out");
    }
    if finds == Find::Everything {
        for route in routes() {
            let is_excused = UNREACHED.iter().any(|(it, _)| *it == route);
            assert!(
                is_excused || routes_met.contains(route),
                "no link leads to {route}: {routes_met:?}"
            );
        }
    }
}

/// What is known of the console so far.
#[derive(Default)]
struct Walk {
    known: BTreeSet<String>,
    ahead: VecDeque<String>,
}

impl Walk {
    /// Goes through everything, and tells the pages that there are.
    async fn go(mut self, browser: &Browser) -> BTreeSet<String> {
        self.note(&browser.path().await);
        while let Some(address) = self.ahead.pop_front() {
            browser.visit(&address).await;
            browser.rest().await;
            expect_fine(browser, &address).await;
            self.note_links(browser).await;
            self.press_everything(browser, &address).await;
        }
        self.known
    }

    fn note(&mut self, address: &str) {
        if self.known.len() < MAX_PAGES && self.known.insert(page_of(address)) {
            self.ahead.push_back(address.to_owned());
        }
    }

    async fn note_links(&mut self, browser: &Browser) {
        for address in links(browser, "header a[href], main a[href]").await {
            self.note(&address);
        }
    }

    /// Presses every button of a page once, each time on the page as it was left; and comes back where one led away.
    async fn press_everything(&mut self, browser: &Browser, address: &str) {
        let page = page_of(address);
        let mut pressed = BTreeSet::new();
        while pressed.len() < MAX_PRESSES {
            let Some(name) = press_next(browser, &pressed).await else {
                break;
            };
            browser.rest().await;
            expect_fine(browser, &format!("{address}, {name}")).await;
            pressed.insert(name);
            let now = browser.path().await;
            if page_of(&now) == page {
                self.note_links(browser).await;
            } else {
                self.note(&now);
                browser.visit(address).await;
                browser.rest().await;
            }
        }
    }
}

/// Presses the first button that was not pressed yet, and tells what it is called. Who made the same of two rows has two of one name:
/// one stands for both.
async fn press_next(browser: &Browser, pressed: &BTreeSet<String>) -> Option<String> {
    let script = format!(
        "const pressed = new Set({});
        const dialog = document.querySelector('dialog[open]');
        const all = [...(dialog ?? document.querySelector('main')).querySelectorAll('button, summary, [role=switch]')];
        // What a dialog asks about is not done; one with a single button only tells.
        const some = dialog && all.length > 1 ? all.slice(0, -1) : all;
        const name = (it) => (dialog ? 'dialog: ' : '') + (it.getAttribute('aria-label') ?? it.textContent).trim();
        const can = (it) => !it.disabled && it.getAttribute('aria-disabled') !== 'true' && it.checkVisibility();
        const next = some.find((it) => can(it) && !pressed.has(name(it)));
        if (!next) {{
          if (!dialog) return null;
          dialog.close();
          return 'dialog: ' + dialog.textContent.slice(0, 40) + ' ' + pressed.size;
        }}
        const said = name(next);
        next.click();
        return said;",
        json!(pressed)
    );
    match browser.eval(&script).await {
        Value::String(name) => Some(name),
        _ => None,
    }
}

/// The languages, one after the other, and the account's menu: once for each caller.
async fn press_what_every_page_has(browser: &Browser) {
    let script = "return document.querySelectorAll('header button[lang]').length";
    let n_languages = browser.eval(script).await.as_u64().unwrap_or_default();
    assert!(n_languages > 1, "a choice of languages");
    // The first is the one that the walk goes on in.
    for index in (0..n_languages).rev() {
        let press = format!("document.querySelectorAll('header button[lang]')[{index}].click()");
        browser.eval(&press).await;
        browser.rest().await;
        expect_fine(browser, &format!("language {index}")).await;
    }
    for _ in 0..2 {
        browser
            .eval("document.querySelector('header button[aria-controls=account]').click()")
            .await;
        expect_fine(browser, "the account's menu").await;
    }
}

/// Addresses of the console's pages that these links lead to.
async fn links(browser: &Browser, selector: &str) -> Vec<String> {
    let script = format!(
        "return [...document.querySelectorAll({selector:?})]
          .filter((it) => it.origin === location.origin && !it.target && !it.hasAttribute('download') && !it.hash)
          .map((it) => it.pathname + it.search)
          .filter((it) => /^\\/console($|[/?])/.test(it))"
    );
    let found = browser.eval(&script).await;
    let found = found.as_array().cloned().unwrap_or_default();
    found.iter().filter_map(|it| Some(it.as_str()?.to_owned())).collect()
}

async fn menu(browser: &Browser) -> Vec<String> {
    links(browser, "header nav a[href]").await
}

async fn main_buttons(browser: &Browser) -> u64 {
    let script = "return document.querySelectorAll('main button').length";
    browser.eval(script).await.as_u64().unwrap_or_default()
}

/// Nothing went wrong, and the page says what it is.
async fn expect_fine(browser: &Browser, what: &str) {
    let faults = browser.faults().await;
    assert!(faults.is_empty(), "{what}:\n{}", faults.join("\n"));
    let said: Vec<_> = browser
        .console()
        .await
        .into_iter()
        .filter(|it| it.starts_with("SEVERE"))
        .collect();
    assert!(said.is_empty(), "{what}:\n{}", said.join("\n"));
    let script = "return [...document.querySelectorAll('h1, h2')].map((it) => it.textContent.trim())";
    let headings = browser.eval(script).await;
    let headings: Vec<_> = headings
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    assert!(headings.iter().any(|it| !it.is_empty()), "{what} has no heading");
    let broken: Vec<_> = headings.iter().filter(|it| BROKEN.contains(it)).collect();
    assert!(broken.is_empty(), "{what}: {broken:?}");
}

#[test]
fn pages_are_told_apart_by_what_they_are_and_not_by_what_they_show() {
    for (address, page) in [
        ("/console/find", "/console/find?"),
        (
            "/console/credentials/3f2b9c1ad04e4f6c8a7b5e2d1c0f9a88",
            "/console/credentials/:number?",
        ),
        ("/console/learner?username=ada", "/console/learner?username"),
        (
            "/console/learner/record?username=ada&program=x",
            "/console/learner/record?program&username",
        ),
    ] {
        assert_eq!(page_of(address), page);
    }
    assert!(routes().contains(&"/console/credentials/:number"), "{:?}", routes());
}
