//! Mail that tells learners of completed programs: written with the award, sent afterwards, once.

mod completion;
mod delivery;

use chrono::TimeDelta;
use entity::MailState;
use serde_json::json;
use tests::app::TestApp;
use tests::database::Engine;
use tests::mail_server::{MailServer, Taken};

use crate::scene::Scene;
use crate::stored::Stored;

/// A program that can be awarded, and a mail server to which the service sends.
pub(crate) struct Post {
    pub(crate) scene: Scene,
    pub(crate) server: MailServer,
}

impl Post {
    /// Opens it. Ada's mail address is known.
    pub(crate) async fn open(engine: Engine) -> Self {
        let server = MailServer::start().await;
        let app = TestApp::configured(engine, |config| server.configure(config)).await;
        let scene = Scene::of(app).await;
        scene.app.learner("ada").query("{ viewer { id } }").await.data();
        Self { scene, server }
    }

    /// Awards the program to Ada; gives the certificate number.
    pub(crate) async fn award(&self) -> String {
        self.scene.awarded("ada").await
    }

    /// Does one round of the worker's, and gives what has arrived up to now.
    pub(crate) async fn work(&self) -> Vec<Taken> {
        let ctx = self.scene.app.ctx().await;
        server::worker::mail::work(&ctx).await;
        ctx.db.clone().close().await;
        self.server.taken()
    }

    /// The same after a time.
    pub(crate) async fn work_after(&self, pause: TimeDelta) -> Vec<Taken> {
        self.scene.app.advance(pause);
        self.work().await
    }

    /// State and attempts of each mail, oldest first.
    pub(crate) async fn states(&self) -> Vec<(MailState, i32)> {
        let mails = Stored::read(&self.scene.app).await.mails;
        mails.iter().map(|it| (it.state, it.attempts)).collect()
    }

    /// Revokes a credential.
    pub(crate) async fn revoke(&self, uuid: &str) {
        let revoked = self.scene.revoke(uuid, json!({})).await;
        assert_eq!(revoked["outcome"], "REVOKED", "{revoked:#}");
    }
}
