//! How certificates look: the list of templates, the editor with its preview, and what staff do with a template.

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::browser::{Browser, Key, Role};
use tests::persona;
use tests::template;

use crate::accessibility::expect_clean_now;
use crate::scene::{self, confirm, expect_focus};
use crate::sign_in::{self, ADA, SOFIA};

/// The page of the list.
const TEMPLATES: &str = "/console/templates";

/// A template that passes every check, but for those on paper.
const GOOD: &str = "<h1>{{ recipient.name }}</h1>\n<p>{{ credential.title }}</p>";

/// The same, with words that are broken where they are longer than a line.
const WRAPPED: &str =
    "<style>h1, p { overflow-wrap: anywhere }</style>\n<h1>{{ recipient.name }}</h1>\n<p>{{ credential.title }}</p>";

/// What is said once it is saved.
const SAVED: &str = "Draft saved.";

/// What is said once it is checked.
const CHECKED: &str = "Template checked. It can be published now.";

/// What is said of a text in which nothing is wrong.
const FINE: &str = "Nothing was found in its text. Its printed pages are measured by “Check”.";

/// What is said of a version that is checked.
const PASSED: &str = "Nothing was found that keeps it from being published.";

/// What stands before what a check found, once it is over.
const FOUND: &str = "The last check found:";

/// Makes a template; gives its id.
async fn make(app: &TestApp, name: &str, html: &str) -> Value {
    let input = json!({ "name": name, "html": html });
    let reply = app.staff().mutate("createTemplate", input, "template { id }").await;
    reply.at("/createTemplate/template/id").clone()
}

/// Changes a template as somebody else would.
async fn change(app: &TestApp, field: &str, input: Value) {
    let reply = app.staff().mutate(field, input, "userErrors { code message }").await;
    assert_eq!(reply.at(&format!("/{field}/userErrors")), &json!([]), "{}", reply.text);
}

/// What the API says of every template.
async fn told(app: &TestApp, selection: &str) -> Value {
    let query = format!("{{ templates(first: 5) {{ nodes {{ {selection} }} }} }}");
    app.staff().query(&query).await.at("/templates/nodes").clone()
}

/// Chooses what the preview shows.
async fn choose_case(browser: &Browser, case: &str) {
    let script = format!(
        "const field = document.getElementById('sample'); \
         field.value = [...field.options].find((it) => it.textContent === {case:?}).value; \
         field.dispatchEvent(new Event('change', {{ bubbles: true }})); return field.value.length > 0"
    );
    assert_eq!(browser.eval(&script).await, true);
}

/// Waits for the certificate in the frame to say this.
async fn expect_drawn(browser: &Browser, words: &str) {
    browser.see_framed(words).await;
}

/// What the open dialog tells to be wrong, without more.
async fn reasons(browser: &Browser) -> Vec<String> {
    let script = "return [...document.querySelectorAll('dialog[open] li > p:first-child')].map((it) => it.textContent)";
    let found = browser.eval(script).await;
    let found = found.as_array().expect("a list").iter();
    found.map(|it| it.as_str().unwrap_or_default().to_owned()).collect()
}

/// Writes this and nothing else into the field for HTML.
async fn write_html(browser: &Browser, html: &str) {
    let field = browser.find(Role::TextBox, "HTML").await;
    field.clear().await;
    field.write(html).await;
}

#[tokio::test]
async fn templates_are_in_one_list_that_can_be_searched() {
    let (app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, "/console").await;
    browser.find(Role::Link, "Templates").await.click().await;
    browser.find(Role::Heading, "There are no templates yet").await;
    expect_clean_now(&browser, "a list of no templates").await;

    make(&app, "Letter", GOOD).await;
    let checked = make(&app, "Award", GOOD).await;
    template::check(&app, &checked).await;
    let id = make(&app, "Diploma", GOOD).await;
    template::publish(&app, &id).await;
    change(&app, "editTemplate", json!({ "id": id, "html": format!("{GOOD}<hr>") })).await;
    browser.reload().await;
    browser.find(Role::Table, "Templates").await;
    browser.see("3 templates").await;
    for words in [
        "Letter",
        "Draft only",
        "Award",
        "Checked",
        "Diploma",
        "Version 1",
        "Published, with a newer draft",
    ] {
        browser.see(words).await;
    }
    expect_clean_now(&browser, "the console's templates").await;
    browser.find(Role::SearchBox, "Name").await.write("DIPL").await;
    browser.find(Role::Button, "Search").await.click().await;
    browser.hear("1 template").await;
    assert_eq!(browser.path().await, "/console/templates?search=DIPL");
    browser.visit("/console/templates?search=nothing").await;
    browser.find(Role::Heading, "No template fits").await;
    expect_clean_now(&browser, "a search that no template fits").await;
    browser.visit("/console/templates/of?id=template:none").await;
    browser.find(Role::Heading, "There is no such template").await;
    expect_clean_now(&browser, "a template that is none").await;
}

#[tokio::test]
async fn learners_have_no_such_page() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, ADA, TEMPLATES).await;
    browser.find(Role::Heading, "This is for staff").await;
    assert!(!browser.has(Role::Link, "Templates").await);
    browser.visit("/console/templates/new").await;
    browser.find(Role::Heading, "This is for staff").await;
}

#[tokio::test]
async fn template_is_written_beside_its_preview() {
    let (app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, TEMPLATES).await;
    browser.find(Role::Link, "New template").await.click().await;
    browser.find(Role::Heading, "New template").await;
    // The example, with the name of who looks at it.
    expect_drawn(&browser, persona::SOFIA.name).await;
    browser.see(FINE).await;
    expect_clean_now(&browser, "the editor of a new template").await;
    browser.find(Role::Button, "Save draft").await.click().await;
    browser.see("Enter a name of at most 255 characters").await;
    expect_focus(&browser, "textbox \"Name\"").await;
    browser.find(Role::TextBox, "Name").await.write("Diploma").await;

    write_html(&browser, "<h1>Bravo, {{ recipient.name }}</h1>").await;
    expect_drawn(&browser, &format!("Bravo, {}", persona::SOFIA.name)).await;
    choose_case(&browser, "Written from right to left").await;
    expect_drawn(&browser, "(Layla)").await;
    assert_eq!(browser.eval_framed("return sheet.documentElement.dir").await, "rtl");
    choose_case(&browser, "A usual certificate").await;
    expect_drawn(&browser, persona::SOFIA.name).await;

    browser
        .find(Role::TextBox, "Language of the preview")
        .await
        .write("../etc")
        .await;
    browser.press(Key::Tab).await;
    browser.see("Enter a language tag such as es-419.").await;
    expect_clean_now(&browser, "a preview in a language that is none").await;
    browser
        .find(Role::TextBox, "Language of the preview")
        .await
        .clear()
        .await;
    browser
        .find(Role::TextBox, "Language of the preview")
        .await
        .write("es")
        .await;
    browser.press(Key::Tab).await;
    browser
        .until("certificate in Spanish", async || {
            let language = browser.eval_framed("return sheet.documentElement.lang").await;
            (language == "es").then_some(())
        })
        .await;
    browser.find(Role::Button, "Save draft").await.click().await;
    browser.hear(SAVED).await;
    browser.find(Role::Heading, "Diploma").await;
    browser.see("Draft only").await;
    let expected = json!([{
        "name": "Diploma",
        "publishedVersion": null,
        "latestVersion": { "number": 1, "html": "<h1>Bravo, {{ recipient.name }}</h1>", "partials": [], "texts": [] },
    }]);
    let selection = "name publishedVersion { number }
        latestVersion { number html partials { name html } texts { language name text } }";
    assert_eq!(told(&app, selection).await, expected);
}

#[tokio::test]
async fn mistake_is_told_with_its_line() {
    let (app, browser) = sign_in::start().await;
    make(&app, "Diploma", GOOD).await;
    sign_in::sign_in(&browser, SOFIA, TEMPLATES).await;
    browser.find(Role::Link, "Diploma").await.click().await;
    browser.find(Role::Link, "Change").await.click().await;
    browser.find(Role::Heading, "Change Diploma").await;
    expect_drawn(&browser, persona::SOFIA.name).await;
    browser.find(Role::TextBox, "HTML").await.write("\n{{ nothing }}").await;
    browser.hear("1 thing keeps it from being published.").await;
    browser.see("It cannot be filled in.").await;
    browser.see("As it is written now it cannot be drawn").await;
    browser.see("Line 3").await;
    expect_clean_now(&browser, "a template with a mistake").await;
    browser.find(Role::Button, "Go to line 3").await.click().await;
    expect_focus(&browser, "textbox \"HTML\"").await;
    let chosen = "const it = document.activeElement; return it.value.slice(it.selectionStart, it.selectionEnd)";
    assert_eq!(browser.eval(chosen).await, "{{ nothing }}");
    let html = format!("{GOOD}\n<p>{{{{ text.greeting }}}}</p>{{% include 'foot' %}}");
    write_html(&browser, &html).await;

    browser.find(Role::Button, "Add a word").await.click().await;
    expect_focus(&browser, "textbox \"Language\"").await;
    browser.focused().await.write("en").await;
    browser.press(Key::Tab).await;
    browser.focused().await.write("greeting").await;
    browser.press(Key::Tab).await;
    browser.focused().await.write("Well done").await;
    browser.find(Role::Button, "Add a partial").await.click().await;
    expect_focus(&browser, "textbox \"Name of the partial\"").await;
    browser.focused().await.write("foot").await;
    // The tabulator leaves a field for HTML as it leaves any other.
    browser.press(Key::Tab).await;
    browser.focused().await.write("<p>By the registrar</p>").await;
    browser.press(Key::Tab).await;
    expect_focus(&browser, "button \"Insert picture\"").await;
    browser.press(Key::Tab).await;
    expect_focus(&browser, "button \"Remove Partial foot\"").await;
    expect_drawn(&browser, "Well done").await;
    expect_drawn(&browser, "By the registrar").await;
    browser.hear(FINE).await;
    expect_clean_now(&browser, "a template with a partial and a word").await;

    browser.find(Role::Button, "Add a partial").await.click().await;
    expect_focus(&browser, "textbox \"Name of the partial\"").await;
    browser.focused().await.write("foot").await;
    browser.find(Role::Button, "Save draft").await.click().await;
    browser.see("Two partials, or two words in one language").await;
    let second = "return document.querySelectorAll('[id^=\"partial-\"][id$=\"-name\"]').length";
    assert_eq!(browser.eval(second).await, 2);
    let remove = "const all = [...document.querySelectorAll('[role=group] button')]; \
         all.filter((it) => it.ariaLabel === 'Remove Partial foot').at(-1).click(); return 1";
    assert_eq!(browser.eval(remove).await, 1);
    expect_focus(&browser, "button \"Add a partial\"").await;
    browser.find(Role::Button, "Save draft").await.click().await;
    browser.hear(SAVED).await;
    let expected = json!([{ "latestVersion": {
        "number": 2,
        "html": html,
        "partials": [{ "name": "foot", "html": "<p>By the registrar</p>" }],
        "texts": [{ "language": "en", "name": "greeting", "text": "Well done" }],
    } }]);
    let selection = "latestVersion { number html partials { name html } texts { language name text } }";
    assert_eq!(told(&app, selection).await, expected);
}

#[tokio::test]
async fn template_is_checked_and_published_when_it_passes() {
    let (app, browser) = sign_in::start().await;
    make(&app, "Diploma", "<p>Nobody</p>").await;
    sign_in::sign_in(&browser, SOFIA, TEMPLATES).await;
    browser.find(Role::Link, "Diploma").await.click().await;
    browser.find(Role::Heading, "Facts").await;
    assert_eq!(browser.title().await, "Diploma");
    expect_drawn(&browser, "Nobody").await;
    browser.see("It does not print the recipient’s name.").await;
    expect_clean_now(&browser, "a draft of a template that does not pass").await;
    assert!(!browser.has(Role::Button, "Publish").await, "not before it is checked");
    browser.find(Role::Button, "Check").await.click().await;
    browser.find(Role::Dialog, "Check").await;
    browser.see("Version 1 is laid out for paper with every case.").await;
    expect_clean_now(&browser, "a template to check").await;
    confirm(&browser, "Check").await;
    browser.see("It does not pass its checks:").await;
    assert_eq!(reasons(&browser).await, ["It does not print the recipient’s name."]);
    expect_clean_now(&browser, "a template that was not checked").await;
    confirm(&browser, "Cancel").await;
    assert_eq!(
        told(&app, "publishedVersion { number }").await,
        json!([{ "publishedVersion": null }])
    );

    browser.find(Role::Link, "Change").await.click().await;
    browser.find(Role::Heading, "Change Diploma").await;
    write_html(&browser, WRAPPED).await;
    browser.find(Role::Button, "Save draft").await.click().await;
    browser.hear(SAVED).await;
    browser.see(FINE).await;
    browser.find(Role::Button, "Check").await.click().await;
    browser.find(Role::Dialog, "Check").await;
    confirm(&browser, "Check").await;
    browser.hear(CHECKED).await;
    browser.see("Version 2: checked").await;
    assert!(!browser.has(Role::Button, "Check").await);
    assert_eq!(
        told(&app, "publishedVersion { number } latestVersion { number checkedBy }").await,
        json!([{ "publishedVersion": null, "latestVersion": { "number": 2, "checkedBy": persona::SOFIA.username } }])
    );
    expect_clean_now(&browser, "a template that is checked").await;
    browser.find(Role::Button, "Publish").await.click().await;
    browser.find(Role::Dialog, "Publish").await;
    browser.see("Once version 2 is published").await;
    confirm(&browser, "Publish").await;
    browser.hear("Template published.").await;
    browser.see("Version 2: published").await;
    assert!(!browser.has(Role::Button, "Publish").await);
    assert_eq!(
        told(&app, "publishedVersion { number html }").await,
        json!([{ "publishedVersion": { "number": 2, "html": WRAPPED } }])
    );
    expect_clean_now(&browser, "a template that is published").await;
}

#[tokio::test]
async fn sheet_of_two_pages_is_told_with_its_case() {
    let (app, browser) = sign_in::start().await;
    // Tall on paper where many sign; tall on screens always.
    let html = |millimeters: u32| {
        format!(
            "<style>@page {{ size: A4 landscape; margin: 0 }}\nh1, p {{ overflow-wrap: anywhere }}\n.more {{ height: 999mm }}\n\
             @media print {{ .more {{ height: {millimeters}mm }} }}\n\
             @media screen {{ .less {{ height: 999mm }} }}</style>\n\
             <h1>{{{{ recipient.name }}}}</h1><p class=\"less\">{{{{ credential.title }}}}</p>\n\
             {{% if signatories|length > 9 %}}<div class=\"more\"></div>{{% endif %}}"
        )
    };
    let id = make(&app, "Diploma", &html(250)).await;
    sign_in::sign_in(&browser, SOFIA, TEMPLATES).await;
    browser.find(Role::Link, "Diploma").await.click().await;
    browser.see(FINE).await;
    browser.find(Role::Button, "Check").await.click().await;
    browser.find(Role::Dialog, "Check").await;
    confirm(&browser, "Check").await;
    browser.see("It does not pass its checks:").await;
    assert_eq!(reasons(&browser).await, ["It takes more than one printed page."]);
    let of = "return document.querySelector('dialog[open] li').textContent";
    let told_of = browser.eval(of).await;
    assert!(
        told_of.as_str().unwrap_or_default().contains("many signatories"),
        "{told_of}"
    );
    expect_clean_now(&browser, "a template of two pages").await;
    assert_eq!(
        told(&app, "latestVersion { checkedAt }").await,
        json!([{ "latestVersion": { "checkedAt": null } }])
    );

    // What was measured is not what is there now.
    change(&app, "editTemplate", json!({ "id": id, "html": html(120) })).await;
    confirm(&browser, "Check").await;
    browser.see("It was changed elsewhere in the meantime.").await;
    browser.reload().await;
    browser.find(Role::Button, "Check").await.click().await;
    browser.find(Role::Dialog, "Check").await;
    confirm(&browser, "Check").await;
    browser.hear(CHECKED).await;
    browser.see("Version 2: checked").await;
}

/// What is said of a sheet that is too high.
const TWO_PAGES: &str = "It takes more than one printed page.";

#[tokio::test]
async fn what_a_check_found_stays_until_the_text_changes() {
    let (app, browser) = sign_in::start().await;
    let html = format!("{WRAPPED}<style>p {{ height: 999mm }}</style>");
    make(&app, "Diploma", &html).await;
    sign_in::sign_in(&browser, SOFIA, TEMPLATES).await;
    browser.find(Role::Link, "Diploma").await.click().await;
    browser.see(FINE).await;
    assert!(!browser.text().await.contains(FOUND), "nothing was checked");
    browser.find(Role::Button, "Check").await.click().await;
    browser.find(Role::Dialog, "Check").await;
    confirm(&browser, "Check").await;
    browser.see("It does not pass its checks:").await;
    let expected = [TWO_PAGES; template::SAMPLES.len()];
    assert_eq!(reasons(&browser).await, expected);
    confirm(&browser, "Cancel").await;

    let list = "return [...document.querySelectorAll('main li > p:first-child')] \
         .filter((it) => it.closest('dialog') === null).map((it) => it.textContent)";
    browser.see(FOUND).await;
    let shown = browser.eval(list).await;
    let is_found = |it: &&Value| **it == TWO_PAGES;
    let n_found = shown.as_array().expect("a list").iter().filter(is_found).count();
    assert_eq!(n_found, expected.len(), "{shown}");
    expect_clean_now(&browser, "a draft with what its check found").await;
    // Where it is mended, too.
    browser.find(Role::Link, "Change").await.click().await;
    browser.find(Role::Heading, "Change Diploma").await;
    browser.see(FOUND).await;
    browser.see(TWO_PAGES).await;
    write_html(&browser, WRAPPED).await;
    browser
        .until("editor that tells of no check", async || {
            (!browser.text().await.contains(FOUND)).then_some(())
        })
        .await;
    browser.find(Role::Button, "Save draft").await.click().await;
    browser.hear(SAVED).await;
    browser.see(FINE).await;
    assert!(!browser.text().await.contains(FOUND), "it is another version");
    browser.find(Role::Button, "Check").await.click().await;
    browser.find(Role::Dialog, "Check").await;
    confirm(&browser, "Check").await;
    browser.hear(CHECKED).await;
    browser.see(PASSED).await;
}

/// A template with a part that shows where many sign, in styles of its own.
fn where_many_sign(styles: &str, part: &str) -> String {
    format!(
        "<style>@page {{ size: A4 landscape; margin: 0 }}\nh1, p {{ overflow-wrap: anywhere }}\n{styles}</style>\n\
         <h1>{{{{ recipient.name }}}}</h1>\n{{% if signatories|length > 9 %}}{part}{{% endif %}}"
    )
}

/// Has the template on the page checked, up to the answer.
async fn ask_for_check(browser: &Browser) {
    browser.reload().await;
    browser.find(Role::Button, "Check").await.click().await;
    browser.find(Role::Dialog, "Check").await;
    confirm(browser, "Check").await;
}

#[tokio::test]
async fn text_that_paper_does_not_show_is_told_with_its_case() {
    const NAMES: &str = "{% for it in signatories %}{{ it.name }}, {% endfor %}";
    const CUT_OFF: &str = "A text is cut off on paper.";
    let (app, browser) = sign_in::start().await;
    let id = make(&app, "Diploma", GOOD).await;
    sign_in::sign_in(&browser, SOFIA, TEMPLATES).await;
    browser.find(Role::Link, "Diploma").await.click().await;
    browser.find(Role::Heading, "Facts").await;
    for (styles, expected) in [
        (
            "@media print { .it { white-space: nowrap } }",
            "It is wider than a printed page.",
        ),
        ("@media print { .it { height: 3mm; overflow: hidden } }", CUT_OFF),
        (
            ".it { width: 80mm; overflow: hidden; white-space: nowrap; text-overflow: ellipsis }",
            CUT_OFF,
        ),
        (".it { position: absolute; top: -9mm }", CUT_OFF),
        (".it { transform: translate(-40mm) }", CUT_OFF),
    ] {
        let html = where_many_sign(styles, &format!("<p class=\"it\">{NAMES}</p>"));
        change(&app, "editTemplate", json!({ "id": id, "html": html })).await;
        ask_for_check(&browser).await;
        browser.see("It does not pass its checks:").await;
        assert_eq!(reasons(&browser).await, [expected], "{styles}");
        let of = "return document.querySelector('dialog[open] li').textContent";
        let told_of = browser.eval(of).await;
        assert!(
            told_of.as_str().unwrap_or_default().contains("many signatories"),
            "{styles}: {told_of}"
        );
    }
    expect_clean_now(&browser, "a template that cuts a text off").await;
    assert_eq!(
        told(&app, "latestVersion { checkedAt }").await,
        json!([{ "latestVersion": { "checkedAt": null } }])
    );

    // What is not for the eye, what is in nobody's way, and a line in a box as high as its letters.
    let styles = ".aloud { position: absolute; width: 1px; height: 1px; overflow: hidden; white-space: nowrap }\n\
         .ornament { position: absolute; top: -9mm; font-size: 40mm }\n\
         .bled { position: absolute; top: -9mm; left: -9mm; width: 40mm; height: 40mm; border: 1mm solid }\n\
         .box { overflow: hidden }\n.line { position: relative; left: 5mm; font-size: 20mm; line-height: 1 }";
    let part = format!(
        "<p class=\"aloud\">{NAMES}</p><p class=\"ornament\" aria-hidden=\"true\">A</p>\
         <div class=\"bled\"></div><div class=\"box\"><div class=\"line\">Ág</div></div>"
    );
    let html = where_many_sign(styles, &part);
    change(&app, "editTemplate", json!({ "id": id, "html": html })).await;
    ask_for_check(&browser).await;
    browser.hear(CHECKED).await;
}

#[tokio::test]
async fn what_templates_begin_with_takes_one_page() {
    let (app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, TEMPLATES).await;
    browser
        .find(Role::Link, "Start from the built-in design")
        .await
        .click()
        .await;
    browser.find(Role::Heading, "New template").await;
    expect_drawn(&browser, "This is to certify that").await;
    browser.see(FINE).await;
    let built_in = server::render::builtin::source();
    let html = browser.eval("return document.getElementById('html').value").await;
    assert_eq!(html, json!(built_in.html));
    let names = "return [...document.querySelectorAll('[id^=\"partial-\"][id$=\"-name\"]')].map((it) => it.value)";
    let expected: Vec<&String> = built_in.partials.keys().collect();
    assert_eq!(browser.eval(names).await, json!(expected));
    expect_clean_now(&browser, "the editor of what begins with the built-in template").await;
    browser.find(Role::TextBox, "Name").await.write("Built-in").await;
    browser.find(Role::Button, "Save draft").await.click().await;
    browser.hear(SAVED).await;
    browser.find(Role::Button, "Check").await.click().await;
    browser.find(Role::Dialog, "Check").await;
    confirm(&browser, "Check").await;
    browser.hear(CHECKED).await;
    browser.see(PASSED).await;
    let partials: Vec<Value> = built_in
        .partials
        .iter()
        .map(|(name, html)| json!({ "name": name, "html": html }))
        .collect();
    let expected = json!([{ "latestVersion": { "html": built_in.html, "partials": partials, "texts": [] } }]);
    let selection = "latestVersion { html partials { name html } texts { language name text } }";
    assert_eq!(told(&app, selection).await, expected);

    browser.visit("/console/templates/new/built-in").await;
    browser
        .find(Role::Link, "Start from a small example")
        .await
        .click()
        .await;
    browser
        .until("editor of the example", async || {
            let html = browser.eval("return document.getElementById('html')?.value").await;
            html.as_str().filter(|it| it.contains("class=\"name\"")).map(drop)
        })
        .await;
    browser.find(Role::TextBox, "Name").await.write("Example").await;
    browser.find(Role::Button, "Save draft").await.click().await;
    browser.hear(SAVED).await;
    browser.find(Role::Button, "Check").await.click().await;
    browser.find(Role::Dialog, "Check").await;
    confirm(&browser, "Check").await;
    browser.hear(CHECKED).await;
}

#[tokio::test]
async fn draft_is_compared_with_what_is_published() {
    let (app, browser) = sign_in::start().await;
    let id = make(&app, "Diploma", GOOD).await;
    template::publish(&app, &id).await;
    let html = "<h1>{{ recipient.name }}</h1>\n<p>Bravo</p>";
    let words = json!([{ "language": "es", "name": "on", "text": "el" }]);
    change(&app, "editTemplate", json!({ "id": id, "html": html, "texts": words })).await;
    sign_in::sign_in(&browser, SOFIA, TEMPLATES).await;
    browser.find(Role::Link, "Diploma").await.click().await;
    browser.find(Role::Heading, "Compare versions").await;
    browser.see("Version 2 compared with version 1.").await;
    for words in ["Version 2: draft", "Version 1: published"] {
        browser.see(words).await;
    }
    let lines = "return [...document.querySelectorAll('[aria-labelledby=comparison] li')].map((it) => it.textContent)";
    assert_eq!(
        browser.eval(lines).await,
        json!([
            "\u{a0}<h1>{{ recipient.name }}</h1>",
            "−Removed: <p>{{ credential.title }}</p>",
            "+Added: <p>Bravo</p>",
            "+Added: es on: el",
        ])
    );
    expect_clean_now(&browser, "a draft compared with what is published").await;

    // Any two of them, and none with itself.
    let html = format!("{html}\n<p>Charlie</p>");
    change(&app, "editTemplate", json!({ "id": id, "html": html })).await;
    browser.visit(&browser.path().await).await;
    browser.see("Version 3 compared with version 1.").await;
    browser.find(Role::ComboBox, "From").await.write("Version 2").await;
    browser.see("Version 3 compared with version 2.").await;
    assert_eq!(
        browser.eval(lines).await,
        json!([
            "\u{a0}<h1>{{ recipient.name }}</h1>",
            "\u{a0}<p>Bravo</p>",
            "+Added: <p>Charlie</p>",
        ])
    );
    browser.find(Role::ComboBox, "To").await.write("Version 2").await;
    browser.see("Both say the same.").await;
    browser.see("Version 2").await;
}

#[tokio::test]
async fn conflict_loses_nothing_and_a_template_in_use_is_kept() {
    let (app, browser) = sign_in::start().await;
    let id = make(&app, "Diploma", GOOD).await;
    sign_in::sign_in(&browser, SOFIA, TEMPLATES).await;
    browser.find(Role::Link, "Diploma").await.click().await;
    browser.find(Role::Link, "Change").await.click().await;
    write_html(&browser, "<h1>{{ recipient.name }}</h1>").await;
    change(&app, "editTemplate", json!({ "id": id, "name": "Letter" })).await;
    browser.find(Role::Button, "Save draft").await.click().await;
    browser.see("It was changed elsewhere in the meantime").await;
    let html = "return document.getElementById('html').value";
    assert_eq!(browser.eval(html).await, "<h1>{{ recipient.name }}</h1>");
    expect_clean_now(&browser, "a template that was changed elsewhere").await;
    browser.find(Role::Button, "Save anyway").await.click().await;
    browser.hear(SAVED).await;
    let expected = json!([{ "name": "Letter", "latestVersion": { "html": "<h1>{{ recipient.name }}</h1>" } }]);
    assert_eq!(told(&app, "name latestVersion { html }").await, expected);

    let program = scene::program(&app).await;
    let object = json!({ "type": "PROGRAM", "id": program.uuid });
    template::publish(&app, &id).await;
    change(
        &app,
        "editConfiguration",
        json!({ "learningObject": object, "template": id }),
    )
    .await;
    browser.reload().await;
    browser.find(Role::Heading, "Letter").await;
    browser.find(Role::Button, "Delete").await.click().await;
    browser.find(Role::Dialog, "Delete").await;
    confirm(&browser, "Delete").await;
    browser.see("Configurations follow this template.").await;
    expect_clean_now(&browser, "a template that is in use").await;
    confirm(&browser, "Cancel").await;

    change(
        &app,
        "editConfiguration",
        json!({ "learningObject": object, "template": null }),
    )
    .await;
    browser.find(Role::Button, "Delete").await.click().await;
    browser.find(Role::Dialog, "Delete").await;
    confirm(&browser, "Delete").await;
    browser.hear("Template deleted.").await;
    browser.find(Role::Heading, "There are no templates yet").await;
    assert_eq!(told(&app, "name").await, json!([]));
}
