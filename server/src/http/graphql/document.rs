//! What a document may be: parsed once, and measured before anything of it is executed.
//!
//! Fragments are measured once each, and counted wherever they are spread: a small document that unfolds into a large one
//! is as large as what it unfolds into. Sums saturate.

mod absence;
mod library;
mod prepared;
mod size;
mod type_name;

use std::collections::HashSet;
use std::sync::Arc;

use async_graphql::Name;
use async_graphql::parser::Error;
use async_graphql::parser::types::{ExecutableDocument, OperationDefinition, OperationType, VariableDefinition};

use super::body::Parsed;
use crate::config::LimitsConfig;
use crate::config::limits::Caller;
use crate::http::error::{Code, Refusal};
use prepared::{Operation, Prepared};

pub(in crate::http) use library::Library;

/// Brackets that nest deeper than this are not even parsed: the parser is recursive.
const MAX_NESTING: usize = 60;
/// The standard query for the schema nests lists of fields once; a longer way around only repeats itself.
const MAX_INTROSPECTION_LISTS: usize = 2;
/// Most mutations that a visitor may send in one request.
const ANONYMOUS_MUTATIONS: usize = 1;

/// A document that may be executed.
pub(super) struct Document {
    prepared: Arc<Prepared>,
    /// Position of the chosen operation.
    operation: usize,
    pub(super) kind: Kind,
    /// Variables that have neither a value nor a default.
    missing: HashSet<Name>,
    /// Whether every variable has a text for its value, and is one for which the schema has no rules of its own.
    is_given_texts: bool,
}

/// What the chosen operation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Query,
    Mutation,
}

impl Kind {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Mutation => "mutation",
        }
    }
}

impl Document {
    /// The document for the executor, without what stands for nothing.
    pub(super) fn parsed(&self) -> ExecutableDocument {
        let mut parsed = self.prepared.parsed.clone();
        absence::leave_out(&mut parsed, &self.missing);
        parsed
    }

    /// What the document costs, if it has passed every check of the schema before and would pass them again.
    pub(super) fn known_cost(&self) -> Option<usize> {
        self.operation().filter(|_| self.is_given_texts)?.cost.get().copied()
    }

    /// Remembers that the document has passed every check of the schema, and at what cost.
    pub(super) fn remember_cost(&self, cost: usize) {
        if let Some(operation) = self.operation().filter(|_| self.is_given_texts) {
            // Whoever was first has set the same.
            let _ = operation.cost.set(cost);
        }
    }

    /// Whether it asks for single credentials and nothing else, so that its answer is as old as they are.
    pub(super) fn shows_credentials_only(&self) -> bool {
        self.operation().is_some_and(|it| it.shows_credentials_only)
    }

    fn operation(&self) -> Option<&Operation> {
        self.prepared.operations.get(self.operation)
    }
}

/// Parses and measures the document of a request, or finds it in the library; then holds it against what its sender may send.
pub(super) fn check(
    request: &Parsed,
    library: &Library,
    limits: &LimitsConfig,
    caller: Caller,
    may_introspect: bool,
) -> Result<Document, Refusal> {
    let max_tokens = limits.tokens.of(caller);
    let known = library.find(&request.query);
    let is_known = known.is_some();
    let prepared = match known {
        Some(prepared) => prepared,
        None => Arc::new(Prepared::new(&request.query, limits, max_tokens)?),
    };
    let Prepared {
        n_tokens,
        operations,
        total,
        ..
    } = &*prepared;
    within("TOKENS", "tokens", *n_tokens, max_tokens)?;
    for operation in operations {
        check_operation(operation, limits, caller)?;
    }
    within("ALIASES", "aliases", total.aliases, limits.aliases)?;
    within("DIRECTIVES", "directives", total.directives, limits.directives)?;
    within("FIELDS", "fields, fragments unfolded,", total.fields, max_tokens)?;
    if total.introspection_lists > MAX_INTROSPECTION_LISTS {
        return Err(Refusal::limit("DEPTH", "The document asks for the schema in circles."));
    }
    if total.introspects && !may_introspect {
        return Err(Refusal::new(
            Code::ValidationFailed,
            "This caller may not ask for the schema.",
        ));
    }

    let (index, operation) = chosen(operations, request.operation_name.as_deref())?;
    let kind = match operation.kind {
        OperationType::Query => Kind::Query,
        OperationType::Mutation => Kind::Mutation,
        OperationType::Subscription => {
            return Err(Refusal::new(Code::ValidationFailed, "This API has no subscriptions."));
        }
    };
    if !operation.has_proper_type_names {
        let message =
            "`__typename` takes no arguments and no selection, and of directives only @include(if:) and @skip(if:).";
        return Err(Refusal::new(Code::ValidationFailed, message));
    }
    let definition = prepared
        .definition(operation)
        .ok_or_else(|| Refusal::new(Code::ValidationFailed, "The document has no operation."))?;
    check_variables(definition, request)?;
    let missing = without_value(definition, request);
    let is_given_texts = operation.takes_texts && has_texts(definition, request);
    if !is_known {
        library.keep(&request.query, Arc::clone(&prepared));
    }
    Ok(Document {
        operation: index,
        kind,
        missing,
        is_given_texts,
        prepared,
    })
}

fn check_operation(operation: &Operation, limits: &LimitsConfig, caller: Caller) -> Result<(), Refusal> {
    within("VARIABLES", "variables", operation.n_variables, limits.variables)?;
    let max_root_fields = match (operation.kind, caller) {
        (OperationType::Mutation, Caller::Anonymous) => limits.root_fields.min(ANONYMOUS_MUTATIONS),
        _ => limits.root_fields,
    };
    within("ROOT_FIELDS", "root fields", operation.n_root_fields, max_root_fields)
}

/// Every variable that must have a value has one. The executor would only notice where it uses the value.
fn check_variables(operation: &OperationDefinition, request: &Parsed) -> Result<(), Refusal> {
    let lacks_value = |variable: &VariableDefinition| {
        let given = request.variables.get(variable.name.node.as_str());
        let is_null = given.is_some_and(serde_json::Value::is_null);
        let is_missing = given.is_none() && variable.default_value.is_none();
        !variable.var_type.node.nullable && (is_null || is_missing)
    };
    match operation
        .variable_definitions
        .iter()
        .position(|it| lacks_value(&it.node))
    {
        Some(index) => Err(Refusal::new(
            Code::BadUserInput,
            format!("Variable {} of the operation needs a value.", index + 1),
        )),
        None => Ok(()),
    }
}

/// Variables that have neither a value nor a default.
fn without_value(operation: &OperationDefinition, request: &Parsed) -> HashSet<Name> {
    let definitions = operation.variable_definitions.iter().map(|it| &it.node);
    definitions
        .filter(|it| it.default_value.is_none() && !request.variables.contains_key(it.name.node.as_str()))
        .map(|it| it.name.node.clone())
        .collect()
}

/// Whether every variable has a value, and that is a text.
fn has_texts(operation: &OperationDefinition, request: &Parsed) -> bool {
    let mut names = operation
        .variable_definitions
        .iter()
        .map(|it| it.node.name.node.as_str());
    names.all(|it| request.variables.get(it).is_some_and(serde_json::Value::is_string))
}

fn within(limit: &'static str, what: &str, count: usize, most: usize) -> Result<(), Refusal> {
    if count > most {
        return Err(Refusal::limit(
            limit,
            format!("The document has more than {most} {what}.").replace(",.", "."),
        ));
    }
    Ok(())
}

fn too_deep(limits: &LimitsConfig) -> Refusal {
    Refusal::limit(
        "DEPTH",
        format!("The document nests deeper than {} fields.", limits.depth),
    )
}

/// The operation that the request means, and its position.
fn chosen<'a>(operations: &'a [Operation], name: Option<&str>) -> Result<(usize, &'a Operation), Refusal> {
    let found = match name {
        Some(name) => operations
            .iter()
            .enumerate()
            .find(|(_, it)| it.name.as_deref() == Some(name)),
        None => operations.iter().enumerate().next(),
    };
    let message = match (name, operations.len()) {
        (None, 2..) => "The document has several operations; `operationName` must choose one.",
        (None, _) => "The document has no operation.",
        (Some(_), _) => "The document has no operation of that name.",
    };
    found
        .filter(|_| name.is_some() || operations.len() == 1)
        .ok_or_else(|| Refusal::new(Code::ValidationFailed, message))
}

/// Why the document cannot be parsed, without repeating any of it.
fn unparsable(error: &Error, limits: &LimitsConfig) -> Refusal {
    let message = match error {
        Error::RecursionLimitExceeded => return too_deep(limits),
        Error::MultipleOperations { .. } => "The document has an operation without a name beside another.",
        Error::OperationDuplicated { .. } => "The document has two operations of one name.",
        Error::FragmentDuplicated { .. } => "The document has two fragments of one name.",
        Error::MissingOperation => "The document has no operation.",
        _ => {
            let place = error
                .positions()
                .next()
                .map(|it| format!(" at line {}, column {}", it.line, it.column));
            return Refusal::new(
                Code::ParseFailed,
                format!("The document has a syntax error{}.", place.unwrap_or_default()),
            );
        }
    };
    Refusal::new(Code::ValidationFailed, message)
}

#[cfg(test)]
mod tests;
