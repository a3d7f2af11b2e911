//! Names, descriptions and types of single fields.

use async_graphql::parser::types::{ConstDirective, TypeKind};
use async_graphql::{Positioned, Value};
use chrono::NaiveDate;

use super::{Schema, assert_only, nodes};

const LIBRARY: &str = "written by async-graphql, which takes no description for it";
const SAYS_ITSELF: &str = "the input's own type says what it is";

#[test]
fn everything_has_a_description() {
    let schema = Schema::read();
    let types = schema
        .0
        .iter()
        .filter(|(_, it)| it.description.is_none())
        .map(|(name, _)| name.clone());
    let places = schema
        .places()
        .into_iter()
        .filter(|it| !it.is_described)
        .map(|it| it.path);
    let values = schema
        .values()
        .into_iter()
        .filter(|(.., is_described)| !is_described)
        .map(|(path, ..)| path);
    assert_only(
        types.chain(places).chain(values),
        &[
            ("ApiClientConnection", LIBRARY),
            ("AssetConnection", LIBRARY),
            ("CredentialConfigurationConnection", LIBRARY),
            ("CatalogSyncConnection", LIBRARY),
            ("CourseConnection", LIBRARY),
            ("CourseRunConnection", LIBRARY),
            ("CredentialConnection", LIBRARY),
            ("OrganizationConnection", LIBRARY),
            ("PathwayConnection", LIBRARY),
            ("ProgramConnection", LIBRARY),
            ("SignatoryConnection", LIBRARY),
            ("CompletionMailConnection", LIBRARY),
            ("OutgoingMailConnection", LIBRARY),
            ("SiteConnection", LIBRARY),
            ("TemplateConnection", LIBRARY),
            ("Mutation.createApiClient(input:)", SAYS_ITSELF),
            ("Mutation.editApiClient(input:)", SAYS_ITSELF),
            ("Mutation.rotateApiClientKey(input:)", SAYS_ITSELF),
            ("Mutation.revokeApiClient(input:)", SAYS_ITSELF),
            ("Mutation.deleteAsset(input:)", SAYS_ITSELF),
            ("Mutation.editAsset(input:)", SAYS_ITSELF),
            ("Mutation.checkTemplate(input:)", SAYS_ITSELF),
            ("Mutation.createTemplate(input:)", SAYS_ITSELF),
            ("Mutation.deleteTemplate(input:)", SAYS_ITSELF),
            ("Mutation.sendRecord(input:)", SAYS_ITSELF),
            ("Mutation.editRecordSend(input:)", SAYS_ITSELF),
            ("Mutation.createCompletionMail(input:)", SAYS_ITSELF),
            ("Mutation.editCompletionMail(input:)", SAYS_ITSELF),
            ("Mutation.deleteCompletionMail(input:)", SAYS_ITSELF),
            ("Mutation.previewCompletionMail(input:)", SAYS_ITSELF),
            ("Mutation.testCompletionMail(input:)", SAYS_ITSELF),
            ("Mutation.retryOutgoingMail(input:)", SAYS_ITSELF),
            ("Mutation.dropOutgoingMail(input:)", SAYS_ITSELF),
            ("Mutation.retryEvent(input:)", SAYS_ITSELF),
            ("Mutation.dropEvent(input:)", SAYS_ITSELF),
            ("Mutation.editTemplate(input:)", SAYS_ITSELF),
            ("Mutation.previewCertificate(input:)", SAYS_ITSELF),
            ("Mutation.publishTemplate(input:)", SAYS_ITSELF),
            ("Mutation.refreshCredential(input:)", SAYS_ITSELF),
            ("Mutation.awardCredential(input:)", SAYS_ITSELF),
            ("Mutation.awardCredentials(input:)", SAYS_ITSELF),
            ("Mutation.createSite(input:)", SAYS_ITSELF),
            ("Mutation.editSite(input:)", SAYS_ITSELF),
            ("Mutation.editRecordShare(input:)", SAYS_ITSELF),
            ("Mutation.recordGrades(input:)", SAYS_ITSELF),
            ("Mutation.createCourse(input:)", SAYS_ITSELF),
            ("Mutation.createCourseRun(input:)", SAYS_ITSELF),
            ("Mutation.createOrganization(input:)", SAYS_ITSELF),
            ("Mutation.createPathway(input:)", SAYS_ITSELF),
            ("Mutation.createProgram(input:)", SAYS_ITSELF),
            ("Mutation.editCourse(input:)", SAYS_ITSELF),
            ("Mutation.editCourseRun(input:)", SAYS_ITSELF),
            ("Mutation.editOrganization(input:)", SAYS_ITSELF),
            ("Mutation.editPathway(input:)", SAYS_ITSELF),
            ("Mutation.editProgram(input:)", SAYS_ITSELF),
            ("Mutation.revokeCredential(input:)", SAYS_ITSELF),
            ("Mutation.revokeCredentials(input:)", SAYS_ITSELF),
            ("Mutation.activateConfiguration(input:)", SAYS_ITSELF),
            ("Mutation.createConfiguration(input:)", SAYS_ITSELF),
            ("Mutation.createSignatory(input:)", SAYS_ITSELF),
            ("Mutation.deactivateConfiguration(input:)", SAYS_ITSELF),
            ("Mutation.deleteSignatory(input:)", SAYS_ITSELF),
            ("Mutation.editConfiguration(input:)", SAYS_ITSELF),
            ("Mutation.editSignatory(input:)", SAYS_ITSELF),
            ("Mutation.syncCatalog(input:)", SAYS_ITSELF),
            ("Mutation.verifyAuditTrail(input:)", SAYS_ITSELF),
            ("Mutation.revokeRecordShare(input:)", SAYS_ITSELF),
            ("Mutation.setCredentialVisibility(input:)", SAYS_ITSELF),
            ("Mutation.shareRecord(input:)", SAYS_ITSELF),
            ("Mutation.replaceUsernames(input:)", SAYS_ITSELF),
            ("Mutation.retireUser(input:)", SAYS_ITSELF),
            ("Mutation.grantRole(input:)", SAYS_ITSELF),
            ("Mutation.revokeRole(input:)", SAYS_ITSELF),
            ("ReconciliationConnection", LIBRARY),
            ("ReconciliationDifferenceConnection", LIBRARY),
            ("ProgramRecordConnection", LIBRARY),
            ("LearnerSummaryConnection", LIBRARY),
            ("AuditTrailEntryConnection", LIBRARY),
            ("RoleAssignmentConnection", LIBRARY),
        ],
    );
}

#[test]
fn descriptions_say_something() {
    let schema = Schema::read();
    let sdl = server::graphql::sdl();
    assert_eq!(
        sdl.matches("Implement the").count(),
        1,
        "only the library's DateTime is described from the inside"
    );
    assert!(schema.0.len() > 30);
}

#[test]
fn names_have_the_case_of_their_kind() {
    let schema = Schema::read();
    let is_pascal = |it: &str| {
        it.starts_with(|first: char| first.is_ascii_uppercase()) && it.chars().all(|it| it.is_ascii_alphanumeric())
    };
    let is_camel = |it: &str| {
        it.starts_with(|first: char| first.is_ascii_lowercase()) && it.chars().all(|it| it.is_ascii_alphanumeric())
    };
    let is_screaming = |it: &str| {
        it.chars()
            .all(|it| it.is_ascii_uppercase() || it.is_ascii_digit() || it == '_')
    };
    let types = schema.0.keys().filter(|it| !is_pascal(it)).cloned();
    let places = schema
        .places()
        .into_iter()
        .filter(|it| !is_camel(it.name))
        .map(|it| it.path);
    let values = schema
        .values()
        .into_iter()
        .filter(|(_, name, _)| !is_screaming(name))
        .map(|(path, ..)| path);
    assert_only(types.chain(places).chain(values), &[]);
}

#[test]
fn queries_are_nouns() {
    let schema = Schema::read();
    let verbs = ["get", "list", "all", "fetch", "find"];
    let is_verb = |name: &str| {
        verbs.iter().any(|it| {
            name.strip_prefix(it)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_uppercase))
        })
    };
    let queries = schema.fields("Query").into_iter().map(|it| it.name.node.to_string());
    assert_only(queries.filter(|it| is_verb(it)), &[]);
}

#[test]
fn instants_end_in_at_and_nothing_else_does() {
    const ASKED_FOR: &str = "the contract's own name";
    const BOUND: &str = "a bound of a filter, named for the instants it bounds";
    let schema = Schema::read();
    let is_told_apart = |it: &super::Place<'_>| (it.named() == "DateTime") != it.name.ends_with("At");
    assert_only(
        schema.places().into_iter().filter(is_told_apart).map(|it| it.path),
        &[
            ("AwardCredentialInput.dateOverride", ASKED_FOR),
            ("Credential.dateOverride", ASKED_FOR),
            ("AuditTrailFilter.happenedAfter", BOUND),
            ("AuditTrailFilter.happenedBefore", BOUND),
            ("CredentialFilter.awardedAfter", BOUND),
            ("CredentialFilter.awardedBefore", BOUND),
            ("CredentialFilter.changedSince", BOUND),
        ],
    );
    let days = schema
        .places()
        .into_iter()
        .filter(|it| (it.named() == "Date") != it.name.ends_with("On"));
    assert_only(days.map(|it| it.path), &[]);
}

#[test]
fn yes_or_no_is_a_question() {
    const SWITCH: &str = "a switch of a request, not a fact of an object";
    const ORDER: &str = "what the service is asked to do from now on";
    let schema = Schema::read();
    let is_question = |name: &str| {
        ["is", "has", "can", "shows"].iter().any(|it| {
            name.strip_prefix(it)
                .is_some_and(|rest| rest.starts_with(char::is_uppercase))
        })
    };
    let booleans = schema
        .places()
        .into_iter()
        .filter(|it| it.named() == "Boolean" && !is_question(it.name));
    assert_only(
        booleans.map(|it| it.path),
        &[
            ("AwardCredentialsInput.dryRun", SWITCH),
            ("AwardCredentialsInput.partial", SWITCH),
            ("SyncCatalogInput.allowMassDelete", SWITCH),
            ("SyncCatalogInput.dryRun", SWITCH),
            ("RecordGradesInput.dryRun", SWITCH),
            ("RecordGradesInput.partial", SWITCH),
            ("RevokeCredentialsInput.dryRun", SWITCH),
            ("RevokeCredentialsInput.partial", SWITCH),
            ("ReplaceUsernamesInput.dryRun", SWITCH),
            ("ReplaceUsernamesInput.partial", SWITCH),
            ("CreateConfigurationInput.awardAutomatically", ORDER),
            ("EditConfigurationInput.awardAutomatically", ORDER),
            ("CredentialConfiguration.awardAutomatically", ORDER),
        ],
    );
}

#[test]
fn references_hold_the_object() {
    const ANOTHERS: &str = "a number of the learning platform, not an object of this API";
    let schema = Schema::read();
    let ids = schema
        .places()
        .into_iter()
        .filter(|it| it.name.ends_with("Id") || it.name.ends_with("Ids"));
    assert_only(
        ids.map(|it| it.path),
        &[
            ("AwardCredentialInput.lmsUserId", ANOTHERS),
            ("GradeInput.lmsUserId", ANOTHERS),
            ("Learner.lmsUserId", ANOTHERS),
            ("LearnerStatus.lmsUserId", ANOTHERS),
            ("LearnerStatusQuestion.lmsUserId", ANOTHERS),
            ("Query.learnerStatus(lmsUserId:)", ANOTHERS),
            ("RetireUserInput.lmsUserId", ANOTHERS),
        ],
    );
}

#[test]
fn what_is_deprecated_says_until_when() {
    let schema = Schema::read();
    let mut deprecated = Vec::new();
    for (owner, it) in &schema.0 {
        for field in schema.fields(owner) {
            deprecated.extend(reason(&field.directives).map(|it| (format!("{owner}.{}", field.name.node), it)));
        }
        for input in schema.inputs(owner) {
            deprecated.extend(reason(&input.directives).map(|it| (format!("{owner}.{}", input.name.node), it)));
        }
        if let TypeKind::Enum(it) = &it.kind {
            for value in nodes(&it.values) {
                deprecated.extend(reason(&value.directives).map(|it| (format!("{owner}.{}", value.value.node), it)));
            }
        }
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "whether a date has passed is asked of the real clock"
    )]
    let today = chrono::Utc::now().date_naive();
    assert_only(
        deprecated
            .into_iter()
            .filter(|(_, reason)| !promises(reason, today))
            .map(|(path, _)| path),
        &[],
    );
}

#[test]
fn promise_of_a_deprecation_is_read() {
    let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
    let reason = "Use `uuid`. Goes after 2027-03-01.";
    assert!(promises(reason, day("2027-03-01")));
    assert!(!promises(reason, day("2027-03-02")));
    assert!(!promises("Use `uuid`.", day("2027-03-01")));
    assert!(!promises("Goes after 2027-03-01.", day("2027-03-01")));
}

/// Whether a reason reads ``Use `x`. Goes after <day>.`` with a day that has not passed.
fn promises(reason: &str, today: NaiveDate) -> bool {
    let read = || {
        let (instead, day) = reason.strip_prefix("Use `")?.split_once("`. Goes after ")?;
        let day: NaiveDate = day.strip_suffix('.')?.parse().ok()?;
        (!instead.is_empty()).then_some(day)
    };
    read().is_some_and(|it| it >= today)
}

/// The reason of a deprecation; empty where it gives none.
fn reason(directives: &[Positioned<ConstDirective>]) -> Option<String> {
    let directive = directives.iter().find(|it| it.node.name.node == "deprecated")?;
    Some(match directive.node.get_argument("reason").map(|it| &it.node) {
        Some(Value::String(text)) => text.clone(),
        _ => String::new(),
    })
}
