//! The template language, confined: what it can say is checked first, then it is filled within limits.
//!
//! Every value is escaped, a value that is missing is an error, and nothing can be loaded, called or computed: neither memory nor
//! time depends on more than the length of template and facts.

use std::collections::BTreeMap;
use std::io;

use entity::TemplateSource;
use minijinja::machinery::ast::{BinOpKind, CallArg, Expr, Stmt, UnaryOpKind};
use minijinja::machinery::{Span, parse};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value, escape_formatter};
use serde::Serialize;

use super::problem::{Problem, ProblemKind};
use super::view::View;

/// Longest template, in bytes.
pub const MAX_TEMPLATE: usize = 64 << 10;
/// Most partials, and longest partial, in bytes.
pub const MAX_PARTIALS: usize = 20;
/// Most languages with texts of their own, most texts of each, and longest text, in bytes.
pub const MAX_TEXTS: (usize, usize, usize) = (40, 200, 1_000);
/// Longest filled template, in bytes.
pub(super) const MAX_FILLED: usize = 512 << 10;
/// Steps that filling may take.
const FUEL: u64 = 200_000;
/// Longest expression that is told, in bytes.
const MAX_TOLD: usize = 80;
/// What the template itself is called in errors; no partial can be called so.
const MAIN: &str = "(template)";
/// Filters, which change one value.
const FILTERS: [&str; 4] = ["upper", "lower", "trim", "length"];
/// Tests of a value.
const TESTS: [&str; 3] = ["defined", "undefined", "none"];

/// What a template is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A certificate, as HTML.
    Certificate,
    /// The HTML of a mail.
    MailHtml,
    /// The subject or the plain text of a mail: values are what they are.
    MailText,
}

impl Purpose {
    /// How templates of the kind are called.
    const fn noun(self) -> &'static str {
        match self {
            Self::Certificate => "templates of certificates",
            Self::MailHtml | Self::MailText => "texts of mails",
        }
    }
}

/// Everything in a template that certificates have no use for, and everything that cannot be read.
#[must_use]
pub fn inspect(source: &TemplateSource) -> Vec<Problem> {
    inspect_for(source, Purpose::Certificate)
}

fn inspect_for(source: &TemplateSource, purpose: Purpose) -> Vec<Problem> {
    let mut problems = sizes(source);
    if !problems.is_empty() {
        return problems;
    }
    let mut inspector = Inspector {
        purpose,
        partials: &source.partials,
        is_partial: false,
        problems: Vec::new(),
    };
    inspector.read(&source.html);
    problems.append(&mut inspector.problems);
    for (name, partial) in &source.partials {
        let mut inspector = Inspector {
            purpose,
            partials: &source.partials,
            is_partial: true,
            problems: Vec::new(),
        };
        inspector.read(partial);
        problems.extend(inspector.problems.into_iter().map(|it| Problem {
            partial: Some(name.clone()),
            ..it
        }));
    }
    problems
}

fn sizes(source: &TemplateSource) -> Vec<Problem> {
    let TemplateSource { html, partials, texts } = source;
    let too_large = |what: String| Problem::new(ProblemKind::TooLarge, what);
    let mut problems = Vec::new();
    if html.len() > MAX_TEMPLATE || partials.values().any(|it| it.len() > MAX_TEMPLATE) {
        problems.push(too_large(format!(
            "a template or partial has at most {MAX_TEMPLATE} bytes"
        )));
    }
    if partials.len() > MAX_PARTIALS {
        problems.push(too_large(format!("a template has at most {MAX_PARTIALS} partials")));
    }
    let (languages, entries, length) = MAX_TEXTS;
    let is_long = |it: &BTreeMap<String, String>| it.len() > entries || it.values().any(|it| it.len() > length);
    if texts.len() > languages || texts.values().any(is_long) {
        problems.push(too_large(format!(
            "a template has texts in at most {languages} languages, {entries} in each, of {length} bytes"
        )));
    }
    let is_name = |it: &String| {
        (1..=64).contains(&it.len())
            && it
                .bytes()
                .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_')
    };
    if !partials
        .keys()
        .chain(texts.values().flat_map(BTreeMap::keys))
        .all(is_name)
    {
        let message = "names of partials and texts have 1 to 64 lower-case letters, digits and underscores";
        problems.push(Problem::new(ProblemKind::Syntax, message));
    }
    if !texts
        .keys()
        .all(|it| crate::domain::language::parse(it).as_ref() == Ok(it))
    {
        let message = "languages of texts are BCP 47 tags in their usual letter case, such as es or es-MX";
        problems.push(Problem::new(ProblemKind::Syntax, message));
    }
    problems
}

struct Inspector<'a> {
    purpose: Purpose,
    partials: &'a BTreeMap<String, String>,
    is_partial: bool,
    problems: Vec<Problem>,
}

impl Inspector<'_> {
    fn read(&mut self, source: &str) {
        self.styles(source);
        match parse(source, MAIN, SyntaxConfig::default()) {
            Ok(template) => self.statement(&template),
            Err(error) => self.problems.push(told(&error, None)),
        }
    }

    /// A style is not a place for values: what is escaped for HTML is not escaped for it.
    fn styles(&mut self, source: &str) {
        let low = source.to_ascii_lowercase();
        for style in low.split("<style").skip(1) {
            let style = style.split("</style").next().unwrap_or_default();
            if style.contains("{{") || style.contains("{%") {
                let message = match self.purpose {
                    Purpose::Certificate => "a style has no places to fill in; choose between classes instead",
                    Purpose::MailHtml | Purpose::MailText => "a style has no places to fill in",
                };
                self.problems
                    .push(Problem::new(ProblemKind::StatementNotAllowed, message));
            }
        }
    }

    fn refuse(&mut self, what: &str, span: Span) {
        let line = Some(usize::from(span.start_line));
        let message = format!("{} have no {what}", self.purpose.noun());
        self.problems
            .push(Problem::new(ProblemKind::StatementNotAllowed, message).at(line));
    }

    /// Refuses what partials are there for, where there are any.
    fn refuse_inheritance(&mut self, what: &str, span: Span) {
        match self.purpose {
            Purpose::Certificate => self.refuse(&format!("{what}; use partials"), span),
            Purpose::MailHtml | Purpose::MailText => self.refuse(what, span),
        }
    }

    fn statements(&mut self, statements: &[Stmt<'_>]) {
        for it in statements {
            self.statement(it);
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "a list of what is allowed: whatever else there is, is not"
    )]
    fn statement(&mut self, statement: &Stmt<'_>) {
        match statement {
            Stmt::Template(it) => self.statements(&it.children),
            Stmt::EmitRaw(_) => {}
            Stmt::EmitExpr(it) => self.expression(&it.expr),
            Stmt::ForLoop(it) => {
                if it.recursive {
                    self.refuse("recursive loops", it.span());
                }
                self.expression(&it.iter);
                if let Some(filter) = &it.filter_expr {
                    self.expression(filter);
                }
                self.statements(&it.body);
                self.statements(&it.else_body);
            }
            Stmt::IfCond(it) => {
                self.expression(&it.expr);
                self.statements(&it.true_body);
                self.statements(&it.false_body);
            }
            Stmt::Include(it) if self.purpose != Purpose::Certificate => self.refuse("partials", it.span()),
            Stmt::Include(it) => match &it.name {
                Expr::Const(name) if !self.is_partial => {
                    if !name.value.as_str().is_some_and(|it| self.partials.contains_key(it)) {
                        self.problems.push(
                            Problem::new(ProblemKind::Syntax, "it includes a partial that does not exist")
                                .at(Some(usize::from(it.span().start_line))),
                        );
                    }
                }
                Expr::Const(_) => self.refuse("partials inside partials", it.span()),
                _ => self.refuse("includes of a computed name", it.span()),
            },
            Stmt::AutoEscape(it) => self.refuse("way around escaping", it.span()),
            Stmt::Set(it) => self.refuse("`set`", it.span()),
            Stmt::SetBlock(it) => self.refuse("`set`", it.span()),
            Stmt::WithBlock(it) => self.refuse("`with`", it.span()),
            Stmt::FilterBlock(it) => self.refuse("`filter` blocks", it.span()),
            Stmt::Extends(it) => self.refuse_inheritance("`extends`", it.span()),
            Stmt::Block(it) => self.refuse_inheritance("`block`", it.span()),
            Stmt::Import(it) => self.refuse_inheritance("`import`", it.span()),
            Stmt::FromImport(it) => self.refuse_inheritance("`import`", it.span()),
            Stmt::Do(it) => self.refuse("`do`", it.span()),
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "a list of what is allowed: whatever else there is, is not"
    )]
    fn expression(&mut self, expression: &Expr<'_>) {
        match expression {
            Expr::Var(_) | Expr::Const(_) => {}
            Expr::GetAttr(it) => self.expression(&it.expr),
            Expr::GetItem(it) => {
                self.expression(&it.expr);
                self.expression(&it.subscript_expr);
            }
            Expr::UnaryOp(it) => {
                match it.op {
                    UnaryOpKind::Not => {}
                    UnaryOpKind::Neg => self.refuse("arithmetic", it.span()),
                }
                self.expression(&it.expr);
            }
            Expr::BinOp(it) => {
                match it.op {
                    BinOpKind::Eq
                    | BinOpKind::Ne
                    | BinOpKind::Lt
                    | BinOpKind::Lte
                    | BinOpKind::Gt
                    | BinOpKind::Gte
                    | BinOpKind::ScAnd
                    | BinOpKind::ScOr
                    | BinOpKind::In => {}
                    BinOpKind::Add
                    | BinOpKind::Sub
                    | BinOpKind::Mul
                    | BinOpKind::Div
                    | BinOpKind::FloorDiv
                    | BinOpKind::Rem
                    | BinOpKind::Pow
                    | BinOpKind::Concat => self.refuse("arithmetic and no joining of texts", it.span()),
                }
                self.expression(&it.left);
                self.expression(&it.right);
            }
            Expr::Compare(it) => {
                self.expression(&it.expr);
                for it in &it.ops {
                    self.expression(&it.expr);
                }
            }
            Expr::IfExpr(it) => {
                self.expression(&it.test_expr);
                self.expression(&it.true_expr);
                if let Some(otherwise) = &it.false_expr {
                    self.expression(otherwise);
                }
            }
            Expr::Filter(it) => {
                if !FILTERS.contains(&it.name) || !it.args.is_empty() {
                    self.refuse(&format!("filter `{}`", it.name), it.span());
                }
                if let Some(expression) = &it.expr {
                    self.expression(expression);
                }
                self.arguments(&it.args);
            }
            Expr::Test(it) => {
                if !TESTS.contains(&it.name) {
                    self.refuse(&format!("test `{}`", it.name), it.span());
                }
                self.expression(&it.expr);
                self.arguments(&it.args);
            }
            Expr::Call(it) => self.refuse("functions to call", it.span()),
            _ => self.refuse("lists, maps and slices of their own", expression.span()),
        }
    }

    fn arguments(&mut self, arguments: &[CallArg<'_>]) {
        for it in arguments {
            match it {
                CallArg::Pos(it) | CallArg::Kwarg(_, it) | CallArg::PosSplat(it) | CallArg::KwargSplat(it) => {
                    self.expression(it);
                }
            }
        }
    }
}

/// Fills a template that passes [`inspect`].
pub fn fill(source: &TemplateSource, view: &View) -> Result<String, Problem> {
    fill_with(source, view, Purpose::Certificate)
}

/// The same with any values.
pub(super) fn fill_with(source: &TemplateSource, values: &impl Serialize, purpose: Purpose) -> Result<String, Problem> {
    if let Some(problem) = inspect_for(source, purpose).into_iter().next() {
        return Err(problem);
    }
    let mut environment = environment(purpose);
    let told = |error: Error| told(&error, Some(source));
    for (name, partial) in &source.partials {
        environment.add_template(name, partial).map_err(told)?;
    }
    environment.add_template(MAIN, &source.html).map_err(told)?;
    let mut filled = Bounded(Vec::new());
    environment
        .get_template(MAIN)
        .and_then(|it| it.render_captured_to(Serde(values), &mut filled).map(drop))
        .map_err(told)?;
    // Made of texts alone.
    Ok(String::from_utf8_lossy(&filled.0).into_owned())
}

/// Where templates are filled: with the filters and tests that there are, and no more steps than they may take.
fn environment<'source>(purpose: Purpose) -> Environment<'source> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(move |_| match purpose {
        Purpose::Certificate | Purpose::MailHtml => AutoEscape::Html,
        Purpose::MailText => AutoEscape::None,
    });
    environment.set_fuel(Some(FUEL));
    environment.set_recursion_limit(20);
    // Errors then name what is not defined. What else they know of values is not told.
    environment.set_debug(true);
    environment.set_formatter(|out, state, value| {
        if value.is_none() {
            return Err(Error::new(
                ErrorKind::UndefinedError,
                "this value may be missing: ask for it with `if` first",
            ));
        }
        if value.as_str().is_none() && !value.is_number() {
            return Err(Error::new(
                ErrorKind::InvalidOperation,
                "only texts and numbers can be printed",
            ));
        }
        escape_formatter(out, state, value)
    });
    environment.add_filter("upper", |it: String| it.to_uppercase());
    environment.add_filter("lower", |it: String| it.to_lowercase());
    environment.add_filter("trim", |it: String| it.trim().to_owned());
    environment.add_filter("length", |it: Value| it.len().unwrap_or(0));
    environment.add_test("defined", |it: Value| !it.is_undefined());
    environment.add_test("undefined", |it: Value| it.is_undefined());
    environment.add_test("none", |it: Value| it.is_none());
    environment
}

/// What went wrong; where it did in a source, with the expression that it is about.
fn told(error: &Error, source: Option<&TemplateSource>) -> Problem {
    let error = innermost(error);
    let kind = match error.kind() {
        ErrorKind::SyntaxError => ProblemKind::Syntax,
        ErrorKind::WriteFailure => ProblemKind::TooLarge,
        _ => ProblemKind::NotFilled,
    };
    let message = match (error.kind(), error.detail()) {
        (ErrorKind::WriteFailure, _) => format!("the filled template has more than {MAX_FILLED} bytes"),
        (ErrorKind::OutOfFuel, _) => "filling the template takes too many steps".to_owned(),
        // It begins with what is not defined.
        (ErrorKind::UndefinedError, Some(detail)) if detail.starts_with('`') => detail.to_owned(),
        (kind @ (ErrorKind::UndefinedError | ErrorKind::InvalidOperation), Some(detail)) => {
            let expression = source.and_then(|it| expression(error, it));
            expression.map_or_else(|| format!("{kind}: {detail}"), |it| format!("`{it}`: {detail}"))
        }
        (kind, Some(detail)) => format!("{kind}: {detail}"),
        (kind, None) => kind.to_string(),
    };
    Problem {
        partial: error.name().filter(|it| *it != MAIN).map(str::to_owned),
        ..Problem::new(kind, message).at(error.line())
    }
}

/// The error itself, where another one only says in which partial it is.
fn innermost(error: &Error) -> &Error {
    let mut error = error;
    while error.kind() == ErrorKind::BadInclude
        && let Some(inner) = std::error::Error::source(error).and_then(|it| it.downcast_ref())
    {
        error = inner;
    }
    error
}

/// What an error is about, as the source says it; none where that is too long.
fn expression<'a>(error: &Error, source: &'a TemplateSource) -> Option<&'a str> {
    let text = match error.name()? {
        MAIN => &source.html,
        name => source.partials.get(name)?,
    };
    let expression = text.get(error.range()?)?.trim();
    let is_short = (1..=MAX_TOLD).contains(&expression.len()) && !expression.contains('\n');
    is_short.then_some(expression)
}

/// Takes so many bytes and no more.
struct Bounded(Vec<u8>);

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > MAX_FILLED {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    fn source(html: &str) -> TemplateSource {
        TemplateSource {
            html: html.to_owned(),
            ..TemplateSource::default()
        }
    }

    fn filled(html: &str) -> Result<String, ProblemKind> {
        let view = sample::plain("Ada <Lovelace> & {{ 7 * 7 }}", &source(html).texts);
        fill(&source(html), &view).map_err(|it| it.kind)
    }

    #[test]
    fn values_are_text_and_nothing_else() {
        assert_eq!(
            filled("<p>{{ recipient.name }}</p>"),
            Ok("<p>Ada &lt;Lovelace&gt; &amp; {{ 7 * 7 }}</p>".to_owned())
        );
        assert_eq!(
            filled("{% for it in organizations %}{{ loop.index }}{{ it.name|upper }}{% else %}none{% endfor %}")
                .as_deref(),
            Ok("1WEXCOMBE UNIVERSITY")
        );
    }

    #[test]
    fn what_certificates_have_no_use_for_is_refused() {
        for html in [
            "{{ recipient.name|safe }}",
            "{{ recipient.name|escape }}",
            "{% autoescape false %}{{ recipient.name }}{% endautoescape %}",
            "{% set x = recipient.name %}",
            "{% set x %}a{% endset %}",
            "{% with x = 1 %}{% endwith %}",
            "{{ 'a' * 100000000 }}",
            "{{ recipient.name ~ recipient.name }}",
            "{{ 7 * 7 }}",
            "{{ range(1000000) }}",
            "{{ recipient.name.upper() }}",
            "{{ debug() }}",
            "{% include recipient.name %}",
            "{% extends 'x' %}",
            "{% block x %}{% endblock %}",
            "{% import 'x' as x %}",
            "{% filter upper %}a{% endfilter %}",
            "{% for x in [[1, recipient], 2] %}{% endfor %}",
            "{% for x in organizations recursive %}{{ loop(x) }}{% endfor %}",
            "<style>p { color: {{ recipient.name }} }</style>",
            "<STYLE>{% if recipient %}p { color: red }{% endif %}</STYLE>",
        ] {
            assert_eq!(filled(html), Err(ProblemKind::StatementNotAllowed), "{html}");
        }
        for html in [
            "{{ recipient.name",
            "{% macro x() %}{% endmacro %}",
            "{{{ recipient }}}",
            "{% include 'nothing' %}",
        ] {
            assert_eq!(filled(html), Err(ProblemKind::Syntax), "{html}");
        }
    }

    #[test]
    fn what_is_not_there_is_an_error() {
        for html in [
            "{{ nothing }}",
            "{{ recipient.nothing }}",
            "{{ recipient.__class__ }}",
            "{{ env }}",
            "{{ config.secret }}",
            "{{ text.nothing }}",
            "{{ recipient }}",
            "{% if nothing %}{% endif %}",
            "{% for x in nothing %}{% endfor %}",
            "{{ credential.expires_on }}",
        ] {
            assert_eq!(filled(html), Err(ProblemKind::NotFilled), "{html}");
        }
        assert_eq!(filled("{% if credential.expires_on %}x{% endif %}"), Ok(String::new()));
    }

    #[test]
    fn what_is_not_there_is_named() {
        for (html, message) in [
            ("<p>{{ credential.titel }}</p>", "`credential.titel` is undefined"),
            ("<p>{{ credential.titel.short }}</p>", "`credential.titel` is undefined"),
            ("{% if nothing %}{% endif %}", "`nothing` is undefined"),
            (
                "{% for it in text.nothing %}{% endfor %}",
                "`text.nothing` is undefined",
            ),
            ("{{ organizations[7].name }}", "`organizations[7]` is undefined"),
            (
                "{{ credential.expires_on }}",
                "`credential.expires_on`: this value may be missing: ask for it with `if` first",
            ),
            ("{{ recipient }}", "`recipient`: only texts and numbers can be printed"),
        ] {
            let source = source(&format!("<h1>é</h1>\n{html}"));
            let problem = fill(&source, &sample::plain("Ada", &source.texts)).expect_err("is not filled");
            assert_eq!((problem.message.as_str(), problem.line), (message, Some(2)), "{html}");
        }
        let partial = TemplateSource {
            html: "{% for it in organizations %}\n{% include 'foot' %}{% endfor %}".to_owned(),
            partials: BTreeMap::from([("foot".to_owned(), "<p>\n\n{{ it.nothing }}".to_owned())]),
            ..TemplateSource::default()
        };
        let problem = fill(&partial, &sample::plain("Ada", &partial.texts)).expect_err("is not filled");
        assert_eq!(
            problem,
            Problem {
                partial: Some("foot".to_owned()),
                ..Problem::new(ProblemKind::NotFilled, "`it.nothing` is undefined").at(Some(3))
            }
        );
    }

    #[test]
    fn work_and_size_have_bounds() {
        let nested = "{% for a in text %}".repeat(8) + &"{% endfor %}".repeat(8);
        assert_eq!(filled(&nested), Err(ProblemKind::NotFilled));
        let wide = "x".repeat(60_000);
        let source = TemplateSource {
            html: "{% for a in text %}{% include 'wide' %}{% endfor %}".to_owned(),
            partials: BTreeMap::from([("wide".to_owned(), wide)]),
            ..TemplateSource::default()
        };
        let view = sample::plain("Ada", &source.texts);
        assert_eq!(fill(&source, &view).map_err(|it| it.kind), Err(ProblemKind::TooLarge));
        assert_eq!(filled(&"x".repeat(MAX_TEMPLATE + 1)), Err(ProblemKind::TooLarge));
    }
}
