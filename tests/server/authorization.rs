//! Who may do what: every root field of the schema for every kind of caller, compared with `authorization.txt`.
//!
//! The table is a decision, so it is changed by hand: nothing writes the file.

use std::collections::BTreeSet;

use async_graphql::parser::types::{TypeKind, TypeSystemDefinition};
use chrono::TimeDelta;
use entity::id::{EventId, OutgoingMailId};
use entity::{
    DifferenceKind, MailKind, MailState, catalog_sync, outbox_event, outgoing_mail, reconciliation, trail_verification,
};
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _};
use serde_json::{Value, json};
use tests::build;
use tests::client::{Client, Reply};
use tests::database::Engine;
use tests::persona::SOFIA;
use tests::platform::token::TokenSpec;
use uuid::Uuid;

use crate::role_holder::{grant, holder};
use crate::scene::{Scene, course_run};
use crate::stored::Stored;

tests::on_both_engines!(every_root_field_allows_whom_it_should);

const WRITTEN: &str = include_str!("authorization.txt");

/// What is asked of one root field, and what a caller gets.
struct Row {
    name: &'static str,
    field: &'static str,
    ask: Ask,
}

enum Ask {
    /// A document of this field; the answer is told by what is at the pointer.
    Query(&'static str, &'static str),
    /// The mutation with an input of its own for each caller.
    Mutation(fn(&Scenery, usize) -> Value),
}

/// What is asked about: Ada's credentials, one that everybody may see and one that waits.
struct Scenery {
    scene: Scene,
    visible: String,
    waiting: String,
    ada: String,
    run: String,
    /// The default site.
    site: String,
    sync: String,
    /// That somebody has a role; the others of one for each caller are called `held0` and so on.
    role: String,
    /// What staff keep of the catalogue: an organization, a course, a run, a program, a pathway.
    kept: [Value; 5],
    /// Two for each caller, one to be revoked alone and one in a list.
    spare: Vec<String>,
    /// Somebody who signs for the program.
    signatory: String,
    /// One for each caller: learning objects with an active and with an inactive configuration, signatories whom nothing names.
    active: Vec<Value>,
    inactive: Vec<Value>,
    deans: Vec<String>,
    /// Links to Ada's record, one for each caller to be revoked, and one to be followed and edited.
    shares: Vec<String>,
    token: String,
    drawn: Drawn,
    /// One for each caller, and one more, which nothing shows.
    pictures: Vec<Value>,
    mail: Mail,
    /// One for each caller.
    api_clients: Vec<String>,
    compared: Compared,
}

/// A comparison, and differences for each caller to repair and to ignore.
struct Compared {
    id: String,
    repairable: Vec<String>,
    ignorable: Vec<String>,
}

/// What is told by mail, and what was.
struct Mail {
    /// A text of completion mail, and some for each caller to remove.
    text: String,
    spare: Vec<String>,
    /// Mail for each caller, given up and waiting.
    failed: Vec<String>,
    queued: Vec<String>,
    /// That Ada's record was sent, and pathways for each caller.
    send: String,
    pathways: Vec<String>,
    /// Events that were given up: one to be retried, one to be dropped.
    events: [Uuid; 2],
}

/// How certificates look, and whose look is old.
struct Drawn {
    /// A template, and some for each caller to check and publish, and to remove.
    template: String,
    drafts: Vec<String>,
    spare_templates: Vec<String>,
    /// Credentials of a program that was renamed since.
    renamed: Vec<String>,
}

const CALLERS: [&str; 11] = [
    "anonymous",
    "owner",
    "learner",
    "staff",
    "service",
    "superuser",
    "restricted staff",
    "viewer",
    "registrar",
    "template author",
    "site admin",
];

const ROWS: &[Row] = &[
    query(
        "credential, visible",
        "credential",
        "{ credential(uuid: $visible) { state } }",
        "/credential",
    ),
    query(
        "credential, waiting",
        "credential",
        "{ credential(uuid: $waiting) { state } }",
        "/credential",
    ),
    query(
        "credential, its details",
        "credential",
        "{ credential(uuid: $visible) { username } }",
        "/credential/username",
    ),
    query(
        "credentials",
        "credentials",
        "{ credentials { nodes { uuid } } }",
        "/credentials/nodes",
    ),
    query(
        "courseRun",
        "courseRun",
        "{ courseRun(key: $run) { key } }",
        "/courseRun",
    ),
    query(
        "learnerStatus",
        "learnerStatus",
        "{ learnerStatus(username: \"ada\", courseRuns: [$run]) { username } }",
        "/learnerStatus/username",
    ),
    query(
        "learnerStatuses",
        "learnerStatuses",
        "{ learnerStatuses(questions: [{ username: \"ada\", courseRuns: [$run] }]) { status { username } } }",
        "/learnerStatuses/0/status/username",
    ),
    query(
        "node, credential visible",
        "node",
        "{ node(id: $visibleId) { id } }",
        "/node",
    ),
    query(
        "node, credential waiting",
        "node",
        "{ node(id: $waitingId) { id } }",
        "/node",
    ),
    query(
        "node, configuration",
        "node",
        "{ node(id: $configurationId) { id } }",
        "/node",
    ),
    query("node, user", "node", "{ node(id: $userId) { id } }", "/node"),
    query(
        "configuration",
        "configuration",
        "{ configuration(learningObject: { type: PROGRAM, id: $program }) { version } }",
        "/configuration",
    ),
    query(
        "configuration, signatories",
        "configuration",
        "{ node(id: $configurationId) { ... on CredentialConfiguration { signatories { name } } } }",
        "/node/signatories",
    ),
    query(
        "configurations",
        "configurations",
        "{ configurations { nodes { id } } }",
        "/configurations/nodes",
    ),
    query(
        "signatories",
        "signatories",
        "{ signatories { nodes { id } } }",
        "/signatories/nodes",
    ),
    query("node, signatory", "node", "{ node(id: $signatoryId) { id } }", "/node"),
    query(
        "completionMails",
        "completionMails",
        "{ completionMails { nodes { id } } }",
        "/completionMails/nodes",
    ),
    query(
        "outgoingMails",
        "outgoingMails",
        "{ outgoingMails { nodes { id } } }",
        "/outgoingMails/nodes",
    ),
    query(
        "node, completion mail",
        "node",
        "{ node(id: $completionMailId) { id } }",
        "/node",
    ),
    query(
        "node, outgoing mail",
        "node",
        "{ node(id: $outgoingMailId) { id } }",
        "/node",
    ),
    query(
        "node, record send",
        "node",
        "{ node(id: $recordSendId) { id } }",
        "/node",
    ),
    query("node, catalog sync", "node", "{ node(id: $syncId) { id } }", "/node"),
    query(
        "catalogSync",
        "catalogSync",
        "{ catalogSync(id: $syncId) { state } }",
        "/catalogSync/state",
    ),
    query(
        "catalogSyncs",
        "catalogSyncs",
        "{ catalogSyncs { nodes { state } } }",
        "/catalogSyncs/nodes",
    ),
    query(
        "node, reconciliation",
        "node",
        "{ node(id: $comparisonId) { id } }",
        "/node",
    ),
    query(
        "node, difference",
        "node",
        "{ node(id: $differenceId) { id } }",
        "/node",
    ),
    query(
        "reconciliation",
        "reconciliation",
        "{ reconciliation(id: $comparisonId) { state } }",
        "/reconciliation/state",
    ),
    query(
        "reconciliation, differences",
        "reconciliation",
        "{ reconciliation(id: $comparisonId) { differences { nodes { id } } } }",
        "/reconciliation/differences/nodes",
    ),
    query(
        "reconciliations",
        "reconciliations",
        "{ reconciliations { nodes { state } } }",
        "/reconciliations/nodes",
    ),
    query(
        "lastCleanReconciliation",
        "lastCleanReconciliation",
        "{ lastCleanReconciliation { state } }",
        "/lastCleanReconciliation",
    ),
    query(
        "reconciliationSchedule",
        "reconciliationSchedule",
        "{ reconciliationSchedule { everyDays } }",
        "/reconciliationSchedule",
    ),
    query("assets", "assets", "{ assets { nodes { id } } }", "/assets/nodes"),
    query(
        "template",
        "template",
        "{ template(id: $templateId) { name } }",
        "/template/name",
    ),
    query(
        "templates",
        "templates",
        "{ templates { nodes { id } } }",
        "/templates/nodes",
    ),
    query(
        "builtInTemplate",
        "builtInTemplate",
        "{ builtInTemplate { html } }",
        "/builtInTemplate",
    ),
    query("sites", "sites", "{ sites { nodes { name } } }", "/sites/nodes"),
    query(
        "organizations",
        "organizations",
        "{ organizations { nodes { key } } }",
        "/organizations/nodes",
    ),
    query("courses", "courses", "{ courses { nodes { key } } }", "/courses/nodes"),
    query(
        "courseRuns",
        "courseRuns",
        "{ courseRuns(search: \"LocalX\") { nodes { key } } }",
        "/courseRuns/nodes",
    ),
    query(
        "programs",
        "programs",
        "{ programs { nodes { title } } }",
        "/programs/nodes",
    ),
    query(
        "pathways",
        "pathways",
        "{ pathways { nodes { name } } }",
        "/pathways/nodes",
    ),
    query(
        "node, organization",
        "node",
        "{ node(id: $organizationId) { id } }",
        "/node",
    ),
    query("node, course", "node", "{ node(id: $courseId) { id } }", "/node"),
    query("node, pathway", "node", "{ node(id: $pathwayId) { id } }", "/node"),
    query("program", "program", "{ program(uuid: $program) { uuid } }", "/program"),
    query("node, record share", "node", "{ node(id: $shareId) { id } }", "/node"),
    query(
        "programRecord",
        "programRecord",
        "{ programRecord(program: $program, username: \"ada\") { progress } }",
        "/programRecord/progress",
    ),
    query(
        "programRecords",
        "programRecords",
        "{ programRecords(username: \"ada\") { nodes { progress } } }",
        "/programRecords/nodes",
    ),
    query(
        "sharedRecord",
        "sharedRecord",
        "{ sharedRecord(token: $token) { state } }",
        "/sharedRecord/state",
    ),
    query(
        "learner",
        "learner",
        "{ learner(username: \"ada\") { username } }",
        "/learner/username",
    ),
    query(
        "learner, mail address",
        "learner",
        "{ learner(username: \"ada\") { email } }",
        "/learner/email",
    ),
    query(
        "learners",
        "learners",
        "{ learners(search: \"ada\") { nodes { username } } }",
        "/learners/nodes",
    ),
    query(
        "auditTrail",
        "auditTrail",
        "{ auditTrail(first: 1) { nodes { action } } }",
        "/auditTrail/nodes",
    ),
    query(
        "apiClients",
        "apiClients",
        "{ apiClients { nodes { id } } }",
        "/apiClients/nodes",
    ),
    query("node, API client", "node", "{ node(id: $apiClientId) { id } }", "/node"),
    query(
        "auditTrailProof",
        "auditTrailProof",
        "{ auditTrailProof { sealedCount } }",
        "/auditTrailProof/sealedCount",
    ),
    query(
        "operations",
        "operations",
        "{ operations { failedMailCount } }",
        "/operations/failedMailCount",
    ),
    query(
        "operations, events",
        "operations",
        "{ operations { givenUpEvents { uuid } } }",
        "/operations/givenUpEvents",
    ),
    query(
        "insights",
        "insights",
        "{ insights(startsOn: \"2027-01-01\", endsOn: \"2027-01-02\") { steps { awardCount } } }",
        "/insights/steps",
    ),
    query(
        "serviceLimits",
        "serviceLimits",
        "{ serviceLimits { cost } }",
        "/serviceLimits",
    ),
    query("site", "site", "{ site { name } }", "/site/name"),
    query(
        "site, how it is run",
        "site",
        "{ site { senderAddress } }",
        "/site/senderAddress",
    ),
    query("viewer", "viewer", "{ viewer { role } }", "/viewer/role"),
    mutation("verifyAuditTrail", |_, _| json!({})),
    query("viewer, roles", "viewer", "{ viewer { roles } }", "/viewer/roles/0"),
    query(
        "roleAssignments",
        "roleAssignments",
        "{ roleAssignments(first: 1) { nodes { role } } }",
        "/roleAssignments/nodes",
    ),
    query("node, role assignment", "node", "{ node(id: $roleId) { id } }", "/node"),
    mutation("startReconciliation", |_, _| json!({})),
    mutation(
        "setReconciliationSchedule",
        |_, caller| json!({ "everyDays": caller + 1 }),
    ),
    mutation(
        "repairDifferences",
        |scenery, caller| json!({ "ids": [scenery.compared.repairable[caller]] }),
    ),
    mutation(
        "ignoreDifferences",
        |scenery, caller| json!({ "ids": [scenery.compared.ignorable[caller]], "reason": "known" }),
    ),
    mutation("syncCatalog", |_, _| json!({ "dryRun": true })),
    mutation(
        "createOrganization",
        |_, index| json!({ "key": format!("New{index}X"), "name": "New" }),
    ),
    mutation(
        "editOrganization",
        |scenery, index| json!({ "id": scenery.kept[0], "name": format!("Changed {index}") }),
    ),
    mutation(
        "createCourse",
        |_, index| json!({ "key": format!("New{index}X+CS1"), "title": "New" }),
    ),
    mutation(
        "editCourse",
        |scenery, index| json!({ "id": scenery.kept[1], "title": format!("Changed {index}") }),
    ),
    mutation(
        "createCourseRun",
        |scenery, index| json!({ "course": scenery.kept[1], "key": format!("course-v1:New{index}X+CS1+2026") }),
    ),
    mutation(
        "editCourseRun",
        |scenery, index| json!({ "id": scenery.kept[2], "title": format!("Changed {index}") }),
    ),
    mutation("createProgram", |_, _| json!({ "title": "New" })),
    mutation(
        "editProgram",
        |scenery, index| json!({ "id": scenery.kept[3], "title": format!("Changed {index}") }),
    ),
    mutation(
        "createPathway",
        |_, _| json!({ "name": "New", "organizationName": "New", "kind": "CREDIT" }),
    ),
    mutation(
        "editPathway",
        |scenery, index| json!({ "id": scenery.kept[4], "name": format!("Changed {index}") }),
    ),
    mutation("awardCredential", |scenery, index| {
        scenery.scene.input(&format!("award{index}"))
    }),
    mutation(
        "awardCredentials",
        |scenery, index| json!({ "items": [scenery.scene.input(&format!("many{index}"))] }),
    ),
    mutation(
        "createSite",
        |_, index| json!({ "name": "North", "publicUrl": format!("https://north{index}.example.org") }),
    ),
    mutation(
        "editSite",
        |scenery, index| json!({ "id": scenery.site, "name": format!("Site {index}") }),
    ),
    mutation(
        "createApiClient",
        |_, index| json!({ "name": format!("Program {index}"), "scopes": ["CREDENTIALS_READ"] }),
    ),
    mutation(
        "editApiClient",
        |scenery, index| json!({ "id": scenery.api_clients[index], "scopes": ["GRADES_WRITE"] }),
    ),
    mutation(
        "rotateApiClientKey",
        |scenery, index| json!({ "id": scenery.api_clients[index], "overlapMinutes": 5 }),
    ),
    mutation(
        "revokeApiClient",
        |scenery, index| json!({ "id": scenery.api_clients[index] }),
    ),
    mutation(
        "recordGrades",
        |scenery, index| json!({ "items": [{ "username": format!("grade{index}"), "courseKey": scenery.run, "percent": "0.5" }] }),
    ),
    mutation(
        "revokeCredential",
        |scenery, index| json!({ "uuid": scenery.spare[index] }),
    ),
    mutation(
        "revokeCredentials",
        |scenery, index| json!({ "items": [{ "uuid": scenery.spare[CALLERS.len() + index] }], "reason": "A test." }),
    ),
    mutation(
        "createConfiguration",
        |_, index| json!({ "learningObject": course_run(&format!("course-v1:ExampleX+New{index}+1")) }),
    ),
    mutation(
        "editConfiguration",
        |scenery, index| json!({ "learningObject": scenery.scene.program(), "title": format!("Title {index}") }),
    ),
    mutation(
        "deactivateConfiguration",
        |scenery, index| json!({ "learningObject": scenery.active[index] }),
    ),
    mutation(
        "activateConfiguration",
        |scenery, index| json!({ "learningObject": scenery.inactive[index] }),
    ),
    mutation(
        "createSignatory",
        |_, index| json!({ "name": format!("Dean {index}"), "title": "Dean" }),
    ),
    mutation(
        "editSignatory",
        |scenery, index| json!({ "id": scenery.signatory, "name": format!("Dean {index}") }),
    ),
    mutation(
        "editAsset",
        |scenery, index| json!({ "id": scenery.pictures[CALLERS.len()], "name": format!("Seal {index}") }),
    ),
    mutation("deleteAsset", |scenery, index| json!({ "id": scenery.pictures[index] })),
    mutation(
        "createTemplate",
        |_, index| json!({ "name": format!("Template {index}"), "html": crate::mutation::template::GOOD }),
    ),
    mutation(
        "editTemplate",
        |scenery, index| json!({ "id": scenery.drawn.template, "name": format!("Diploma {index}") }),
    ),
    mutation(
        "checkTemplate",
        |scenery, index| json!({ "id": scenery.drawn.drafts[index], "expectedVersion": 1, "sheets": tests::template::sheets(500.0) }),
    ),
    mutation(
        "publishTemplate",
        |scenery, index| json!({ "id": scenery.drawn.drafts[index] }),
    ),
    mutation(
        "deleteTemplate",
        |scenery, index| json!({ "id": scenery.drawn.spare_templates[index] }),
    ),
    mutation(
        "createCompletionMail",
        |_, index| json!({ "programType": format!("type-{index}") }),
    ),
    mutation(
        "editCompletionMail",
        |scenery, index| json!({ "id": scenery.mail.text, "subject": format!("Subject {index}") }),
    ),
    mutation(
        "deleteCompletionMail",
        |scenery, index| json!({ "id": scenery.mail.spare[index] }),
    ),
    mutation("previewCompletionMail", |_, _| json!({})),
    mutation("testCompletionMail", |scenery, _| json!({ "id": scenery.mail.text })),
    mutation(
        "retryOutgoingMail",
        |scenery, index| json!({ "id": scenery.mail.failed[index] }),
    ),
    mutation(
        "dropOutgoingMail",
        |scenery, index| json!({ "id": scenery.mail.queued[index] }),
    ),
    mutation("retryEvent", |scenery, _| json!({ "uuid": scenery.mail.events[0] })),
    mutation("dropEvent", |scenery, _| json!({ "uuid": scenery.mail.events[1] })),
    mutation("previewCertificate", |_, _| json!({})),
    mutation(
        "refreshCredential",
        |scenery, index| json!({ "uuid": scenery.drawn.renamed[index], "reason": "a new name" }),
    ),
    mutation(
        "deleteSignatory",
        |scenery, index| json!({ "id": scenery.deans[index] }),
    ),
    mutation("setCredentialVisibility", |scenery, index| {
        // Private, it would not exist for those who come after its owner.
        let uuid = if CALLERS[index] == "owner" {
            &scenery.waiting
        } else {
            &scenery.visible
        };
        json!({ "uuid": uuid, "visibility": "PRIVATE" })
    }),
    mutation(
        "shareRecord",
        |scenery, _| json!({ "program": scenery.scene.program.uuid }),
    ),
    mutation(
        "editRecordShare",
        |scenery, index| json!({ "id": scenery.shares[CALLERS.len()], "label": format!("label {index}") }),
    ),
    mutation("sendRecord", |scenery, index| {
        json!({ "program": scenery.scene.program.uuid, "pathway": scenery.mail.pathways[index], "username": "ada",
            "hasConsent": true })
    }),
    mutation(
        "editRecordSend",
        |scenery, _| json!({ "id": scenery.mail.send, "hasUpdates": false }),
    ),
    mutation(
        "replaceUsernames",
        |_, index| json!({ "items": [{ "current": format!("spare{index}"), "desired": format!("renamed.{index}") }] }),
    ),
    mutation(
        "retireUser",
        |_, index| json!({ "username": format!("grade{index}"), "lmsUserId": 7000 + index }),
    ),
    mutation(
        "revokeRecordShare",
        |scenery, index| json!({ "id": scenery.shares[index] }),
    ),
    mutation(
        "grantRole",
        |_, index| json!({ "username": format!("role{index}"), "role": "SITE_ADMIN" }),
    ),
    mutation(
        "revokeRole",
        |_, index| json!({ "username": format!("held{index}"), "role": "VIEWER" }),
    ),
];

const fn query(name: &'static str, field: &'static str, document: &'static str, pointer: &'static str) -> Row {
    Row {
        name,
        field,
        ask: Ask::Query(document, pointer),
    }
}

const fn mutation(field: &'static str, input: fn(&Scenery, usize) -> Value) -> Row {
    Row {
        name: field,
        field,
        ask: Ask::Mutation(input),
    }
}

async fn every_root_field_allows_whom_it_should(engine: Engine) {
    let asked: BTreeSet<String> = ROWS.iter().map(|it| it.field.to_owned()).collect();
    assert_eq!(
        asked,
        root_fields(),
        "each root field needs a row here and in authorization.txt"
    );

    let scenery = Scenery::open(engine).await;
    let app = &scenery.scene.app;
    let restricted = app.bearer(&TokenSpec::of(&SOFIA).restricted());
    let callers: [Client; CALLERS.len()] = [
        app.anonymous(),
        app.learner("ada"),
        app.learner("grace"),
        app.staff(),
        app.service(),
        app.superuser(),
        restricted,
        holder(app, "vera", 5001, "VIEWER").await,
        holder(app, "rita", 5002, "REGISTRAR").await,
        holder(app, "theo", 5003, "TEMPLATE_AUTHOR").await,
        holder(app, "sam", 5004, "SITE_ADMIN").await,
    ];
    for caller in &callers {
        caller.query("{ viewer { id } }").await.data();
    }
    let mut table = line("", &CALLERS.map(str::to_owned));
    for row in ROWS {
        let mut cells = Vec::new();
        for (index, caller) in callers.iter().enumerate() {
            cells.push(scenery.cell(row, caller, index).await);
        }
        table.push_str(&line(row.name, &cells));
    }
    assert!(
        table == WRITTEN,
        "authorization.txt says\n{WRITTEN}\nbut the server does\n{table}"
    );
}

fn line(name: &str, cells: &[String]) -> String {
    let cells = cells
        .iter()
        .fold(String::new(), |line, it| line + &format!("  {it:<16}"));
    format!("{name:<26}{cells}").trim_end().to_owned() + "\n"
}

/// The fields of the roots, as the schema has them.
fn root_fields() -> BTreeSet<String> {
    let schema = async_graphql::parser::parse_schema(server::graphql::sdl()).expect("a schema");
    let mut fields = BTreeSet::new();
    for definition in schema.definitions {
        if let TypeSystemDefinition::Type(it) = definition
            && ["Query", "Mutation"].contains(&it.node.name.node.as_str())
            && let TypeKind::Object(object) = it.node.kind
        {
            fields.extend(object.fields.iter().map(|it| it.node.name.node.to_string()));
        }
    }
    fields
}

/// Links to Ada's record, and what opens the last one.
async fn shared(scene: &Scene) -> (Vec<String>, String) {
    let (mut shares, mut token) = (Vec::new(), String::new());
    for _ in 0..=CALLERS.len() {
        let input = json!({ "program": scene.program.uuid });
        let reply = scene
            .app
            .learner("ada")
            .mutate("shareRecord", input, "recordShare { id url }")
            .await;
        shares.push(reply.text_at("/shareRecord/recordShare/id").to_owned());
        let url = reply.text_at("/shareRecord/recordShare/url");
        url.rsplit('/').next().expect("a token").clone_into(&mut token);
    }
    (shares, token)
}

impl Mail {
    async fn by(scene: &Scene) -> Self {
        let db = scene.app.db();
        let text = build::completion_mail().off().insert(db).await;
        let person = Stored::read(&scene.app).await.credentials[0].user_id;
        let (mut spare, mut failed, mut queued) = (Vec::new(), Vec::new(), Vec::new());
        for index in 0..CALLERS.len() {
            let other = build::completion_mail().of_type(&format!("spare-{index}"));
            spare.push(format!("completionMail:{}", other.insert(db).await.id));
            for (list, state) in [(&mut failed, MailState::Failed), (&mut queued, MailState::Queued)] {
                let id = Uuid::from_u128(
                    0x0190_0000_0000_7000_9000_0000_0000_0000
                        | (2 * index as u128)
                        | u128::from(state == MailState::Failed),
                );
                let row = outgoing_mail::Model {
                    id: OutgoingMailId(id),
                    site_id: text.site_id,
                    user_id: person,
                    kind: MailKind::Test,
                    subject_id: text.id.0,
                    dedupe_key: format!("{state} {index}"),
                    state,
                    attempts: 12,
                    next_attempt_at: scene.app.now(),
                    last_error: None,
                    version: 25,
                    created_at: scene.app.now(),
                    ended_at: None,
                };
                row.into_active_model().insert(db).await.expect("a mail");
                list.push(format!("outgoingMail:{id}"));
            }
        }
        let told = Stored::read(&scene.app).await.events[0].clone();
        let events = [1, 2].map(|it| Uuid::from_u128(0x0190_0000_0000_7000_a000_0000_0000_0000 | it));
        for id in events {
            let event = outbox_event::Model {
                id: EventId(id),
                attempts: 12,
                ..told.clone()
            };
            event.into_active_model().insert(db).await.expect("an event");
        }
        let mut pathways = Vec::new();
        for index in 0..CALLERS.len() {
            let pathway = build::pathway(&format!("Credit {index}"));
            pathways.push(pathway.insert(&scene.program, db).await.uuid.to_string());
        }
        let pathway = build::pathway("Credit").insert(&scene.program, db).await;
        let input = json!({ "program": scene.program.uuid, "pathway": pathway.uuid, "hasConsent": true });
        let sent = scene
            .app
            .learner("ada")
            .mutate("sendRecord", input, "recordSend { id } userErrors { code }")
            .await;
        Self {
            send: sent.text_at("/sendRecord/recordSend/id").to_owned(),
            pathways,
            events,
            text: format!("completionMail:{}", text.id),
            spare,
            failed,
            queued,
        }
    }
}

impl Drawn {
    async fn by(scene: &Scene) -> Self {
        let make = async || {
            let input = json!({ "name": "Diploma", "html": crate::mutation::template::GOOD });
            let made = scene
                .app
                .staff()
                .mutate("createTemplate", input, "template { id }")
                .await;
            made.text_at("/createTemplate/template/id").to_owned()
        };
        let template = make().await;
        let (mut drafts, mut spare_templates, mut renamed) = (Vec::new(), Vec::new(), Vec::new());
        let program = build::program("Before").insert(scene.app.db()).await;
        build::configuration_of_program(&program).insert(scene.app.db()).await;
        let object = json!({ "type": "PROGRAM", "id": program.uuid });
        for index in 0..CALLERS.len() {
            drafts.push(make().await);
            spare_templates.push(make().await);
            let input = json!({ "username": format!("renamed{index}"), "learningObject": object });
            let payload = crate::scene::award(&scene.app.service(), input).await;
            renamed.push(crate::scene::text(&payload["credential"]["uuid"]));
        }
        let title = json!({ "learningObject": object, "title": "After" });
        scene
            .app
            .staff()
            .mutate("editConfiguration", title, "outcome")
            .await
            .data();
        Self {
            template,
            drafts,
            spare_templates,
            renamed,
        }
    }
}

impl Compared {
    async fn by(scene: &Scene) -> Self {
        let app = &scene.app;
        let run = build::reconciliation().insert(app.db()).await;
        let (mut repairable, mut ignorable) = (Vec::new(), Vec::new());
        for index in 0..2 * CALLERS.len() {
            let difference = build::difference(run.id, DifferenceKind::AwardMissing)
                .named(&format!("missing{index}"))
                .in_run("course-v1:ExampleX+M+1")
                .between(None, Some("downloadable"))
                .insert(app.db())
                .await;
            let list = if index < CALLERS.len() {
                &mut repairable
            } else {
                &mut ignorable
            };
            list.push(format!("difference:{}", difference.id));
        }
        Self {
            id: format!("reconciliation:{}", run.id),
            repairable,
            ignorable,
        }
    }
}

/// A role for each caller to revoke, and one more, whose id is told.
async fn granted(scene: &Scene) -> String {
    let staff = scene.app.staff();
    for index in 0..CALLERS.len() {
        let outcome = grant(&staff, &format!("held{index}"), "VIEWER").await;
        assert_eq!(outcome, "GRANTED");
    }
    let role = json!({ "username": "held", "role": "VIEWER" });
    let role = staff.mutate("grantRole", role, "roleAssignment { id }").await;
    role.text_at("/grantRole/roleAssignment/id").to_owned()
}

/// A picture for each caller, and one more.
async fn pictures(scene: &Scene) -> Vec<Value> {
    let mut pictures = Vec::new();
    for size in 40..=40 + u32::try_from(CALLERS.len()).expect("a few") {
        let uploaded = crate::asset::upload(&scene.app, size).await;
        pictures.push(uploaded.json["asset"]["id"].clone());
    }
    pictures
}

/// An API client for each caller.
async fn api_clients(scene: &Scene) -> Vec<String> {
    let staff = scene.app.staff();
    let mut api_clients = Vec::new();
    for index in 0..CALLERS.len() {
        let input = json!({ "name": format!("Spare {index}"), "scopes": ["CREDENTIALS_WRITE"] });
        let made = staff.mutate("createApiClient", input, "apiClient { id }").await;
        api_clients.push(made.text_at("/createApiClient/apiClient/id").to_owned());
    }
    api_clients
}

impl Scenery {
    async fn open(engine: Engine) -> Self {
        let scene = Scene::open(engine).await;
        let visible = scene.awarded("ada").await;
        let later = scene.app.now() + TimeDelta::days(1);
        let course = build::course("Thinking with Data").insert(scene.app.db()).await;
        let run = build::course_run(&course).insert(scene.app.db()).await;
        let object = course_run(run.key.as_str());
        let input = json!({ "username": "ada", "learningObject": object, "dateOverride": later });
        let waiting = crate::scene::award(&scene.app.service(), input).await["credential"]["uuid"].clone();
        let ada = scene.app.learner("ada").query("{ viewer { id } }").await;
        let site = scene
            .app
            .anonymous()
            .query("{ site { id } }")
            .await
            .text_at("/site/id")
            .to_owned();
        let sender = json!({ "id": site, "senderAddress": "noreply@example.org" });
        scene
            .app
            .superuser()
            .mutate("editSite", sender, "userErrors { code }")
            .await
            .data();
        let sync = scene
            .app
            .staff()
            .mutate("syncCatalog", json!({}), "catalogSync { id }")
            .await;
        let mut spare = Vec::new();
        for index in 0..2 * CALLERS.len() {
            spare.push(scene.awarded(&format!("spare{index}")).await);
        }
        let db = scene.app.db();
        let dean = build::signatory("Dean").insert(db).await;
        let signed = json!({ "learningObject": scene.program(), "signatories": [format!("signatory:{}", dean.id)] });
        scene
            .app
            .staff()
            .mutate("editConfiguration", signed, "outcome")
            .await
            .data();
        let (mut active, mut inactive, mut deans) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..CALLERS.len() {
            for (objects, is_active) in [(&mut active, true), (&mut inactive, false)] {
                let run = build::course_run(&course).insert(db).await;
                let configuration = build::configuration_of_run(&run);
                let configuration = if is_active {
                    configuration
                } else {
                    configuration.inactive()
                };
                configuration.insert(db).await;
                objects.push(course_run(run.key.as_str()));
            }
            let dean = build::signatory("Dean").insert(db).await;
            deans.push(format!("signatory:{}", dean.id));
        }
        let role = granted(&scene).await;
        let (shares, token) = shared(&scene).await;
        let drawn = Drawn::by(&scene).await;
        let pictures = pictures(&scene).await;
        let mail = Mail::by(&scene).await;
        let api_clients = api_clients(&scene).await;
        let compared = Compared::by(&scene).await;
        Self {
            api_clients,
            mail,
            compared,
            drawn,
            pictures,
            signatory: format!("signatory:{}", dean.id),
            active,
            inactive,
            deans,
            shares,
            token,
            visible,
            waiting: crate::scene::text(&waiting),
            ada: ada.text_at("/viewer/id").to_owned(),
            run: run.key.to_string(),
            site,
            kept: crate::mutation::catalog::by_hand::one_of_each(&scene.app).await,
            sync: sync.text_at("/syncCatalog/catalogSync/id").to_owned(),
            role,
            spare,
            scene,
        }
    }

    /// What a caller gets, in a word.
    async fn cell(&self, row: &Row, caller: &Client, index: usize) -> String {
        match row.ask {
            Ask::Query(document, pointer) => {
                let reply = caller.query(&self.filled(document)).await;
                error(&reply).unwrap_or_else(|| found(reply.data().pointer(pointer)))
            }
            Ask::Mutation(input) => {
                // What the caller before has asked for is over.
                let over = catalog_sync::Entity::delete_many().exec(self.scene.app.db()).await;
                over.expect("no run is under way");
                let asked = trail_verification::Entity::delete_many()
                    .exec(self.scene.app.db())
                    .await;
                asked.expect("no verification is asked for");
                let over = reconciliation::Entity::delete_many().exec(self.scene.app.db()).await;
                over.expect("no comparison is under way");
                let before = Stored::read(&self.scene.app).await;
                let reply = caller
                    .mutate(row.field, input(self, index), "userErrors { code }")
                    .await;
                let after = Stored::read(&self.scene.app).await;
                let refusal = error(&reply).or_else(|| refused(&reply, row.field));
                // The only one that shows without writing.
                let is_unchanged = refusal.is_some() || row.field == "previewCompletionMail";
                assert_eq!(before == after, is_unchanged, "{}: {}", row.name, reply.text);
                refusal.unwrap_or_else(|| {
                    assert_eq!(reply.at(&format!("/{}/userErrors", row.field)), &json!([]));
                    "done".to_owned()
                })
            }
        }
    }

    fn filled(&self, document: &str) -> String {
        let quoted = |it: String| format!("\"{it}\"");
        document
            .replace("$visibleId", &quoted(format!("credential:{}", self.visible)))
            .replace("$waitingId", &quoted(format!("credential:{}", self.waiting)))
            .replace(
                "$configurationId",
                &quoted(format!("configuration:{}", self.scene.configuration.id)),
            )
            .replace("$organizationId", &self.kept[0].to_string())
            .replace("$courseId", &self.kept[1].to_string())
            .replace("$pathwayId", &self.kept[4].to_string())
            .replace("$templateId", &quoted(self.drawn.template.clone()))
            .replace("$signatoryId", &quoted(self.signatory.clone()))
            .replace("$completionMailId", &quoted(self.mail.text.clone()))
            .replace("$recordSendId", &quoted(self.mail.send.clone()))
            .replace("$apiClientId", &quoted(self.api_clients[0].clone()))
            .replace("$outgoingMailId", &quoted(self.mail.failed[0].clone()))
            .replace("$userId", &quoted(self.ada.clone()))
            .replace("$shareId", &quoted(self.shares[0].clone()))
            .replace("$token", &quoted(self.token.clone()))
            .replace("$visible", &quoted(self.visible.clone()))
            .replace("$waiting", &quoted(self.waiting.clone()))
            .replace("$roleId", &quoted(self.role.clone()))
            .replace("$syncId", &quoted(self.sync.clone()))
            .replace("$comparisonId", &quoted(self.compared.id.clone()))
            .replace("$differenceId", &quoted(self.compared.repairable[0].clone()))
            .replace("$run", &quoted(self.run.clone()))
            .replace("$program", &quoted(self.scene.program.uuid.to_string()))
    }
}

fn error(reply: &Reply) -> Option<String> {
    reply.codes().first().map(|it| (*it).to_owned())
}

/// Why the payload of a mutation refuses.
fn refused(reply: &Reply, field: &str) -> Option<String> {
    let code = reply.json["data"][field]["userErrors"][0]["code"].as_str();
    code.map(str::to_owned)
}

/// `seen`, or what there is instead; of lists how many, of texts which.
fn found(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "null".to_owned(),
        Some(Value::Array(items)) => items.len().to_string(),
        Some(Value::String(text)) => text.clone(),
        Some(_) => "seen".to_owned(),
    }
}
