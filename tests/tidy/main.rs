//! Test binary 3: the rules of the code that no compiler enforces.
//!
//! Layers only use what is below them ([`layer`]), every file says what it is ([`shape`]), words stay clean ([`word`]),
//! links in the documentation lead somewhere ([`link`]), what the audit trail tells has words ([`property`]), French marks stand at their
//! words ([`french`]), and nothing enters the dependency tree unasked ([`dependency`]).

mod dependency;
mod french;
mod layer;
mod link;
mod property;
mod repository;
mod shape;
mod word;
