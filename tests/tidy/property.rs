//! What the audit trail calls properties: what it tells goes by a name on the server's list, and the console has words for each, and for
//! each of the words that such a property can have where the server has a list of them.
//!
//! That nothing else is written is watched where entries are stored, in every test of the server; here is read what no test has to write.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::fs;

use entity::{
    ApiScope, AuditSubject, CatalogueOrigin, CredentialStatus, DifferenceKind, EventKind, LearningObjectType,
    MailScope, OrganizationLabel, PathwayKind, PathwayStatus, ProgramStatus, SiteRole,
};
use sea_orm::Iterable;
use server::domain::audit::{BOOKKEEPING, NAMES};
use syn::visit::{self, Visit};

use crate::repository::{expect_none, root};

/// Where the console has words for names.
const WORDS: &str = "web/src/console/audit_trail/property.rs";

/// Where it has words for what is one of a list.
const VALUES: &str = "web/src/console/audit_trail/word.rs";

/// The file of the rows that a change of this tells whole.
const fn rows(subject: AuditSubject) -> &'static str {
    match subject {
        AuditSubject::Configuration => "credential_configuration",
        AuditSubject::Signatory => "signatory",
        AuditSubject::Asset => "asset",
        AuditSubject::Template => "template",
        AuditSubject::CompletionMail => "completion_mail",
        AuditSubject::Organization => "organization",
        AuditSubject::Course => "course",
        AuditSubject::CourseRun => "course_run",
        AuditSubject::Program => "program",
        AuditSubject::Pathway => "pathway",
        AuditSubject::Site => "site",
        AuditSubject::ApiClient => "api_client",
    }
}

#[test]
fn whole_rows_are_told_by_names_on_the_list() {
    let facts = ("certificate_facts", "CertificateFacts");
    let told = AuditSubject::iter().map(|it| (rows(it), "Model")).chain([facts]);
    let mut offences = Vec::new();
    for (file, name) in told {
        let columns = columns(file, name);
        assert!(!columns.is_empty(), "entity/src/{file}.rs has no {name}");
        let is_listed = |it: &String| NAMES.contains(&it.as_str()) || BOOKKEEPING.contains(&it.as_str());
        let unlisted = columns.into_iter().filter(|it| !is_listed(it));
        offences.extend(unlisted.map(|it| format!("entity/src/{file}.rs: `{it}`")));
    }
    expect_none("`domain::audit` names every column that the trail tells", &offences);
}

#[test]
fn console_has_words_for_every_property_and_no_others() {
    let mut named = Named::default();
    named.visit_file(&parsed(WORDS));
    let told: BTreeSet<String> = NAMES.into_iter().map(str::to_owned).collect();
    let differences = told.symmetric_difference(&named.0);
    let offences: Vec<String> = differences.map(|it| format!("`{it}`")).collect();
    expect_none(
        &format!("`domain::audit::NAMES` and {WORDS} have the same names"),
        &offences,
    );
}

#[test]
fn console_has_words_for_every_value_of_a_list() {
    let mut named = Named::default();
    named.visit_file(&parsed(VALUES));
    let lists = [
        words::<ApiScope>(),
        words::<CatalogueOrigin>(),
        words::<CredentialStatus>(),
        words::<DifferenceKind>(),
        words::<EventKind>(),
        words::<LearningObjectType>(),
        words::<MailScope>(),
        words::<OrganizationLabel>(),
        words::<PathwayKind>(),
        words::<PathwayStatus>(),
        words::<ProgramStatus>(),
        words::<SiteRole>(),
    ];
    let unnamed = lists.into_iter().flatten().filter(|it| !named.0.contains(it));
    let offences: Vec<String> = unnamed.map(|it| format!("`{it}`")).collect();
    expect_none(&format!("{VALUES} has words for what rows store"), &offences);
}

/// All values of a list, as they are stored.
fn words<E: Iterable + Display>() -> Vec<String> {
    E::iter().map(|it| it.to_string()).collect()
}

fn parsed(path: &str) -> syn::File {
    let code = fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    syn::parse_file(&code).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The fields of a struct that are written out with it.
fn columns(file: &str, name: &str) -> Vec<String> {
    let is_skipped = |it: &syn::Attribute| {
        it.path().is_ident("serde") && it.parse_args::<syn::Ident>().is_ok_and(|argument| argument == "skip")
    };
    let mut columns = Vec::new();
    for item in parsed(&format!("entity/src/{file}.rs")).items {
        if let syn::Item::Struct(item) = item
            && item.ident == name
        {
            let fields = item
                .fields
                .into_iter()
                .filter(|field| !field.attrs.iter().any(is_skipped));
            columns.extend(fields.filter_map(|field| field.ident).map(|it| it.to_string()));
        }
    }
    columns
}

/// The texts that patterns compare with.
#[derive(Default)]
struct Named(BTreeSet<String>);

impl<'ast> Visit<'ast> for Named {
    fn visit_pat(&mut self, pattern: &'ast syn::Pat) {
        if let syn::Pat::Lit(literal) = pattern
            && let syn::Lit::Str(text) = &literal.lit
        {
            self.0.insert(text.value());
        }
        visit::visit_pat(self, pattern);
    }
}
