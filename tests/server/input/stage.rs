//! What is there before the first row: one program, one course run, and a credential of each of two learners.

use sea_orm::EntityTrait as _;
use serde_json::json;
use tests::app::TestApp;
use tests::build;
use tests::client::Client;
use tests::persona::{self, Persona};

use super::text::Names;
use super::watch::CANARY;

/// Who sends a row.
#[derive(Clone, Copy, Debug, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Caller {
    /// Nobody.
    #[default]
    Anonymous,
    /// The learner Ada.
    Ada,
    /// The learner Grace.
    Grace,
    /// Staff.
    Staff,
    /// The platform's service account.
    Service,
    /// A superuser.
    Superuser,
}

impl Caller {
    /// Who that is; none for nobody.
    pub(super) fn persona(self) -> Option<&'static Persona> {
        match self {
            Self::Anonymous => None,
            Self::Ada => Some(&persona::ADA),
            Self::Grace => Some(&persona::GRACE),
            Self::Staff => Some(&persona::SOFIA),
            Self::Service => Some(&persona::LMS_WORKER),
            Self::Superuser => Some(&persona::MAGDA),
        }
    }

    pub(super) fn client(self, app: &TestApp) -> Client {
        match self.persona() {
            Some(persona) => app.persona(persona),
            None => app.anonymous(),
        }
    }
}

/// Key of the course run that is in the catalogue.
const RUN: &str = "course-v1:WexcombeX+DS101+2026_T1";

/// Fills the database, and names what is in it.
pub(super) async fn set(app: &TestApp) -> Names {
    let university = build::organization("Wexcombe University").insert(app.db()).await;
    let program = build::program("Data Science")
        .authored_by(&university)
        .insert(app.db())
        .await;
    let configuration = build::configuration_of_program(&program).insert(app.db()).await;
    let course = build::course("Statistics").owned_by(&university).insert(app.db()).await;
    let run = build::course_run(&course).key(RUN).insert(app.db()).await;
    let inactive = build::program("Alchemy").insert(app.db()).await;
    build::configuration_of_program(&inactive)
        .inactive()
        .insert(app.db())
        .await;
    let unconfigured = build::program("Astrology").insert(app.db()).await;

    let mut names = Names::default();
    names.set("canary", CANARY);
    names.set("address", app.address().to_string());
    names.set("port", app.address().port().to_string());
    names.set("program", program.uuid.to_string());
    names.set("inactive_program", inactive.uuid.to_string());
    names.set("unconfigured_program", unconfigured.uuid.to_string());
    names.set("program_node", format!("program:{}", program.id.0));
    names.set("run_node", format!("courseRun:{}", run.id.0));
    names.set("configuration_node", format!("configuration:{}", configuration.id.0));
    for username in ["ada", "grace"] {
        let learning_object = json!({ "type": "PROGRAM", "id": program.uuid });
        // With a name: one that became known later would be a change of the credential.
        let name = persona::named(username).map(|it| it.name);
        let input = json!({ "username": username, "recipientName": name, "learningObject": learning_object });
        let award = app
            .service()
            .mutate("awardCredential", input, "credential { id uuid }")
            .await;
        names.set(
            &format!("credential_of_{username}"),
            award.text_at("/awardCredential/credential/uuid"),
        );
        names.set(
            &format!("node_of_{username}"),
            award.text_at("/awardCredential/credential/id"),
        );
        let list = app
            .learner(username)
            .query("{ credentials { pageInfo { endCursor } } }")
            .await;
        names.set(
            &format!("cursor_of_{username}"),
            list.text_at("/credentials/pageInfo/endCursor"),
        );
    }
    let number = names.fill("${credential_of_ada}");
    names.set("upper_number", number.to_uppercase());
    names.set("plain_number", number.replace('-', ""));
    let future = app.now() + chrono::TimeDelta::days(30);
    let hidden = json!({
        "username": "grace",
        "learningObject": { "type": "COURSE_RUN", "id": RUN },
        "dateOverride": future,
    });
    let award = app
        .service()
        .mutate("awardCredential", hidden, "credential { id uuid }")
        .await;
    names.set("hidden_credential", award.text_at("/awardCredential/credential/uuid"));
    names.set("hidden_node", award.text_at("/awardCredential/credential/id"));
    let plain = names.fill("${hidden_credential}").replace('-', "");
    names.set("hidden_plain", plain);
    let users = entity::user::Entity::find().all(app.db()).await.expect("users");
    for user in users {
        names.set(
            &format!("user_node_of_{}", user.username),
            format!("user:{}", user.id.0),
        );
    }
    names
}
