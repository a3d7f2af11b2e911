//! What a document may be: parsed once, and measured before anything of it is executed.
//!
//! Fragments are measured once each, and counted wherever they are spread: a small document that unfolds into a large one
//! is as large as what it unfolds into. Sums saturate.

mod absence;
mod size;
mod type_name;

use std::collections::HashSet;

use async_graphql::Name;
use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, OperationType, VariableDefinition,
};
use async_graphql::parser::{Error, parse_query};

use super::body::Parsed;
use super::token;
use crate::config::LimitsConfig;
use crate::config::limits::Caller;
use crate::http::error::{Code, Refusal};
use size::{Size, Sizes};

/// Brackets that nest deeper than this are not even parsed: the parser is recursive.
const MAX_NESTING: usize = 60;
/// The standard query for the schema nests lists of fields once; a longer way around only repeats itself.
const MAX_INTROSPECTION_LISTS: usize = 2;
/// Most mutations that a visitor may send in one request.
const ANONYMOUS_MUTATIONS: usize = 1;

/// A document that may be executed.
pub(super) struct Document {
    pub(super) parsed: ExecutableDocument,
    pub(super) kind: Kind,
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

/// Parses and measures the document of a request.
pub(super) fn check(
    request: &Parsed,
    limits: &LimitsConfig,
    caller: Caller,
    may_introspect: bool,
) -> Result<Document, Refusal> {
    let max_tokens = limits.tokens.of(caller);
    let measure = token::measure(&request.query, max_tokens);
    if measure.tokens > max_tokens {
        return Err(Refusal::limit(
            "TOKENS",
            format!("The document has more than {max_tokens} tokens."),
        ));
    }
    if measure.nesting > MAX_NESTING {
        return Err(too_deep(limits));
    }
    let mut parsed = parse_query(&request.query).map_err(|error| unparsable(&error, limits))?;
    if measure.has_repeated_name {
        let message = "The document gives an argument, a variable or a field of an input twice.";
        return Err(Refusal::new(Code::ValidationFailed, message));
    }

    within(
        "OPERATIONS",
        "operations",
        parsed.operations.iter().len(),
        limits.operations,
    )?;
    within("FRAGMENTS", "fragments", parsed.fragments.len(), limits.fragments)?;
    let mut sizes = Sizes::new(&parsed.fragments, limits.depth);
    let mut total = Size::default();
    for (_, operation) in parsed.operations.iter() {
        let size = sizes
            .of_operation(&operation.node)
            .map_err(|problem| problem.refusal(limits))?;
        check_operation(&operation.node, &size, limits, caller)?;
        total = total.beside(&size);
    }
    // Fragments that nobody spreads are validated too, so they count.
    total = total.beside(
        &sizes
            .of_unspread_fragments()
            .map_err(|problem| problem.refusal(limits))?,
    );
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

    let operation = chosen(&parsed.operations, request.operation_name.as_deref())?;
    let kind = match operation.ty {
        OperationType::Query => Kind::Query,
        OperationType::Mutation => Kind::Mutation,
        OperationType::Subscription => {
            return Err(Refusal::new(Code::ValidationFailed, "This API has no subscriptions."));
        }
    };
    type_name::check(operation, &parsed.fragments)?;
    check_variables(operation, request)?;
    let missing = without_value(operation, request);
    absence::leave_out(&mut parsed, missing);
    Ok(Document { parsed, kind })
}

fn check_operation(
    operation: &OperationDefinition,
    size: &Size,
    limits: &LimitsConfig,
    caller: Caller,
) -> Result<(), Refusal> {
    within(
        "VARIABLES",
        "variables",
        operation.variable_definitions.len(),
        limits.variables,
    )?;
    let max_root_fields = match (operation.ty, caller) {
        (OperationType::Mutation, Caller::Anonymous) => limits.root_fields.min(ANONYMOUS_MUTATIONS),
        _ => limits.root_fields,
    };
    within("ROOT_FIELDS", "root fields", size.root_fields, max_root_fields)
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

/// The operation that the request means.
fn chosen<'a>(operations: &'a DocumentOperations, name: Option<&str>) -> Result<&'a OperationDefinition, Refusal> {
    let refusal = |message| Refusal::new(Code::ValidationFailed, message);
    match (operations, name) {
        (DocumentOperations::Single(operation), None) => Ok(&operation.node),
        (DocumentOperations::Multiple(operations), None) if operations.len() == 1 => operations
            .values()
            .next()
            .map(|it| &it.node)
            .ok_or_else(|| refusal("The document has no operation.")),
        (DocumentOperations::Multiple(_), None) => Err(refusal(
            "The document has several operations; `operationName` must choose one.",
        )),
        (DocumentOperations::Multiple(operations), Some(name)) => operations
            .get(name)
            .map(|it| &it.node)
            .ok_or_else(|| refusal("The document has no operation of that name.")),
        (DocumentOperations::Single(_), Some(_)) => Err(refusal("The document has no operation of that name.")),
    }
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
