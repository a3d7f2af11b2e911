//! `sendRecord` and `editRecordSend`.

use chrono::TimeDelta;
use entity::{MailState, TrailAction, pathway};
use serde_json::{Value, json};
use tests::app::{PUBLIC_URL, TestApp};
use tests::build;
use tests::client::Client;
use tests::database::Engine;
use tests::mail_server::{Behavior, MailServer, Taken};
use tests::persona::ADA;

use crate::scene::{merged, refusals, text};
use crate::stored::Stored;
use crate::study::Study;

tests::on_both_engines!(
    record_goes_to_the_institution_in_the_learners_name,
    record_is_sent_once_a_day_and_again_where_it_failed,
    institution_is_told_when_the_program_is_completed,
    learner_switches_updates_off,
    revoked_link_ends_what_waits,
    staff_send_in_the_learners_name_and_leave_a_trail,
    what_cannot_be_sent_is_refused,
    others_neither_see_nor_change_it,
    pathways_cost_the_same_for_one_and_for_many,
    retired_person_leaves_nothing
);

const SELECTION: &str = "outcome recordSend { id state hasUpdates sendCount recordShare { id state label showsEmail } }
    userErrors { code message path }";
const RECORD: &str = "query($program: UUID!) { programRecord(program: $program) { pathways { name canReceiveRecord
    send { id state sendCount hasUpdates recordShare { state } } } } }";

/// A study of which one run is earned, a pathway of its program, and a mail server.
struct Sending {
    study: Study,
    pathway: pathway::Model,
    server: MailServer,
}

impl Sending {
    async fn open(engine: Engine) -> Self {
        let server = MailServer::start().await;
        let app = TestApp::configured(engine, |config| server.configure(config)).await;
        let study = Study::of(app).await;
        study.app.learner("ada").query("{ viewer { id } }").await.data();
        study.earn(&study.runs[0], json!({})).await;
        let pathway = build::pathway("Credit at North")
            .insert(&study.program, study.app.db())
            .await;
        Self { study, pathway, server }
    }

    fn input(&self) -> Value {
        json!({ "program": self.study.program.uuid, "pathway": self.pathway.uuid, "hasConsent": true })
    }

    async fn send(&self, client: &Client, more: Value) -> Value {
        let reply = client.mutate("sendRecord", merged(self.input(), more), SELECTION).await;
        reply.at("/sendRecord").clone()
    }

    async fn work(&self) -> Vec<Taken> {
        let ctx = self.study.app.ctx().await;
        server::worker::mail::work(&ctx).await;
        ctx.db.clone().close().await;
        self.server.taken()
    }

    async fn states(&self) -> Vec<MailState> {
        Stored::read(&self.study.app)
            .await
            .mails
            .iter()
            .map(|it| it.state)
            .collect()
    }
}

async fn record_goes_to_the_institution_in_the_learners_name(engine: Engine) {
    let sending = Sending::open(engine).await;
    let ada = sending.study.app.learner("ada");
    let sent = sending.send(&ada, json!({})).await;
    assert_eq!(sent["outcome"], "QUEUED", "{sent:#}");
    let queued = &sent["recordSend"];
    assert_eq!(
        [&queued["state"], &queued["sendCount"], &queued["hasUpdates"]],
        [&json!("QUEUED"), &json!(1), &json!(true)]
    );
    assert_eq!(
        [
            &queued["recordShare"]["label"],
            &queued["recordShare"]["state"],
            &queued["recordShare"]["showsEmail"]
        ],
        [&json!("Credit at North"), &json!("LIVE"), &json!(false)]
    );
    assert_eq!(sending.server.n_connections(), 0, "nothing is sent inside a request");

    let letters = sending.work().await;
    let [mail] = letters.as_slice() else {
        panic!("{letters:#?}")
    };
    assert_eq!(mail.to, ["records@north.example.org"]);
    assert_eq!(
        mail.subject(),
        format!("Data Science: record of {} for Credit at North", ADA.name)
    );
    let message = mail.message();
    let reply_to = message.reply_to().and_then(|it| it.first()).expect("who gets answers");
    assert_eq!((reply_to.name(), reply_to.address()), (Some(ADA.name), Some(ADA.email)));
    let token = Stored::read(&sending.study.app).await.shares[0].token.0;
    let url = format!("{PUBLIC_URL}/records/shared/{}", token.simple());
    assert!(
        mail.text().contains(&format!("Open the record:\n{url}\n")),
        "{}",
        mail.text()
    );
    assert!(
        mail.text().contains("The program Data Science is not completed yet."),
        "{}",
        mail.text()
    );
    let shared = "query($token: String!) { sharedRecord(token: $token) { record { learner { name email } } } }";
    let shared = sending
        .study
        .app
        .anonymous()
        .graphql(shared, json!({ "token": token.simple().to_string() }))
        .await;
    assert_eq!(
        shared.at("/sharedRecord/record/learner"),
        &json!({ "name": ADA.name, "email": null })
    );
    let record = ada
        .graphql(RECORD, json!({ "program": sending.study.program.uuid }))
        .await;
    assert_eq!(record.at("/programRecord/pathways/0/send/state"), "SENT");
}

async fn record_is_sent_once_a_day_and_again_where_it_failed(engine: Engine) {
    let sending = Sending::open(engine).await;
    let ada = sending.study.app.learner("ada");
    // Sixteen at the same time.
    let all = futures_util::future::join_all((0..16).map(|_| sending.send(&ada, json!({})))).await;
    assert_eq!(all.iter().filter(|it| it["outcome"] == "QUEUED").count(), 1, "{all:#?}");
    assert_eq!(all.iter().filter(|it| it["outcome"] == "UNCHANGED").count(), 15);
    assert_eq!(sending.states().await.len(), 1);

    sending.server.behave(Behavior::Answer(550));
    sending.work().await;
    let again = sending.send(&ada, json!({})).await;
    assert_eq!(
        [&again["outcome"], &again["recordSend"]["sendCount"]],
        [&json!("QUEUED"), &json!(2)]
    );
    sending.server.behave(Behavior::Take);
    let taken = sending.work().await;
    assert!(
        taken[0].subject().starts_with("Data Science: updated record of "),
        "{}",
        taken[0].subject()
    );
    assert_eq!(sending.send(&ada, json!({})).await["outcome"], "UNCHANGED");
    let mut n_sends = 2;
    loop {
        sending.study.app.advance(TimeDelta::hours(24));
        let ada = sending.study.app.learner("ada");
        let sent = sending.send(&ada, json!({})).await;
        if sent["outcome"] == "REFUSED" {
            assert_eq!(
                refusals(&sent),
                [("SENT_TOO_OFTEN".to_owned(), "input.pathway".to_owned())]
            );
            break;
        }
        n_sends += 1;
        assert_eq!(sending.work().await.len(), n_sends - 1);
    }
    assert_eq!(n_sends, 10);
    assert_eq!(
        Stored::read(&sending.study.app).await.shares.len(),
        1,
        "the institution has one link"
    );
}

async fn institution_is_told_when_the_program_is_completed(engine: Engine) {
    let sending = Sending::open(engine).await;
    sending.send(&sending.study.app.learner("ada"), json!({})).await;
    sending.work().await;
    let uuid = sending.study.complete().await;
    let taken = sending.work().await;
    assert_eq!(taken.len(), 2);
    assert!(
        taken[1].text().contains("The program Data Science is completed."),
        "{}",
        taken[1].text()
    );
    assert!(
        taken[1].text().contains("has sent you this record before"),
        "{}",
        taken[1].text()
    );
    // Once for each award.
    let input = json!({ "uuid": uuid, "reason": "Withdrawn." });
    sending
        .study
        .app
        .staff()
        .mutate("revokeCredential", input, "outcome")
        .await
        .data();
    assert_eq!(sending.study.complete().await, uuid);
    assert_eq!(sending.work().await.len(), 2);
    assert_eq!(sending.states().await, [MailState::Sent, MailState::Sent]);
}

async fn learner_switches_updates_off(engine: Engine) {
    let sending = Sending::open(engine).await;
    let ada = sending.study.app.learner("ada");
    let sent = sending.send(&ada, json!({})).await;
    sending.work().await;
    let selection = "outcome recordSend { hasUpdates } userErrors { code }";
    for outcome in ["UPDATED", "UNCHANGED"] {
        let input = json!({ "id": sent["recordSend"]["id"], "hasUpdates": false });
        let edited = ada.mutate("editRecordSend", input, selection).await;
        assert_eq!(edited.at("/editRecordSend/outcome"), outcome);
        assert_eq!(edited.at("/editRecordSend/recordSend/hasUpdates"), false);
    }
    sending.study.complete().await;
    assert_eq!(sending.work().await.len(), 1);
    assert_eq!(sending.states().await, [MailState::Sent]);
}

async fn revoked_link_ends_what_waits(engine: Engine) {
    let sending = Sending::open(engine).await;
    let ada = sending.study.app.learner("ada");
    let sent = sending.send(&ada, json!({})).await;
    sending
        .study
        .end_share(&text(&sent["recordSend"]["recordShare"]["id"]))
        .await;
    assert_eq!(sending.work().await, []);
    assert_eq!(sending.states().await, [MailState::Dropped]);
    // Sent again, it gets a new link.
    let again = sending.send(&ada, json!({})).await;
    assert_eq!(again["outcome"], "QUEUED");
    assert_ne!(
        again["recordSend"]["recordShare"]["id"],
        sent["recordSend"]["recordShare"]["id"]
    );
    assert_eq!(sending.work().await.len(), 1);
}

async fn staff_send_in_the_learners_name_and_leave_a_trail(engine: Engine) {
    let sending = Sending::open(engine).await;
    let staff = sending.study.app.staff();
    let sent = sending.send(&staff, json!({ "username": "ADA" })).await;
    assert_eq!(sent["outcome"], "QUEUED", "{sent:#}");
    let mail = &sending.work().await[0];
    assert!(mail.subject().contains(ADA.name), "{}", mail.subject());
    let message = mail.message();
    let reply_to = message.reply_to().and_then(|it| it.first()).expect("who gets answers");
    assert_eq!(reply_to.address(), Some(ADA.email));
    let stored = Stored::read(&sending.study.app).await;
    let trail: Vec<_> = stored
        .trail
        .iter()
        .filter(|it| it.action == TrailAction::RecordSent)
        .collect();
    assert_eq!(trail.len(), 1);
    assert_eq!(trail[0].subject_id, stored.user("ada").id.0);
    assert_eq!(trail[0].actor_id, Some(stored.user("sofia").id));
}

async fn what_cannot_be_sent_is_refused(engine: Engine) {
    let sending = Sending::open(engine).await;
    let app = &sending.study.app;
    let db = app.db();
    let program = &sending.study.program;
    let bare = build::pathway("No address").without_email().insert(program, db).await;
    let industry = build::pathway("A job").of_industry().insert(program, db).await;
    let retired = build::pathway("Past").retired().insert(program, db).await;
    let empty = build::program("Unknown").insert(db).await;
    let of_other = build::pathway("Another's").insert(&empty, db).await;
    let (ada, staff) = (app.learner("ada"), app.staff());
    for caller in [&ada, &staff] {
        caller.query("{ viewer { id } }").await.data();
    }
    let nobody = app.bearer(&tests::platform::token::TokenSpec::of(&tests::persona::GRACE).without_claim("email"));
    nobody.query("{ viewer { id } }").await.data();
    let before = Stored::read(app).await;
    let id = |it: &pathway::Model| json!({ "pathway": it.uuid });
    for (caller, more, code, path) in [
        (&ada, json!({ "hasConsent": false }), "CONSENT_MISSING", "hasConsent"),
        (&ada, id(&bare), "PATHWAY_UNFIT", "pathway"),
        (&ada, id(&industry), "PATHWAY_UNFIT", "pathway"),
        (&ada, id(&retired), "PATHWAY_UNFIT", "pathway"),
        (&ada, id(&of_other), "PATHWAY_NOT_FOUND", "pathway"),
        (
            &ada,
            json!({ "program": "00000000-0000-4000-8000-000000000001" }),
            "PROGRAM_NOT_FOUND",
            "program",
        ),
        (
            &ada,
            merged(id(&of_other), json!({ "program": empty.uuid })),
            "RECORD_EMPTY",
            "program",
        ),
        (&ada, json!({ "username": "grace" }), "LEARNER_NOT_FOUND", "username"),
        (
            &staff,
            json!({ "username": "nobody.at.all" }),
            "LEARNER_NOT_FOUND",
            "username",
        ),
        (&staff, json!({ "username": "a b" }), "LEARNER_NOT_FOUND", "username"),
        (
            &staff,
            json!({ "username": "grace" }),
            "LEARNER_ADDRESS_MISSING",
            "username",
        ),
    ] {
        let refused = sending.send(caller, more.clone()).await;
        assert_eq!(
            refusals(&refused),
            [(code.to_owned(), format!("input.{path}"))],
            "{more}: {refused:#}"
        );
        assert_eq!(
            [&refused["outcome"], &refused["recordSend"]],
            [&json!("REFUSED"), &Value::Null]
        );
    }
    assert_eq!(Stored::read(app).await, before);
    for _ in 0..20 {
        sending.study.share(json!({})).await;
    }
    let refused = sending.send(&ada, json!({})).await;
    assert_eq!(refusals(&refused)[0].0, "TOO_MANY_SHARES");
}

async fn others_neither_see_nor_change_it(engine: Engine) {
    let sending = Sending::open(engine).await;
    let app = &sending.study.app;
    let sent = sending.send(&app.learner("ada"), json!({})).await;
    let id = sent["recordSend"]["id"].clone();
    let node = "query($id: ID!) { node(id: $id) { id } }";
    for (client, is_seen) in [
        (app.learner("ada"), true),
        (app.staff(), true),
        (app.learner("grace"), false),
    ] {
        let seen = client.graphql(node, json!({ "id": id })).await;
        assert_eq!(seen.at("/node").is_null(), !is_seen);
    }
    for client in [app.learner("grace"), app.staff()] {
        let input = json!({ "id": id, "hasUpdates": false });
        let refused = client
            .mutate("editRecordSend", input, "outcome userErrors { code }")
            .await;
        assert_eq!(refused.at("/editRecordSend/userErrors/0/code"), "NOT_FOUND");
    }
    let token = Stored::read(app).await.shares[0].token.0.simple().to_string();
    let shared = "query($token: String!) { sharedRecord(token: $token) { record { pathways { name } } } }";
    let shared = app.anonymous().graphql(shared, json!({ "token": token })).await;
    assert_eq!(shared.at("/sharedRecord/record/pathways"), &json!([]));
}

async fn pathways_cost_the_same_for_one_and_for_many(engine: Engine) {
    let sending = Sending::open(engine).await;
    let (app, program) = (&sending.study.app, &sending.study.program);
    let ada = app.learner("ada");
    sending.send(&ada, json!({})).await;
    let read = async || {
        let ask = async || ada.graphql(RECORD, json!({ "program": program.uuid })).await;
        let (statements, reply) = app.count_statements(ask).await;
        let pathways = reply.at("/programRecord/pathways").as_array().expect("a list").clone();
        let n_sent = pathways.iter().filter(|it| it["send"]["state"] == "QUEUED").count();
        (statements, pathways.len(), n_sent)
    };
    let (one, n_pathways, n_sent) = read().await;
    assert_eq!((n_pathways, n_sent), (1, 1));
    for index in 0..5 {
        let pathway = build::pathway(&format!("Credit {index}"))
            .insert(program, app.db())
            .await;
        let sent = sending.send(&ada, json!({ "pathway": pathway.uuid })).await;
        assert_eq!(sent["outcome"], "QUEUED", "{sent:#}");
    }
    assert_eq!(read().await, (one, 6, 6));
}

async fn retired_person_leaves_nothing(engine: Engine) {
    let sending = Sending::open(engine).await;
    let app = &sending.study.app;
    sending.send(&app.learner("ada"), json!({})).await;
    let reply = app
        .service()
        .mutate("retireUser", json!({ "username": "ada" }), "outcome")
        .await;
    assert_eq!(reply.at("/retireUser/outcome"), "RETIRED", "{}", reply.text);
    let stored = Stored::read(app).await;
    assert_eq!((stored.sends.len(), stored.mails.len(), stored.shares.len()), (0, 0, 0));
    assert_eq!(sending.work().await, []);
}
