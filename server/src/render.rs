//! Certificates as documents: a template in a confined language, filled with pinned facts, and nothing in it that could act or
//! fetch.
//!
//! Preview and public display take the same way: [`confined`] fills the template, `markup` reads what comes of it within bounds,
//! [`sanitize`] keeps what is on one list of elements and attributes and [`style`] what is on one list of properties, [`document`] puts a
//! page around it. [`check`] tells what keeps a template from being published, with what was measured of its [`sheet`]s on their [`page`].
//! [`reading`] is what a drawn certificate says, for those who set it anew. [`theme`] is how a site colours the app. Pure: no database, no network, no clock.

pub mod builtin;
pub mod check;
pub mod confined;
pub mod document;
pub mod language;
pub mod mail;
mod markup;
pub mod page;
pub mod picture;
mod piece;
pub mod problem;
pub mod reading;
pub mod sample;
pub mod sanitize;
pub mod sheet;
pub mod style;
mod styling;
pub mod theme;
pub mod view;
pub mod visible;

use entity::TemplateSource;

use problem::Problem;
use sanitize::Clean;
use view::View;

/// What a template makes of a view, sanitized.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// The certificate, a fragment of HTML.
    pub html: String,
    /// Its style sheet, without what is not allowed.
    pub css: String,
}

/// Fills a template and sanitizes the result; tells what was taken away.
pub fn body(source: &TemplateSource, view: &View) -> Result<(Body, Vec<Problem>), Problem> {
    let filled = confined::fill(source, view)?;
    let Clean { html, css, problems } = sanitize::clean(&filled)?;
    Ok((Body { html, css }, problems))
}
