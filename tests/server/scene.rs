//! What most stories begin with: a running server, a program that can be awarded, and words for awarding it.

use entity::{credential_configuration, program};
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::build;
use tests::client::Client;
use tests::database::Engine;

/// Everything that an award answers.
pub(crate) const AWARD: &str = "outcome
    credential {
        id uuid status state awardedAt issuedAt dateOverride visibleAt revokedAt revocationReason
        recipientName username mode version updatedAt url viewerCan
        attributes { name value }
        history { version change status changedAt reason actor }
        certificate { title typeLabel language hoursOfEffort platformName learningObjectType
            organizations { name key logoUrl } signatories { name title organization } }
        configuration { id isActive title mode version learningObject { type id } }
    }
    userErrors { code message path }";

/// A running server that has one program with an active configuration.
pub(crate) struct Scene {
    /// The server.
    pub(crate) app: TestApp,
    /// The program.
    pub(crate) program: program::Model,
    /// Its configuration.
    pub(crate) configuration: credential_configuration::Model,
}

impl Scene {
    /// Starts it.
    pub(crate) async fn open(engine: Engine) -> Self {
        Self::of(TestApp::start(engine).await).await
    }

    /// Adds the program to a server that runs already.
    pub(crate) async fn of(app: TestApp) -> Self {
        let program = build::program("Data Science").insert(app.db()).await;
        let configuration = build::configuration_of_program(&program).insert(app.db()).await;
        Self {
            app,
            program,
            configuration,
        }
    }

    /// Names the program.
    pub(crate) fn program(&self) -> Value {
        json!({ "type": "PROGRAM", "id": self.program.uuid })
    }

    /// The input that awards the program.
    pub(crate) fn input(&self, username: &str) -> Value {
        json!({ "username": username, "learningObject": self.program() })
    }

    /// The input that awards the program, with these fields beside.
    pub(crate) fn input_with(&self, username: &str, more: Value) -> Value {
        merged(self.input(username), more)
    }

    /// Awards the program as the platform's service account; gives the payload, all of it.
    pub(crate) async fn award(&self, username: &str, more: Value) -> Value {
        award(&self.app.service(), self.input_with(username, more)).await
    }

    /// Awards the program and gives the certificate number.
    pub(crate) async fn awarded(&self, username: &str) -> String {
        let payload = self.award(username, json!({})).await;
        assert_eq!(payload["outcome"], "CREATED", "{payload:#}");
        text(&payload["credential"]["uuid"])
    }

    /// Awards a course run as the platform's service account and gives the certificate number.
    pub(crate) async fn awarded_run(&self, username: &str, key: &str) -> String {
        let input = json!({ "username": username, "learningObject": course_run(key) });
        let payload = award(&self.app.service(), input).await;
        assert_eq!(payload["outcome"], "CREATED", "{payload:#}");
        text(&payload["credential"]["uuid"])
    }

    /// Revokes a credential as staff; gives the payload.
    pub(crate) async fn revoke(&self, uuid: &str, more: Value) -> Value {
        revoke(&self.app.staff(), merged(json!({ "uuid": uuid }), more)).await
    }
}

/// Awards; gives the payload, all of it.
pub(crate) async fn award(client: &Client, input: Value) -> Value {
    client
        .mutate("awardCredential", input, AWARD)
        .await
        .at("/awardCredential")
        .clone()
}

/// Revokes; gives the payload.
pub(crate) async fn revoke(client: &Client, input: Value) -> Value {
    let selection = "outcome credential { uuid status state version revokedAt revocationReason }
        userErrors { code message path }";
    client
        .mutate("revokeCredential", input, selection)
        .await
        .at("/revokeCredential")
        .clone()
}

/// Names a course run.
pub(crate) fn course_run(key: &str) -> Value {
    json!({ "type": "COURSE_RUN", "id": key })
}

/// An object with the fields of another over its own.
pub(crate) fn merged(mut object: Value, more: Value) -> Value {
    if let (Some(fields), Value::Object(more)) = (object.as_object_mut(), more) {
        fields.extend(more);
    }
    object
}

/// A JSON text's own text.
#[track_caller]
pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// Code and path of each of a payload's errors.
pub(crate) fn refusals(payload: &Value) -> Vec<(String, String)> {
    let errors = payload["userErrors"].as_array().map(Vec::as_slice).unwrap_or_default();
    errors
        .iter()
        .map(|it| {
            let path = it["path"].as_array().map(Vec::as_slice).unwrap_or_default();
            let path: Vec<String> = path.iter().map(text).collect();
            (text(&it["code"]), path.join("."))
        })
        .collect()
}

/// That a payload refuses for exactly this reason, and gives no credential.
#[track_caller]
pub(crate) fn assert_refused(payload: &Value, code: &str, path: &str) {
    assert_eq!(payload["outcome"], "REFUSED", "{payload:#}");
    assert_eq!(payload["credential"], Value::Null, "{payload:#}");
    assert_eq!(refusals(payload), [(code.to_owned(), path.to_owned())], "{payload:#}");
    let message = text(&payload["userErrors"][0]["message"]);
    assert!(!message.is_empty(), "{payload:#}");
}
