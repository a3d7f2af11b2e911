//! Every address of the console. No other file spells one.

use crate::certificate_number::CertificateNumber;
use crate::path::with_query;

/// The credentials of everybody. Filters follow as its query.
pub(super) const CREDENTIALS: &str = "/console/credentials";

/// Awarding by hand.
pub(super) const AWARD: &str = "/console/award";

/// Awarding what a file lists.
pub(super) const BULK: &str = "/console/bulk";

/// Revoking what a filter of the credentials lets through. The filter follows as its query.
pub(super) const REVOKE: &str = "/console/revoke";

/// One credential with all that is known of it.
pub(super) fn credential(number: CertificateNumber) -> String {
    format!("{CREDENTIALS}/{number}")
}

/// What can be awarded. Filters follow as its query.
pub(super) const CONFIGURATIONS: &str = "/console/configurations";

/// Making a configuration.
pub(super) const NEW_CONFIGURATION: &str = "/console/configurations/new";

/// Making the configuration of the learning object of this id.
pub(super) fn new_configuration(object: &str) -> String {
    with_query(NEW_CONFIGURATION, &[(OBJECT, Some(object))])
}

/// The parameter that says whose configuration it is, because paths are spelled plainly.
pub(super) const OBJECT: &str = "object";

/// The configuration of the learning object of this id.
pub(super) fn configuration(object: &str) -> String {
    with_query("/console/configurations/of", &[(OBJECT, Some(object))])
}

/// Changing it.
pub(super) fn edit_configuration(object: &str) -> String {
    with_query("/console/configurations/of/change", &[(OBJECT, Some(object))])
}

/// Who signs. What is looked for follows as its query.
pub(super) const SIGNATORIES: &str = "/console/signatories";

/// Making a signatory.
pub(super) const NEW_SIGNATORY: &str = "/console/signatories/new";

/// The parameter that says which one, because paths are spelled plainly.
pub(super) const ID: &str = "id";

/// The signatory of this id.
pub(super) fn signatory(id: &str) -> String {
    with_query("/console/signatories/of", &[(ID, Some(id))])
}

/// How certificates look. What is looked for follows as its query.
pub(super) const TEMPLATES: &str = "/console/templates";

/// Making a template.
pub(super) const NEW_TEMPLATE: &str = "/console/templates/new";

/// Making one that begins with the built-in template.
pub(super) const NEW_TEMPLATE_FROM_BUILT_IN: &str = "/console/templates/new/built-in";

/// The template of this id.
pub(super) fn template(id: &str) -> String {
    with_query("/console/templates/of", &[(ID, Some(id))])
}

/// Changing it.
pub(super) fn edit_template(id: &str) -> String {
    with_query("/console/templates/of/edit", &[(ID, Some(id))])
}

/// The pictures of the site. What is looked for follows as its query.
pub(super) const ASSETS: &str = "/console/assets";

/// Where pictures are given, with what people call this one.
pub(super) fn assets(name: &str) -> String {
    with_query("/assets", &[("name", Some(name))])
}

/// What is offered: it leads on to the programs.
pub(super) const CATALOGUE: &str = "/console/catalogue";

/// The lists of the catalogue. What is looked for follows as their query.
pub(super) const PROGRAMS: &str = "/console/catalogue/programs";
pub(super) const COURSES: &str = "/console/catalogue/courses";
pub(super) const COURSE_RUNS: &str = "/console/catalogue/course-runs";
pub(super) const ORGANIZATIONS: &str = "/console/catalogue/organizations";
pub(super) const PATHWAYS: &str = "/console/catalogue/pathways";

/// Something in the catalogue, by the list that it is in and its id.
pub(super) fn catalogued(list: &str, id: &str) -> String {
    with_query(&format!("{list}/of"), &[(ID, Some(id))])
}

/// Changing it.
pub(super) fn edit_catalogued(list: &str, id: &str) -> String {
    with_query(&format!("{list}/of/change"), &[(ID, Some(id))])
}

/// Making something for the list; it may belong to what has this id.
pub(super) fn new_catalogued(list: &str, of: Option<&str>) -> String {
    with_query(&format!("{list}/new"), &[(ID, of)])
}

/// The copy of the catalogue.
pub(super) const CATALOG_SYNCS: &str = "/console/catalogue/copying";

/// One run of copying; which one follows as its query, because paths are spelled plainly.
const CATALOG_SYNC: &str = "/console/catalogue/copying/run";

/// The same for the run of this id.
pub(super) fn catalog_sync(id: &str) -> String {
    with_query(CATALOG_SYNC, &[(ID, Some(id))])
}

/// What differs from the learning platform, as far as runs found out.
pub(super) const RECONCILIATIONS: &str = "/console/reconciliation";

/// One run of comparing; which one follows as its query, because paths are spelled plainly.
pub(super) const RECONCILIATION: &str = "/console/reconciliation/run";

/// The same for the run of this id.
pub(super) fn reconciliation(id: &str) -> String {
    with_query(RECONCILIATION, &[(ID, Some(id))])
}

/// One field that finds everything.
pub(super) const FIND: &str = "/console/find";

/// What is searched for.
pub(super) const WORDS: &str = "words";

/// The results for these words.
pub(super) fn find(words: Option<&str>) -> String {
    with_query(FIND, &[(WORDS, words)])
}

/// What of a list has these words.
pub(super) fn searched(list: &str, words: &str) -> String {
    with_query(list, &[("search", Some(words))])
}

/// One person; who it is follows as its query: usernames have signs that paths do not, and are nobody's business in a log.
const LEARNER: &str = "/console/learner";

/// Whose page it is, or who is to be awarded.
pub(super) const USERNAME: &str = "username";

/// The same for the person of this name.
pub(super) fn learner(username: &str) -> String {
    with_query(LEARNER, &[(USERNAME, Some(username))])
}

/// Which program a record is in.
pub(super) const PROGRAM: &str = "program";

/// A person's record in a program.
pub(super) fn learner_record(username: &str, program: &str) -> String {
    with_query(
        "/console/learner/record",
        &[(USERNAME, Some(username)), (PROGRAM, Some(program))],
    )
}

/// The list of a person's credentials.
pub(super) fn credentials_of(username: &str) -> String {
    with_query(CREDENTIALS, &[(USERNAME, Some(username))])
}

/// The list of what was awarded for a learning object.
pub(super) fn credentials_for(learning_object: &str) -> String {
    with_query(CREDENTIALS, &[("object", Some(learning_object))])
}

/// Awarding by hand to a person.
pub(super) fn award_to(username: &str) -> String {
    with_query(AWARD, &[(USERNAME, Some(username))])
}

/// Who has which role at the site. Whose follows as its query.
pub(super) const ROLES: &str = "/console/settings/roles";

/// Granting one.
pub(super) const NEW_ROLE: &str = "/console/settings/roles/new";

/// What people did and must answer for.
pub(super) const AUDIT_TRAIL: &str = "/console/audit-trail";

/// All of it that concerns a person.
pub(super) fn audit_trail_about(username: &str) -> String {
    with_query(AUDIT_TRAIL, &[(USERNAME, Some(username))])
}

/// All of it that was done to a thing, by its id.
pub(super) fn audit_trail_of(id: &str) -> String {
    with_query(AUDIT_TRAIL, &[(ID, Some(id))])
}

/// What is set for the site that one is at. Other settings are below it.
pub(super) const SETTINGS: &str = "/console/settings";

/// All sites. What is looked for follows as its query.
pub(super) const SITES: &str = "/console/settings/sites";

/// Making a site.
pub(super) const NEW_SITE: &str = "/console/settings/sites/new";

/// The site of this id.
pub(super) fn site(id: &str) -> String {
    with_query("/console/settings/sites/of", &[(ID, Some(id))])
}
/// How much was awarded, shared and viewed. A period follows as its query.
pub(super) const INSIGHTS: &str = "/console/insights";

/// What the service does in the background, and how it fares.
pub(super) const OPERATIONS: &str = "/console/operations";

/// What the service writes, and whether it went. A state follows as its query.
pub(super) const OUTGOING_MAILS: &str = "/console/mail";

/// What learners are told by mail when they complete programs.
pub(super) const MAIL_TEXTS: &str = "/console/mail/texts";

/// Making such a text.
pub(super) const NEW_MAIL_TEXT: &str = "/console/mail/texts/new";

/// The text of this id.
pub(super) fn mail_text(id: &str) -> String {
    with_query("/console/mail/texts/of", &[(ID, Some(id))])
}

/// Programs that use the API. What is looked for follows as its query.
pub(super) const API_CLIENTS: &str = "/console/settings/api-clients";
