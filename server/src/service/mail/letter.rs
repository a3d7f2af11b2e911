//! What a mail says when it is sent: by what is stored then.

use std::sync::Arc;

use entity::id::{CompletionMailId, CredentialId, RecordSendId};
use entity::{MailError, MailKind, completion_mail, outgoing_mail, site, user};

use crate::client::mail::{Correspondent, Mail};
use crate::context::{Ctx, Request};
use crate::domain::completion_mail::choose;
use crate::domain::credential::{issued_at, stands};
use crate::domain::learning_object::LearningObject;
use crate::domain::mail::{Attempt, is_first, is_update, look_at};
use crate::domain::pathway::can_receive_records;
use crate::domain::program_record::Progress;
use crate::domain::record_share::{ShareState, state};
use crate::domain::site::host_of;
use crate::policy::Actor;
use crate::render;
use crate::render::mail::{Letter, SentRecord, Told, completion, samples};
use crate::service::program_record::{self, View};
use crate::service::{Fault, completion_mail as texts, record_share, site as sites};
use crate::store;

/// The mail as it is sent; or what becomes of it instead.
pub(super) async fn letter(ctx: &Ctx, mail: &outgoing_mail::Model) -> Result<Result<Mail, Attempt>, Fault> {
    let site = sites::of_row(ctx, mail.site_id).await?;
    let person = store::user::by_ids(&ctx.db.read, &[mail.user_id]).await?.pop();
    let Some(person) = person.filter(|it| it.retired_at.is_none()) else {
        return Ok(Err(Attempt::NoLongerDue));
    };
    let to_them = |letter: Letter| {
        let address = person.email.clone().ok_or(Attempt::Failed(MailError::NoAddress))?;
        let reply_to = site.support_address.clone();
        let route = Route {
            to: unnamed(address),
            reply_to: reply_to.map(unnamed),
        };
        Ok(addressed(ctx, &site, mail, route, letter))
    };
    Ok(match mail.kind {
        MailKind::Completion => of_award(ctx, &site, mail, &person).await?.and_then(to_them),
        MailKind::Test => of_test(ctx, &site, mail).await?.and_then(to_them),
        MailKind::Record => {
            let letter = of_record(ctx, &site, mail, &person).await?;
            letter.map(|(route, letter)| addressed(ctx, &site, mail, route, letter))
        }
    })
}

/// To whom a mail goes, and who gets answers.
struct Route {
    to: Correspondent,
    reply_to: Option<Correspondent>,
}

fn unnamed(address: String) -> Correspondent {
    Correspondent { name: None, address }
}

async fn of_record(
    ctx: &Ctx,
    site: &Arc<site::Model>,
    mail: &outgoing_mail::Model,
    person: &user::Model,
) -> Result<Result<(Route, Letter), Attempt>, Fault> {
    let (connection, now) = (&ctx.db.read, ctx.clock.now());
    let send = store::record_send::find(connection, site.id, RecordSendId(mail.subject_id)).await?;
    let Some(send) = send.filter(|it| it.sends_updates || !is_update(mail, it)) else {
        return Ok(Err(Attempt::NoLongerDue));
    };
    let share = store::record_share::find(connection, site.id, send.record_share_id).await?;
    let Some(share) = share.filter(|it| state(it, now) == ShareState::Live) else {
        return Ok(Err(Attempt::NoLongerDue));
    };
    let pathway = store::program::pathways(connection, site.id, &[send.program_id]).await?;
    let pathway = pathway
        .into_iter()
        .map(|(_, it)| it)
        .find(|it| it.id == send.pathway_id);
    let address = pathway
        .filter(can_receive_records)
        .and_then(|it| Some((it.name, it.email?)));
    let program = store::program::find(connection, site.id, send.program_id).await?;
    let (Some((pathway, address)), Some(program)) = (address, program) else {
        return Ok(Err(Attempt::NoLongerDue));
    };
    // Answers shall not go astray.
    let Some(own_address) = person.email.clone() else {
        return Ok(Err(Attempt::Failed(MailError::NoAddress)));
    };
    let request = Request {
        ctx: Arc::new(ctx.clone()),
        site: Arc::clone(site),
        actor: Actor::Anonymous,
        request_id: "mail".into(),
        token: crate::id::random(),
    };
    let record = program_record::of_program(&request, person.id, program.uuid, View::WHOLE).await?;
    let is_completed = record.is_some_and(|it| it.progress == Progress::Completed);
    let object = LearningObject::Program(program.uuid);
    let configuration =
        store::configuration::by_learning_objects(connection, site.id, std::slice::from_ref(&object)).await?;
    let language = configuration.into_iter().next().and_then(|it| it.language);
    let letter = render::mail::record(SentRecord {
        language: language.as_deref().unwrap_or("en"),
        learner_name: person.full_name.as_deref(),
        pathway: &pathway,
        title: &program.title,
        is_completed,
        is_known: !is_first(mail, &send),
        url: &record_share::public_url(&request, share.token),
        site_name: &site.name,
        site_url: &sites::public_url(ctx, site),
    });
    let route = Route {
        to: unnamed(address),
        reply_to: Some(Correspondent {
            name: person.full_name.clone(),
            address: own_address,
        }),
    };
    Ok(Ok((route, letter)))
}

async fn of_award(
    ctx: &Ctx,
    site: &site::Model,
    mail: &outgoing_mail::Model,
    person: &user::Model,
) -> Result<Result<Letter, Attempt>, Fault> {
    let (connection, now) = (&ctx.db.read, ctx.clock.now());
    let id = CredentialId(mail.subject_id);
    let found = store::credential::find_with_configuration(connection, site.id, id).await?;
    let Some((credential, configuration)) = found.filter(|(it, _)| stands(it)) else {
        return Ok(Err(Attempt::NoLongerDue));
    };
    if credential.visible_at > now {
        return Ok(Err(Attempt::DueAt(look_at(credential.visible_at, now))));
    }
    let object = LearningObject::parse(configuration.learning_object_type, &configuration.learning_object_id);
    let Ok(LearningObject::Program(uuid)) = object else {
        return Ok(Err(Attempt::NoLongerDue));
    };
    let Some(program) = store::program::by_uuids(connection, site.id, &[uuid]).await?.pop() else {
        return Ok(Err(Attempt::NoLongerDue));
    };
    let texts = store::completion_mail::by_programs(connection, site.id, std::slice::from_ref(&program)).await?;
    let Some(text) = choose(&texts, &program) else {
        return Ok(Err(Attempt::NoLongerDue));
    };
    let facts = &credential.facts;
    let organizations: Vec<&str> = facts.organizations.iter().map(|it| it.name.as_str()).collect();
    let told = Told {
        language: language(text, facts.language.as_deref()),
        recipient_name: facts.recipient_name.as_deref().or(person.full_name.as_deref()),
        title: &facts.title,
        type_label: facts.type_label.as_deref(),
        organizations: &organizations,
        number: credential.id.0,
        issued_at: issued_at(&credential),
        site_name: &site.name,
        site_url: &sites::public_url(ctx, site),
    };
    Ok(written(text, told))
}

async fn of_test(ctx: &Ctx, site: &site::Model, mail: &outgoing_mail::Model) -> Result<Result<Letter, Attempt>, Fault> {
    let id = CompletionMailId(mail.subject_id);
    let Some(text) = store::completion_mail::by_ids(&ctx.db.read, site.id, &[id])
        .await?
        .pop()
    else {
        return Ok(Err(Attempt::NoLongerDue));
    };
    let url = sites::public_url(ctx, site);
    let [sample, _] = samples();
    let told = Told {
        language: language(&text, None),
        site_name: &site.name,
        site_url: &url,
        ..sample
    };
    Ok(written(&text, told))
}

/// The mail's own language, else the certificate's.
fn language<'a>(text: &'a completion_mail::Model, certificate: Option<&'a str>) -> &'a str {
    text.language.as_deref().or(certificate).unwrap_or("en")
}

fn written(text: &completion_mail::Model, told: Told<'_>) -> Result<Letter, Attempt> {
    completion(texts::own(text), told).map_err(|(part, problem)| {
        // Templates are tried before they are kept.
        let part = part.path();
        tracing::error!(completion_mail.id = %text.id, part, problem = problem.message, "a mail cannot be filled in");
        Attempt::Failed(MailError::NotFilled)
    })
}

fn addressed(ctx: &Ctx, site: &site::Model, mail: &outgoing_mail::Model, route: Route, letter: Letter) -> Mail {
    let url = sites::public_url(ctx, site);
    // A public address has a host.
    let host = host_of(&url).map_or_else(|| "localhost".to_owned(), |it| it.name().to_owned());
    let Letter {
        language,
        subject,
        text,
        html,
    } = letter;
    Mail {
        id: mail.id,
        from: Correspondent {
            name: Some(site.name.clone()),
            address: sender(ctx, site, &host),
        },
        to: route.to,
        reply_to: route.reply_to,
        host,
        written_at: mail.created_at,
        language,
        subject,
        text,
        html,
    }
}

/// The site's own address, else that of the settings, else one that nobody reads.
fn sender(ctx: &Ctx, site: &site::Model, host: &str) -> String {
    let own = site.sender_address.as_deref();
    let address = own.or_else(|| ctx.mailer.default_sender());
    address.map_or_else(|| format!("no-reply@{host}"), str::to_owned)
}
