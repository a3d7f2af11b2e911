//! What the things that the trail tells of are called now.

use std::collections::HashMap;

use entity::id::{ApiClientId, CompletionMailId, CourseRunId, OrganizationId, PathwayId, ProgramId};
use entity::{AuditSubject, MailScope};
use uuid::Uuid;

use crate::context::Request;
use crate::domain::learning_object::parse_uuid;
use crate::policy::{Action, authorize};
use crate::service::Fault;
use crate::store;

/// A thing: its kind and its key.
pub type Thing = (AuditSubject, Uuid);

/// The names of things of the site, for those who may see the trail; none for what is gone or has no name. At most eight statements, however
/// many they are. Configurations, signatories, pictures, templates and courses are not looked for here.
pub async fn names(request: &Request, things: &[Thing]) -> Result<HashMap<Thing, String>, Fault> {
    let mut names = HashMap::new();
    if authorize(&request.actor, Action::ViewTrail).is_err() {
        return Ok(names);
    }
    let (db, site) = (&request.ctx.db.read, request.site.id);
    let ids = Ids(things);
    let mut add = |kind, id, name| drop(names.insert((kind, id), name));
    for it in store::catalogue::program::by_ids(db, site, &ids.of(AuditSubject::Program, ProgramId)).await? {
        add(AuditSubject::Program, it.id.0, it.title);
    }
    let organizations = ids.of(AuditSubject::Organization, OrganizationId);
    for it in store::catalogue::organization::by_ids(db, site, &organizations).await? {
        add(AuditSubject::Organization, it.id.0, it.name);
    }
    for it in store::catalogue::pathway::by_ids(db, site, &ids.of(AuditSubject::Pathway, PathwayId)).await? {
        add(AuditSubject::Pathway, it.id.0, it.name);
    }
    for it in store::api_client::by_ids(db, site, &ids.of(AuditSubject::ApiClient, ApiClientId)).await? {
        add(AuditSubject::ApiClient, it.id.0, it.name);
    }
    names.extend(course_runs(request, &ids).await?);
    names.extend(completion_mails(request, &ids).await?);
    // The trail of a site tells of no other one.
    names.insert((AuditSubject::Site, site.0), request.site.name.clone());
    Ok(names)
}

struct Ids<'a>(&'a [Thing]);

impl Ids<'_> {
    fn of<T>(&self, kind: AuditSubject, id: impl Fn(Uuid) -> T) -> Vec<T> {
        let things = self.0.iter().filter(|(it, _)| *it == kind);
        things.map(|(_, key)| id(*key)).collect()
    }
}

/// A run without a title of its own is called as its course.
async fn course_runs(request: &Request, ids: &Ids<'_>) -> Result<Vec<(Thing, String)>, Fault> {
    let db = &request.ctx.db.read;
    let runs = ids.of(AuditSubject::CourseRun, CourseRunId);
    let runs = store::catalogue::course_run::by_ids(db, request.site.id, &runs).await?;
    let courses: Vec<_> = runs.iter().map(|it| it.course_id).collect();
    let courses = store::course_run::courses(db, &courses).await?;
    let named = runs.into_iter().filter_map(|run| {
        let course = || courses.iter().find(|it| it.id == run.course_id);
        let title = run.title_override.clone().or_else(|| Some(course()?.title.clone()))?;
        Some(((AuditSubject::CourseRun, run.id.0), title))
    });
    Ok(named.collect())
}

/// A text is called as the program or the type of programs that it is for; one that is for all has no name.
async fn completion_mails(request: &Request, ids: &Ids<'_>) -> Result<Vec<(Thing, String)>, Fault> {
    let (db, site) = (&request.ctx.db.read, request.site.id);
    let mails = ids.of(AuditSubject::CompletionMail, CompletionMailId);
    let mails = store::completion_mail::by_ids(db, site, &mails).await?;
    let of_programs = mails.iter().filter(|it| it.scope == MailScope::Program);
    let uuids: Vec<Uuid> = of_programs.filter_map(|it| parse_uuid(&it.scope_key)).collect();
    let programs = store::program::by_uuids(db, site, &uuids).await?;
    let named = mails.into_iter().filter_map(|it| {
        let name = match it.scope {
            MailScope::Default => return None,
            MailScope::ProgramType => it.scope_key,
            MailScope::Program => {
                let uuid = parse_uuid(&it.scope_key);
                let program = programs.iter().find(|program| Some(program.uuid) == uuid);
                program.map_or(it.scope_key, |program| program.title.clone())
            }
        };
        Some(((AuditSubject::CompletionMail, it.id.0), name))
    });
    Ok(named.collect())
}
