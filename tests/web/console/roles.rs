//! Who has which role: granting and taking back, and what each sees of the console.

use serde_json::json;
use tests::browser::{Browser, Role};

use crate::accessibility::expect_clean_now;
use crate::scene::{self, confirm, grant};
use crate::sign_in::{self, ADA, GRACE, SOFIA};

const PAGE: &str = "/console/settings/roles";

/// The links of the menu, in their order.
async fn areas(browser: &Browser) -> Vec<String> {
    browser.find(Role::Navigation, "Areas of the console").await;
    let script = "const links = document.querySelectorAll('nav[aria-label=\"Areas of the console\"] a'); \
         return [...links].map((it) => it.textContent.trim())";
    let links = browser.eval(script).await;
    let words = links.as_array().expect("a list").iter();
    words.filter_map(|it| it.as_str()).map(str::to_owned).collect()
}

#[tokio::test]
async fn role_is_granted_and_taken_back() {
    let (app, browser) = sign_in::start().await;
    app.learner("ada").query("{ viewer { id } }").await.data();
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    browser.find(Role::Heading, "No roles granted yet").await;
    expect_clean_now(&browser, "a list of no roles").await;

    browser.find(Role::Link, "Grant a role").await.click().await;
    browser.find(Role::Heading, "Grant a role").await;
    browser.find(Role::TextBox, "Username").await.write("two words").await;
    browser.find(Role::Button, "Grant").await.click().await;
    browser.see("This cannot be a username.").await;
    expect_clean_now(&browser, "the form of a role with no username").await;
    browser.visit("/console/settings/roles/new").await;
    browser.find(Role::TextBox, "Username").await.write("ada").await;
    browser.find(Role::ComboBox, "Role").await.write("Registrar").await;
    browser.see("Sees what a viewer sees; awards and revokes").await;
    browser.find(Role::Button, "Grant").await.click().await;
    browser.hear("Role granted.").await;
    assert_eq!(browser.path().await, PAGE);
    browser.find(Role::Table, "People and roles").await;
    for words in ["1 role", "ada", "Ada Lovelace", "Registrar", "by sofia"] {
        browser.see(words).await;
    }
    expect_clean_now(&browser, "who has which role").await;

    browser.find(Role::Button, "Revoke: Registrar, ada").await.click().await;
    browser.find(Role::Dialog, "Revoke").await;
    browser
        .see("ada loses the role of Registrar from the next click on.")
        .await;
    expect_clean_now(&browser, "the question before a role is revoked").await;
    confirm(&browser, "Cancel").await;
    browser.find(Role::Button, "Revoke: Registrar, ada").await.click().await;
    browser.find(Role::Dialog, "Revoke").await;
    confirm(&browser, "Revoke").await;
    browser.hear("Role revoked.").await;
    browser.see("Revoked").await;
    assert!(!browser.has(Role::Button, "Revoke: Registrar, ada").await);
    let list = app.staff().query("{ roleAssignments { nodes { role } } }").await;
    assert_eq!(list.at("/roleAssignments/nodes"), &json!([]));
}

#[tokio::test]
async fn list_is_searched_by_username_and_own_role_of_site_admin_stays() {
    let (app, browser) = sign_in::start().await;
    grant(&app, "ada", "SITE_ADMIN").await;
    grant(&app, "grace", "VIEWER").await;
    sign_in::sign_in(&browser, ADA, PAGE).await;
    browser.see("2 roles").await;
    browser.find(Role::SearchBox, "Username").await.write("grace").await;
    browser.find(Role::Button, "Search").await.click().await;
    browser.hear("1 role").await;
    assert_eq!(browser.path().await, "/console/settings/roles?search=grace");
    browser.visit("/console/settings/roles?search=nobody").await;
    browser.find(Role::Heading, "Nobody of this name has a role").await;
    expect_clean_now(&browser, "a search that no role fits").await;
    browser.find(Role::Link, "Show all roles").await.click().await;

    browser
        .find(Role::Button, "Revoke: Site admin, ada")
        .await
        .click()
        .await;
    browser.find(Role::Dialog, "Revoke").await;
    confirm(&browser, "Revoke").await;
    browser
        .see("You cannot take the role of site admin from yourself.")
        .await;
}

#[tokio::test]
async fn viewer_sees_and_changes_nothing() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    let awarded = scene::award(&app, &program).await;
    grant(&app, "grace", "VIEWER").await;
    sign_in::sign_in(&browser, GRACE, "/console").await;
    browser.find(Role::Heading, "Credentials").await;
    assert_eq!(
        areas(&browser).await,
        [
            "Find",
            "Credentials",
            "Configurations",
            "Catalogue",
            "Insights",
            "Audit trail",
            "Settings"
        ]
    );
    assert!(!browser.has(Role::Link, "Award from a file").await);
    browser.visit(&format!("/console{}", awarded.path())).await;
    browser.find(Role::Heading, "Data Science").await;
    for button in ["Revoke", "Refresh"] {
        assert!(!browser.has(Role::Button, button).await, "{button}");
    }
    expect_clean_now(&browser, "a credential for a viewer").await;
    browser.visit("/console/configurations").await;
    browser.find(Role::Heading, "Configurations").await;
    assert!(!browser.has(Role::Link, "New configuration").await);
    for page in [PAGE, "/console/award", "/console/templates", "/console/mail"] {
        browser.visit(page).await;
        browser.find(Role::Heading, "Your role does not cover this page").await;
    }
}

#[tokio::test]
async fn template_author_begins_with_configurations_and_sees_no_people() {
    let (app, browser) = sign_in::start().await;
    scene::program(&app).await;
    grant(&app, "grace", "TEMPLATE_AUTHOR").await;
    sign_in::sign_in(&browser, GRACE, "/console").await;
    browser.find(Role::Heading, "Configurations").await;
    assert_eq!(browser.path().await, "/console/configurations");
    let expected = [
        "Configurations",
        "Signatories",
        "Templates",
        "Pictures",
        "Catalogue",
        "Completion mail",
        "Settings",
    ];
    assert_eq!(areas(&browser).await, expected);
    browser.find(Role::Link, "New configuration").await;
    browser.visit("/console/mail/texts").await;
    browser.find(Role::Heading, "Completion mail").await;
    assert!(!browser.has(Role::Link, "Sent and waiting mail").await);
    expect_clean_now(&browser, "completion mail for a template author").await;
    for page in [PAGE, "/console/credentials", "/console/mail", "/console/audit-trail"] {
        browser.visit(page).await;
        browser.find(Role::Heading, "Your role does not cover this page").await;
    }
}
