//! A document parsed and measured: all that can be known of it whoever sends it, with whatever variables.

use std::sync::OnceLock;

use async_graphql::parser::parse_query;
use async_graphql::parser::types::{
    BaseType, DocumentOperations, ExecutableDocument, OperationDefinition, OperationType, Selection, VariableDefinition,
};
use async_graphql::{Name, Positioned};

use super::size::{Size, Sizes};
use super::{MAX_NESTING, too_deep, type_name, unparsable, within};
use crate::config::LimitsConfig;
use crate::http::error::{Code, Refusal};
use crate::http::graphql::token;

/// Scalars of which a text is a text as good as any other before the executor reads it.
const TEXTS: [&str; 3] = ["ID", "String", "UUID"];
/// What one token takes in memory, about, once it is parsed.
const BYTES_OF_TOKEN: usize = 320;

/// A document parsed and measured.
pub(super) struct Prepared {
    pub(super) n_tokens: usize,
    pub(super) parsed: ExecutableDocument,
    pub(super) operations: Vec<Operation>,
    /// Everything that the document unfolds into.
    pub(super) total: Size,
}

/// What is known of an operation.
pub(super) struct Operation {
    pub(super) name: Option<Name>,
    pub(super) kind: OperationType,
    pub(super) n_variables: usize,
    pub(super) n_root_fields: usize,
    /// Whether `__typename` is used as it may be.
    pub(super) has_proper_type_names: bool,
    /// Whether every variable is a text for which the schema has no rules but those of its resolver.
    pub(super) takes_texts: bool,
    /// Whether it asks for single credentials and nothing else.
    pub(super) shows_credentials_only: bool,
    /// What it costs, once it has passed every check of the schema with texts for its variables: with other texts it
    /// passes again, at the same cost.
    pub(super) cost: OnceLock<usize>,
}

impl Prepared {
    /// Parses and measures a document of at most so many tokens.
    pub(super) fn new(text: &str, limits: &LimitsConfig, max_tokens: usize) -> Result<Self, Refusal> {
        let measure = token::measure(text, max_tokens);
        within("TOKENS", "tokens", measure.tokens, max_tokens)?;
        if measure.nesting > MAX_NESTING {
            return Err(too_deep(limits));
        }
        let parsed = parse_query(text).map_err(|error| unparsable(&error, limits))?;
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
        let mut operations = Vec::new();
        for (name, operation) in parsed.operations.iter() {
            let size = sizes
                .of_operation(&operation.node)
                .map_err(|problem| problem.refusal(limits))?;
            operations.push(Operation {
                name: name.cloned(),
                kind: operation.node.ty,
                n_variables: operation.node.variable_definitions.len(),
                n_root_fields: size.root_fields,
                has_proper_type_names: type_name::check(&operation.node, &parsed.fragments),
                takes_texts: takes_texts(&operation.node),
                shows_credentials_only: shows_credentials_only(&operation.node),
                cost: OnceLock::new(),
            });
            total = total.beside(&size);
        }
        // Fragments that nobody spreads are validated too, so they count.
        total = total.beside(
            &sizes
                .of_unspread_fragments()
                .map_err(|problem| problem.refusal(limits))?,
        );
        Ok(Self {
            n_tokens: measure.tokens,
            parsed,
            operations,
            total,
        })
    }

    /// What it takes in memory, about.
    pub(super) fn n_bytes(&self) -> usize {
        self.n_tokens.saturating_mul(BYTES_OF_TOKEN)
    }

    /// The definition of one of its operations.
    pub(super) fn definition(&self, operation: &Operation) -> Option<&OperationDefinition> {
        match (&self.parsed.operations, &operation.name) {
            (DocumentOperations::Single(definition), _) => Some(&definition.node),
            (DocumentOperations::Multiple(definitions), Some(name)) => definitions.get(name).map(|it| &it.node),
            (DocumentOperations::Multiple(_), None) => None,
        }
    }
}

fn shows_credentials_only(operation: &OperationDefinition) -> bool {
    let is_credential = |it: &Positioned<Selection>| matches!(&it.node, Selection::Field(field) if field.node.name.node == "credential");
    operation.ty == OperationType::Query && operation.selection_set.node.items.iter().all(is_credential)
}

fn takes_texts(operation: &OperationDefinition) -> bool {
    let is_text = |it: &VariableDefinition| matches!(&it.var_type.node.base, BaseType::Named(name) if TEXTS.contains(&name.as_str()));
    operation.variable_definitions.iter().all(|it| is_text(&it.node))
}
