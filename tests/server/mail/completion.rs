//! Who is told of which award, and in which words.

use chrono::TimeDelta;
use entity::{MailKind, MailState, ProgramStatus, completion_mail, outgoing_mail, program};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;
use tests::app::{PUBLIC_URL, TestApp};
use tests::build;
use tests::database::Engine;
use tests::persona::ADA;

use super::Post;
use crate::scene::{award, merged, text};
use crate::stored::Stored;

tests::on_both_engines!(
    award_is_told_once,
    nothing_is_told_unless_a_mail_is_switched_on,
    narrowest_mail_counts,
    mail_is_in_its_own_language_and_else_in_that_of_the_certificate,
    own_words_are_cleaned,
    mail_waits_until_the_certificate_may_be_shown,
    revoked_award_is_not_told,
    many_awards_take_no_more_statements_than_one,
    refused_batch_tells_nobody,
    retired_person_gets_no_mail,
    mail_of_a_renamed_person_goes_to_them,
    of_a_replaced_certificate_nobody_is_told
);

async fn award_is_told_once(engine: Engine) {
    let post = Post::open(engine).await;
    build::completion_mail().insert(post.scene.app.db()).await;
    let uuid = post.award().await;
    assert_eq!(post.server.n_connections(), 0, "nothing is sent inside a request");
    let stored = Stored::read(&post.scene.app).await;
    let [mail] = stored.mails.as_slice() else {
        panic!("{:#?}", stored.mails)
    };
    assert_eq!(
        (mail.kind, mail.state, mail.attempts, mail.subject_id, mail.user_id),
        (
            MailKind::Completion,
            MailState::Queued,
            0,
            uuid.parse().expect("a UUID"),
            stored.user("ada").id
        )
    );

    let taken = post.work().await;
    let [mail] = taken.as_slice() else { panic!("{taken:#?}") };
    assert_eq!(
        (mail.from.as_str(), mail.to.as_slice()),
        ("no-reply@credentials.example.org", &[ADA.email.to_owned()][..])
    );
    assert_eq!(
        mail.subject(),
        "Congratulations: you have completed Data Science (Professional Certificate)"
    );
    let url = format!("{PUBLIC_URL}/credentials/{}", uuid.replace('-', ""));
    assert!(
        mail.text().contains(&format!("View your certificate:\n{url}\n")),
        "{}",
        mail.text()
    );
    assert!(mail.html().contains(&format!("<a href=\"{url}\">")), "{}", mail.html());
    assert!(
        mail.data.contains("\r\nAuto-Submitted: auto-generated\r\n"),
        "{}",
        mail.data
    );
    assert_eq!(post.states().await, [(MailState::Sent, 1)]);

    // A repeated award, a changed one, a revoked one and one given again tell nothing new.
    let again = post.scene.award("ada", json!({})).await;
    assert_eq!(again["outcome"], "UNCHANGED");
    let changed = post
        .scene
        .award("ada", json!({ "attributes": [{ "name": "a", "value": "b" }] }))
        .await;
    assert_eq!(changed["outcome"], "UPDATED");
    post.revoke(&uuid).await;
    let again = post.scene.award("ada", json!({})).await;
    assert_eq!(again["outcome"], "REINSTATED", "{again:#}");
    assert_eq!(post.work_after(TimeDelta::days(2)).await.len(), 1);
    assert_eq!(post.states().await, [(MailState::Sent, 1)]);
    let log = post.scene.app.log();
    assert!(!log.contains(ADA.email), "{log}");
}

async fn nothing_is_told_unless_a_mail_is_switched_on(engine: Engine) {
    let post = Post::open(engine).await;
    let db = post.scene.app.db();
    post.award().await;
    build::completion_mail().insert(db).await;
    build::completion_mail().of(&post.scene.program).off().insert(db).await;
    post.scene.awarded("grace").await;
    // Of a course nobody is told.
    post.scene.awarded_run("ada", "course-v1:WexcombeX+A+1").await;
    assert_eq!(post.work().await, []);
    assert_eq!(post.states().await, []);

    // A program that is not offered any more tells nothing, and neither does a mail that is switched off before it is sent.
    switch_all_on(&post.scene.app).await;
    post.scene.awarded("edsger").await;
    assert_eq!(post.states().await, [(MailState::Queued, 0)]);
    let retired = program::Entity::update_many()
        .col_expr(program::Column::Status, Expr::value(ProgramStatus::Retired))
        .exec(db);
    retired.await.expect("a retired program");
    post.scene.awarded("alan").await;
    assert_eq!(post.work().await, []);
    assert_eq!(post.states().await, [(MailState::Dropped, 1)]);
}

async fn switch_all_on(app: &TestApp) {
    completion_mail::Entity::update_many()
        .col_expr(completion_mail::Column::IsEnabled, Expr::value(true))
        .exec(app.db())
        .await
        .expect("switched on");
}

async fn narrowest_mail_counts(engine: Engine) {
    let post = Post::open(engine).await;
    let db = post.scene.app.db();
    let typed = build::program("Ethics").type_slug("micro-masters").insert(db).await;
    build::configuration_of_program(&typed).insert(db).await;
    let other = build::program("Law").insert(db).await;
    build::configuration_of_program(&other).insert(db).await;
    build::completion_mail()
        .subject("For all: {{ program.title }}")
        .insert(db)
        .await;
    build::completion_mail()
        .of_type("micro-masters")
        .subject("By type")
        .insert(db)
        .await;
    build::completion_mail()
        .of(&post.scene.program)
        .subject("Its own")
        .insert(db)
        .await;
    for program in [&post.scene.program, &typed, &other] {
        let object = json!({ "type": "PROGRAM", "id": program.uuid });
        let awarded = award(
            &post.scene.app.service(),
            json!({ "username": "ada", "learningObject": object }),
        )
        .await;
        assert_eq!(awarded["outcome"], "CREATED");
    }
    let mut subjects: Vec<String> = post
        .work()
        .await
        .iter()
        .map(tests::mail_server::Taken::subject)
        .collect();
    subjects.sort();
    assert_eq!(subjects, ["By type", "For all: Law", "Its own"]);
}

async fn mail_is_in_its_own_language_and_else_in_that_of_the_certificate(engine: Engine) {
    let post = Post::open(engine).await;
    let db = post.scene.app.db();
    let spanish = build::program("Ciencia").insert(db).await;
    build::configuration_of_program(&spanish)
        .language("es")
        .insert(db)
        .await;
    build::completion_mail().insert(db).await;
    build::completion_mail()
        .of(&post.scene.program)
        .language("fr")
        .insert(db)
        .await;
    let object = json!({ "type": "PROGRAM", "id": spanish.uuid });
    award(
        &post.scene.app.service(),
        json!({ "username": "ada", "learningObject": object }),
    )
    .await;
    post.award().await;
    let taken = post.work().await;
    let mut subjects: Vec<String> = taken.iter().map(tests::mail_server::Taken::subject).collect();
    subjects.sort();
    assert_eq!(
        subjects,
        [
            "Enhorabuena: has completado Ciencia (Professional Certificate)",
            "Félicitations\u{202f}: vous avez terminé Data Science (Professional Certificate)"
        ]
    );
    assert!(
        taken
            .iter()
            .any(|it| it.html().contains("<html lang=\"fr\" dir=\"ltr\">"))
    );
}

async fn own_words_are_cleaned(engine: Engine) {
    let post = Post::open(engine).await;
    build::completion_mail()
        .subject("Well done, {{ recipient.name }}")
        .says(
            "<p>Well done, {{ recipient.name }}!</p><script>alert(1)</script><img src=\"https://e.org/t.gif\">",
            "Well done, {{ recipient.name }}!",
        )
        .insert(post.scene.app.db())
        .await;
    let name = "Ada <script>alert(2)</script> {{ 7 * 7 }}";
    post.scene.award("ada", json!({ "recipientName": name })).await;
    let taken = post.work().await;
    assert_eq!(taken[0].subject(), format!("Well done, {name}"));
    assert!(
        taken[0].text().contains(&format!("Well done, {name}!")),
        "{}",
        taken[0].text()
    );
    let html = taken[0].html();
    assert!(
        html.contains("<p>Well done, Ada &lt;script&gt;alert(2)&lt;/script&gt; {{ 7 * 7 }}!</p>"),
        "{html}"
    );
    assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
}

async fn mail_waits_until_the_certificate_may_be_shown(engine: Engine) {
    let post = Post::open(engine).await;
    let app = &post.scene.app;
    build::completion_mail().insert(app.db()).await;
    let edit = |days| {
        let at = (app.now() + TimeDelta::days(days)).to_rfc3339();
        json!({ "learningObject": post.scene.program(), "availableAt": at })
    };
    let set = |input| async {
        let reply = app
            .staff()
            .mutate("editConfiguration", input, "userErrors { code }")
            .await;
        assert_eq!(reply.at("/editConfiguration/userErrors"), &json!([]), "{}", reply.text);
    };
    set(edit(10)).await;
    post.award().await;
    assert_eq!(post.work_after(TimeDelta::days(2)).await, []);
    assert_eq!(post.states().await, [(MailState::Queued, 0)], "looking is no attempt");
    // The date is moved: it is found out within a day.
    set(edit(1)).await;
    app.work().await;
    assert_eq!(post.work_after(TimeDelta::hours(23)).await, []);
    assert_eq!(post.work_after(TimeDelta::hours(2)).await.len(), 1);
    assert_eq!(post.states().await, [(MailState::Sent, 1)]);
}

async fn revoked_award_is_not_told(engine: Engine) {
    let post = Post::open(engine).await;
    build::completion_mail().insert(post.scene.app.db()).await;
    let uuid = post.award().await;
    post.revoke(&uuid).await;
    assert_eq!(post.work().await, []);
    assert_eq!(post.states().await, [(MailState::Dropped, 1)]);
}

async fn many_awards_take_no_more_statements_than_one(engine: Engine) {
    let post = Post::open(engine).await;
    let app = &post.scene.app;
    build::completion_mail().insert(app.db()).await;
    let many = |from: usize, to: usize| {
        let items: Vec<_> = (from..to).map(|it| post.scene.input(&format!("learner{it}"))).collect();
        json!({ "items": items })
    };
    let run = |input| async {
        let ask = async || {
            let reply = app
                .service()
                .mutate("awardCredentials", input, "userErrors { code }")
                .await;
            assert_eq!(reply.at("/awardCredentials/userErrors"), &json!([]));
        };
        app.count_statements(ask).await.0
    };
    run(many(0, 1)).await;
    let one = run(many(1, 2)).await;
    assert_eq!(run(many(2, 102)).await, one);
    assert_eq!(post.states().await.len(), 102);
}

async fn refused_batch_tells_nobody(engine: Engine) {
    let post = Post::open(engine).await;
    let app = &post.scene.app;
    build::completion_mail().insert(app.db()).await;
    let unknown = json!({ "type": "PROGRAM", "id": "00000000-0000-0000-0000-000000000001" });
    let bad = merged(post.scene.input("grace"), json!({ "learningObject": unknown }));
    let items = json!({ "items": [post.scene.input("ada"), bad] });
    let reply = app
        .service()
        .mutate("awardCredentials", items.clone(), "results { outcome }")
        .await;
    assert_eq!(
        reply.at("/awardCredentials/results"),
        &json!([{ "outcome": "REFUSED" }, { "outcome": "REFUSED" }])
    );
    let trial = json!({ "items": [post.scene.input("ada")], "dryRun": true });
    app.service()
        .mutate("awardCredentials", trial, "results { outcome }")
        .await
        .data();
    assert_eq!(post.states().await, []);
}

async fn retired_person_gets_no_mail(engine: Engine) {
    let post = Post::open(engine).await;
    let app = &post.scene.app;
    build::completion_mail().insert(app.db()).await;
    post.award().await;
    post.scene.awarded("grace").await;
    let input = json!({ "username": "ada" });
    let reply = app
        .service()
        .mutate("retireUser", input, "outcome userErrors { code }")
        .await;
    assert_eq!(reply.at("/retireUser/outcome"), "RETIRED", "{}", reply.text);
    let stored = Stored::read(app).await;
    assert_eq!(stored.mails.len(), 1, "{:#?}", stored.mails);
    assert_eq!(stored.mails[0].user_id, stored.user("grace").id);

    // One that was written while the person was being retired.
    let ada = stored
        .users
        .iter()
        .find(|it| it.retired_at.is_some())
        .expect("a tombstone");
    let late = outgoing_mail::Entity::update_many()
        .col_expr(outgoing_mail::Column::UserId, Expr::value(ada.id))
        .filter(outgoing_mail::Column::Id.eq(stored.mails[0].id))
        .exec(app.db());
    late.await.expect("a late mail");
    assert_eq!(post.work().await, []);
    assert_eq!(post.states().await, [(MailState::Dropped, 1)]);
    server::worker::retirement::work(&app.ctx().await).await;
    assert_eq!(post.states().await, []);
}

async fn mail_of_a_renamed_person_goes_to_them(engine: Engine) {
    let post = Post::open(engine).await;
    let app = &post.scene.app;
    build::completion_mail().insert(app.db()).await;
    // Awarded to a name that nobody knew to be Ada's.
    let uuid = text(&post.scene.award("countess", json!({})).await["credential"]["uuid"]);
    let replaced = json!({ "items": [{ "current": "ada", "desired": "countess" }] });
    let reply = app
        .service()
        .mutate("replaceUsernames", replaced, "userErrors { code }")
        .await;
    assert_eq!(reply.at("/replaceUsernames/userErrors"), &json!([]), "{}", reply.text);
    let stored = Stored::read(app).await;
    let kept = stored
        .users
        .iter()
        .find(|it| it.email.as_deref() == Some(ADA.email))
        .expect("Ada");
    assert_eq!(stored.mails[0].user_id, kept.id);
    let taken = post.work().await;
    assert_eq!(taken.len(), 1, "{:#?}", stored.mails);
    assert_eq!(taken[0].to, [ADA.email]);
    assert!(taken[0].text().contains(&uuid.replace('-', "")));
}

async fn of_a_replaced_certificate_nobody_is_told(engine: Engine) {
    let post = Post::open(engine).await;
    let app = &post.scene.app;
    build::completion_mail().insert(app.db()).await;
    // The same program, under two names of one person.
    let [own, other] = [post.scene.awarded("ada").await, post.scene.awarded("countess").await];
    let replaced = json!({ "items": [{ "current": "ada", "desired": "countess" }] });
    let reply = app
        .service()
        .mutate("replaceUsernames", replaced, "userErrors { code }")
        .await;
    assert_eq!(reply.at("/replaceUsernames/userErrors"), &json!([]), "{}", reply.text);
    let taken = post.work().await;
    assert_eq!(taken.len(), 1, "{:#?}", Stored::read(app).await.mails);
    let written = taken[0].text();
    assert!(written.contains(&own.replace('-', "")), "{written}");
    assert!(!written.contains(&other.replace('-', "")), "{written}");
}
