//! What the public page of a certificate costs: at most three statements, however many sign and whoever draws it.

use serde_json::json;
use tests::app::TestApp;
use tests::build;
use tests::database::Engine;

use crate::mutation::template::{GOOD, published};
use crate::scene::{award, text};

tests::on_both_engines!(page_and_document_cost_at_most_three_statements);

/// What the app's page asks for: a test of the app compares.
const PAGE: &str = include_str!("certificate_page.graphql");

/// Awards a program that so many sign, drawn by a template of the institution or by the built-in one; gives the certificate number.
async fn awarded(app: &TestApp, n_signatories: usize, template: Option<&str>) -> String {
    let db = app.db();
    let owner = build::organization("Wexcombe University").insert(db).await;
    let program = build::program("Data Science").authored_by(&owner).insert(db).await;
    let mut configuration = build::configuration_of_program(&program);
    for number in 0..n_signatories {
        let signatory = build::signatory(&format!("Dean {number}")).insert(db).await;
        configuration = configuration.signed_by(&signatory);
    }
    configuration.insert(db).await;
    let object = json!({ "type": "PROGRAM", "id": program.uuid });
    if let Some(template) = template {
        let input = json!({ "learningObject": object, "template": template });
        let edited = app.staff().mutate("editConfiguration", input, "outcome").await;
        assert_eq!(edited.at("/editConfiguration/outcome"), "UPDATED");
    }
    let input = json!({ "username": "ada", "recipientName": "Ada Lovelace", "learningObject": object });
    let payload = award(&app.service(), input).await;
    text(&payload["credential"]["uuid"])
}

/// Statements of the page's query and of the document, for a visitor.
async fn cost(app: &TestApp, uuid: &str, n_signatories: usize, is_built_in: bool) -> (usize, usize) {
    let visitor = app.anonymous();
    let path = format!("/credentials/{}/document", uuid.replace('-', ""));
    // Sites are read once in two seconds, whoever asks for what.
    visitor.query("{ site { name } }").await.data();
    let ask = async || visitor.graphql(PAGE, json!({ "uuid": uuid })).await;
    let (page, told) = app.count_statements(ask).await;
    assert_eq!(told.at("/credential/certificate/title"), "Data Science");
    let (document, drawn) = app.count_statements(async || visitor.get(&path).await).await;
    assert_eq!(drawn.status, 200, "{}", drawn.text);
    if is_built_in {
        let n_drawn = drawn.text.matches("Dean ").count();
        assert!(n_drawn >= n_signatories, "{n_drawn} of {n_signatories}: {}", drawn.text);
    }
    assert_eq!((page.writes, document.writes), (0, 0));
    (page.total(), document.total())
}

async fn page_and_document_cost_at_most_three_statements(engine: Engine) {
    let app = TestApp::start(engine).await;
    let own = published(&app, GOOD).await;
    for (template, expected) in [(None, (1, 1)), (Some(own.as_str()), (2, 2))] {
        for n_signatories in [1, 20] {
            let uuid = awarded(&app, n_signatories, template).await;
            let cost = cost(&app, &uuid, n_signatories, template.is_none()).await;
            assert!(cost.0 <= 3 && cost.1 <= 3, "{template:?}: {cost:?}");
            assert_eq!(cost, expected, "{template:?}, {n_signatories} signatories");
        }
    }
}
