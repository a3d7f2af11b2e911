//! On paper a certificate is one landscape page, whatever it has to say.

use tests::browser::Browser;
use tests::build;

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
    expect_one_sheet(&browser, "a valid certificate").await;

    scene::revoke(&app, &awarded).await;
    browser.reload().await;
    browser.see("Revoked certificate").await;
    expect_one_sheet(&browser, "a revoked certificate").await;
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
    expect_one_sheet(&browser, "a certificate with very much to say").await;
}

async fn expect_one_sheet(browser: &Browser, what: &str) {
    for (width, height) in [A4, LETTER] {
        let paper = browser.print(width, height).await;
        assert_eq!(paper.sheets, 1, "{what} on paper of {width} by {height} inches");
        let (width, height) = paper.size;
        assert!(width > height, "{what} is printed upright: {width} by {height}");
    }
}
