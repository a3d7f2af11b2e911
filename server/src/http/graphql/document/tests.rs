//! The limits of documents, each at its edge.

use super::{Caller, Kind, Library, LimitsConfig, check};
use crate::http::error::Code;
use crate::http::graphql::body;

fn outcome(document: &str, caller: Caller) -> Result<Kind, (Code, Option<&'static str>)> {
    let body = serde_json::json!({ "query": document }).to_string();
    let request = body::parse(body.as_bytes()).expect("is a request");
    let introspects = caller != Caller::Anonymous;
    check(
        &request,
        &Library::default(),
        &LimitsConfig::default(),
        caller,
        introspects,
    )
    .map(|it| it.kind)
    .map_err(|refusal| (refusal.code, refusal.limit))
}

fn nested(depth: usize) -> String {
    format!("{}a{}", "{a".repeat(depth - 1) + "{", "}".repeat(depth))
}

fn many(n: usize, part: impl Fn(usize) -> String) -> String {
    (0..n).map(part).collect::<Vec<_>>().concat()
}

#[test]
fn each_limit_holds_exactly() {
    let limit = |name| Err((Code::LimitExceeded, Some(name)));
    let bomb = |n: usize| {
        let fragments: String = many(n, |i| {
            format!("fragment F{i} on Q{{a{{...F{}}}b{{...F{}}}}}", i + 1, i + 1)
        });
        format!("{{...F0}}{fragments}fragment F{n} on Q{{a}}")
    };
    let rows = [
        (nested(12), Ok(Kind::Query)),
        (nested(13), limit("DEPTH")),
        (nested(50), limit("DEPTH")),
        (nested(400), limit("DEPTH")),
        (nested(200_000), limit("TOKENS")),
        (
            "{a(b:".to_owned() + &"[".repeat(70) + &"]".repeat(70) + ")}",
            limit("DEPTH"),
        ),
        (format!("{{{}}}", many(20, |i| format!("a{i}:b "))), Ok(Kind::Query)),
        (format!("{{{}}}", "a ".repeat(21)), limit("ROOT_FIELDS")),
        (
            format!("{{c{{{}}}}}", many(30, |i| format!("a{i}:b "))),
            Ok(Kind::Query),
        ),
        (
            format!("{{c{{{}}}}}", many(31, |i| format!("a{i}:b "))),
            limit("ALIASES"),
        ),
        (format!("{{c{{{}}}}}", "a ".repeat(20_000)), limit("TOKENS")),
        (format!("{{a{}}}", "@b".repeat(20)), Ok(Kind::Query)),
        (format!("{{a{}}}", "@b".repeat(21)), limit("DIRECTIVES")),
        (format!("{{c{{{}}}}}", "a@b ".repeat(21)), limit("DIRECTIVES")),
        (
            format!("query({}){{a}}", many(51, |i| format!("$a{i}:B "))),
            limit("VARIABLES"),
        ),
        (
            format!("{{a}}{}", many(51, |i| format!("fragment F{i} on Q{{a}}"))),
            limit("FRAGMENTS"),
        ),
        (many(21, |i| format!("query Q{i}{{a}}")), limit("OPERATIONS")),
        (bomb(5), Ok(Kind::Query)),
        (bomb(10), limit("FIELDS")),
        (bomb(20), limit("DEPTH")),
        ("mutation{a}".to_owned(), Ok(Kind::Mutation)),
        ("mutation{a b}".to_owned(), limit("ROOT_FIELDS")),
        (
            "mutation{...F}fragment F on M{a ...on M{b}}".to_owned(),
            limit("ROOT_FIELDS"),
        ),
    ];
    for (document, expected) in rows {
        let start: String = document.chars().take(60).collect();
        assert_eq!(outcome(&document, Caller::Anonymous), expected, "{start}");
    }
}

#[test]
fn what_cannot_be_executed_is_refused() {
    for (document, code) in [
        ("{", Code::ParseFailed),
        ("{a", Code::ParseFailed),
        ("{a}}", Code::ParseFailed),
        ("query {}", Code::ParseFailed),
        ("type A { b: C }", Code::ParseFailed),
        ("{\u{202e}a}", Code::ParseFailed),
        ("fragment F on Q{a}", Code::ValidationFailed),
        ("{a}{b}", Code::ValidationFailed),
        ("{a}query B{b}", Code::ValidationFailed),
        ("query A{a}query A{b}", Code::ValidationFailed),
        ("query A{a}query B{b}", Code::ValidationFailed),
        ("subscription{a}", Code::ValidationFailed),
        (
            "{...A}fragment A on Q{...B}fragment B on Q{a{...A}}",
            Code::ValidationFailed,
        ),
        ("{a}fragment A on Q{...A}", Code::ValidationFailed),
        ("{a}fragment A on Q{...on Q{...A}}", Code::ValidationFailed),
        ("{__schema{types{name}}}", Code::ValidationFailed),
        (
            "{...F}fragment F on Q{__type(name:\"Q\"){name}}",
            Code::ValidationFailed,
        ),
    ] {
        assert_eq!(
            outcome(document, Caller::Anonymous).map_err(|(code, _)| code),
            Err(code),
            "{document}"
        );
    }
}

#[test]
fn the_schema_may_be_asked_for_but_not_in_circles() {
    let of_type = "ofType{kind name ".repeat(9) + &"}".repeat(9);
    let standard = format!(
        "query IntrospectionQuery{{__schema{{queryType{{name}}types{{...FullType}}directives{{name args{{...InputValue}}}}}}}}
         fragment FullType on __Type{{kind name fields(includeDeprecated:true){{name args{{...InputValue}}type{{...TypeRef}}}}
           inputFields{{...InputValue}}interfaces{{...TypeRef}}enumValues{{name}}possibleTypes{{...TypeRef}}}}
         fragment InputValue on __InputValue{{name type{{...TypeRef}}defaultValue}}
         fragment TypeRef on __Type{{kind name {of_type}}}"
    );
    assert_eq!(outcome(&standard, Caller::SignedIn), Ok(Kind::Query));
    let circle = "{__schema{types{fields{type{fields{type{fields{name}}}}}}}}";
    assert_eq!(
        outcome(circle, Caller::SignedIn),
        Err((Code::LimitExceeded, Some("DEPTH")))
    );
    assert_eq!(
        outcome("{a{fields{fields{fields{b}}}}}", Caller::SignedIn),
        Ok(Kind::Query)
    );
}

#[test]
fn the_refusal_repeats_nothing_of_the_document() {
    let document = format!("{{ a {} !", "secret ".repeat(150));
    let body = serde_json::json!({ "query": document }).to_string();
    let request = body::parse(body.as_bytes()).expect("is a request");
    let refusal = check(
        &request,
        &Library::default(),
        &LimitsConfig::default(),
        Caller::Anonymous,
        false,
    )
    .err()
    .expect("is refused");
    assert!(
        refusal.message.len() <= 300 && !refusal.message.contains("secret"),
        "{}",
        refusal.message
    );
    assert!(refusal.message.contains("line 1"), "{}", refusal.message);
}

#[test]
fn the_operation_is_the_named_one() {
    let parse = |name: serde_json::Value| {
        let body = serde_json::json!({ "query": "query A{a}mutation B{b}", "operationName": name }).to_string();
        let request = body::parse(body.as_bytes()).expect("is a request");
        check(
            &request,
            &Library::default(),
            &LimitsConfig::default(),
            Caller::Anonymous,
            false,
        )
        .map(|it| it.kind)
        .map_err(|it| it.code)
    };
    assert_eq!(parse("A".into()), Ok(Kind::Query));
    assert_eq!(parse("B".into()), Ok(Kind::Mutation));
    assert_eq!(parse("C".into()), Err(Code::ValidationFailed));
    assert_eq!(parse(serde_json::Value::Null), Err(Code::ValidationFailed));
}

#[test]
fn variables_that_need_a_value_have_one() {
    let outcome = |document: &str, variables: serde_json::Value| {
        let body = serde_json::json!({ "query": document, "variables": variables }).to_string();
        let request = body::parse(body.as_bytes()).expect("is a request");
        check(
            &request,
            &Library::default(),
            &LimitsConfig::default(),
            Caller::Anonymous,
            false,
        )
        .map(drop)
        .map_err(|it| it.code)
    };
    let needs = "query($a:A!){a(a:$a)}";
    assert_eq!(outcome(needs, serde_json::json!({})), Err(Code::BadUserInput));
    assert_eq!(
        outcome(needs, serde_json::json!({ "a": null })),
        Err(Code::BadUserInput)
    );
    assert_eq!(outcome(needs, serde_json::json!({ "a": 0 })), Ok(()));
    assert_eq!(outcome("query($a:A!=1){a(a:$a)}", serde_json::json!({})), Ok(()));
    assert_eq!(
        outcome("query($a:A){a(a:$a)}", serde_json::json!({ "a": null })),
        Ok(())
    );
}

#[test]
fn known_document_is_held_against_its_sender_all_the_same() {
    let library = Library::default();
    let ask = |document: &str, caller| {
        let body = serde_json::json!({ "query": document }).to_string();
        let request = body::parse(body.as_bytes()).expect("is a request");
        let introspects = caller != Caller::Anonymous;
        check(&request, &library, &LimitsConfig::default(), caller, introspects)
            .map(drop)
            .map_err(|it| (it.code, it.limit))
    };
    let limit = |name| Err((Code::LimitExceeded, Some(name)));
    for (document, expected) in [
        ("{a{".to_owned() + &"b ".repeat(2_500) + "}}", limit("TOKENS")),
        ("mutation{a b}".to_owned(), limit("ROOT_FIELDS")),
        (
            "{__schema{queryType{name}}}".to_owned(),
            Err((Code::ValidationFailed, None)),
        ),
        (
            "{...F}fragment F on Q{c{...G ...G}}fragment G on Q{c{...H ...H}}fragment H on Q{c{".to_owned()
                + &"b ".repeat(600)
                + "}}",
            limit("FIELDS"),
        ),
    ] {
        let start: String = document.chars().take(60).collect();
        assert_eq!(ask(&document, Caller::Anonymous), expected, "{start}");
        assert!(
            library.find(&document).is_none(),
            "what is refused is not kept: {start}"
        );
        assert_eq!(ask(&document, Caller::SignedIn), Ok(()), "{start}");
        assert!(library.find(&document).is_some(), "{start}");
        assert_eq!(ask(&document, Caller::Anonymous), expected, "{start}");
        assert_eq!(ask(&document, Caller::SignedIn), Ok(()), "{start}");
    }
}

#[test]
fn cost_is_known_for_texts_alone() {
    let library = Library::default();
    let ask = |document: &str, name: Option<&str>, variables: serde_json::Value| {
        let body = serde_json::json!({ "query": document, "variables": variables, "operationName": name }).to_string();
        let request = body::parse(body.as_bytes()).expect("is a request");
        let document = check(&request, &library, &LimitsConfig::default(), Caller::Anonymous, false);
        document.unwrap_or_else(|refusal| panic!("{body}: {}", refusal.message))
    };
    let text = "query($a: UUID!, $b: String) {a(a: $a, b: $b)}";
    let texts = serde_json::json!({ "a": "x", "b": "y" });
    assert_eq!(ask(text, None, texts.clone()).known_cost(), None);
    ask(text, None, texts).remember_cost(7);
    for (variables, expected) in [
        (serde_json::json!({ "a": "", "b": "z" }), Some(7)),
        (serde_json::json!({ "a": "x" }), None),
        (serde_json::json!({ "a": "x", "b": null }), None),
        (serde_json::json!({ "a": 1, "b": "z" }), None),
        (serde_json::json!({ "a": ["x"], "b": "z" }), None),
    ] {
        assert_eq!(ask(text, None, variables.clone()).known_cost(), expected, "{variables}");
        // What passed with something else says nothing about texts, and the other way around.
        ask(text, None, variables).remember_cost(8);
    }
    for other in [
        "query($a: Int!) {a(a: $a)}",
        "query($a: [String!]!) {a(a: $a)}",
        "query($a: Kind!) {a(a: $a)}",
    ] {
        ask(other, None, serde_json::json!({ "a": "x" })).remember_cost(9);
        assert_eq!(
            ask(other, None, serde_json::json!({ "a": "x" })).known_cost(),
            None,
            "{other}"
        );
    }
    let two = "query A {a} query B {b}";
    ask(two, Some("A"), serde_json::json!({})).remember_cost(1);
    assert_eq!(ask(two, Some("A"), serde_json::json!({})).known_cost(), Some(1));
    assert_eq!(ask(two, Some("B"), serde_json::json!({})).known_cost(), None);
}

#[test]
fn only_questions_about_single_credentials_are_told_apart() {
    for (text, expected) in [
        ("{ credential(uuid: 1) { state } }", true),
        ("{ credential(uuid: 1) { state } b: credential(uuid: 2) { url } }", true),
        ("query A($b: UUID!) { credential(uuid: $b) { state } }", true),
        ("{ credential(uuid: 1) { state } viewer { id } }", false),
        ("{ credentials(first: 1) { totalCount } }", false),
        ("{ credential: sharedRecord(token: 1) { label } }", false),
        ("{ __typename }", false),
        ("{ ... { credential(uuid: 1) { state } } }", false),
        ("{ ...A } fragment A on Query { credential(uuid: 1) { state } }", false),
        ("mutation { credential(uuid: 1) { state } }", false),
    ] {
        let body = serde_json::json!({ "query": text, "variables": { "b": "1" } }).to_string();
        let request = body::parse(body.as_bytes()).expect("is a request");
        let (library, limits) = (Library::default(), LimitsConfig::default());
        let document =
            check(&request, &library, &limits, Caller::Anonymous, false).unwrap_or_else(|_| panic!("{text}"));
        assert_eq!(document.shows_credentials_only(), expected, "{text}");
    }
}
