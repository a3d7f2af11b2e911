//! Signing in and out with a browser, and how long it lasts.

use chrono::TimeDelta;
use entity::{session, user};
use reqwest::StatusCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tests::app::{PUBLIC_URL, TestApp, sign_in_through_platform};
use tests::build;
use tests::database::Engine;
use tests::persona::{ADA, SOFIA};
use tests::platform::answer::{Answer, Endpoint};
use tests::platform::token::TokenSpec;
use tests::visitor::{CSRF, SESSION, SIGN_IN, Visitor};

tests::on_both_engines!(
    signing_in_leads_back_to_where_one_was,
    proof_of_possession_goes_along,
    session_ends_after_a_pause_and_in_any_case,
    token_is_replaced_and_the_old_one_counts_a_moment_more,
    busy_session_costs_one_statement,
    token_with_any_character_changed_is_nobodys,
    signing_out_ends_the_session_everywhere,
    signing_in_again_is_another_session,
    what_comes_back_counts_once_and_for_its_browser_only,
    platform_in_trouble_signs_nobody_in,
    name_of_somebody_else_is_refused,
    header_counts_alone,
    cookies_of_the_platform_count_where_they_are_wanted,
    session_counts_on_its_own_site_only,
    newest_word_of_the_platform_counts_for_all_sessions,
    session_goes_along_when_two_rows_become_one_person,
    service_accounts_are_staff_in_a_browser,
    nobody_signs_in_where_it_is_not_set_up
);

async fn start(engine: Engine) -> TestApp {
    TestApp::configured(engine, sign_in_through_platform).await
}

async fn n_sessions(app: &TestApp) -> u64 {
    session::Entity::find().count(app.db()).await.expect("a count")
}

async fn signed_in(app: &TestApp, username: &str) -> Visitor {
    let mut visitor = Visitor::of(app);
    let reply = visitor.sign_in(app, username, "/").await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
    visitor
}

fn learner(username: &str) -> Value {
    json!({ "username": username, "role": "LEARNER" })
}

async fn signing_in_leads_back_to_where_one_was(engine: Engine) {
    let app = start(engine).await;
    let mut visitor = Visitor::of(&app);
    assert_eq!(visitor.viewer().await, Value::Null);
    let reply = visitor.sign_in(&app, "ada", "/credentials/x?from=cv").await;
    assert_eq!(
        (reply.status, reply.header("location")),
        (StatusCode::SEE_OTHER, Some("/credentials/x?from=cv"))
    );
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    assert_eq!(visitor.viewer().await, learner("ada"));
    assert!(!visitor.cookies.contains_key(SIGN_IN), "it is done");
    let set: Vec<&str> = reply
        .headers
        .get_all("set-cookie")
        .iter()
        .filter_map(|it| it.to_str().ok())
        .collect();
    let of = |name: &str| {
        set.iter()
            .find(|it| it.starts_with(name))
            .expect("a cookie")
            .split_once(';')
            .expect("more")
            .1
    };
    assert_eq!(of(SESSION), " HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=1209600");
    assert_eq!(of(CSRF), " SameSite=Lax; Secure; Path=/; Max-Age=1209600");
    // What the browser holds is nowhere in the database.
    let rows = session::Entity::find().all(app.db()).await.expect("sessions");
    assert_eq!(rows.len(), 1);
    assert_ne!(rows[0].token_hash, visitor.cookies[SESSION].as_bytes());
    assert!(!app.log().contains(&visitor.cookies[SESSION]));

    let reply = Visitor::of(&app).sign_in(&app, "sofia", "https://evil.example/").await;
    assert_eq!(reply.header("location"), Some("/"));
}

async fn proof_of_possession_goes_along(engine: Engine) {
    let app = start(engine).await;
    let mut visitor = Visitor::of(&app);
    let address = url::Url::parse(&visitor.begin("/").await).expect("an address");
    let asked: std::collections::BTreeMap<String, String> = address.query_pairs().into_owned().collect();
    assert_eq!(asked["response_type"], "code");
    assert_eq!(asked["code_challenge_method"], "S256");
    assert_eq!(asked["redirect_uri"], format!("{PUBLIC_URL}/sign-in/callback"));
    assert_eq!(asked["scope"], "user_id profile email");
    for name in ["code_challenge", "state", "nonce"] {
        assert_eq!(asked[name].len(), 43, "{name}");
    }
    // Each sign-in has its own.
    let again = url::Url::parse(&visitor.begin("/").await).expect("an address");
    assert_ne!(again.query(), address.query());
    assert_eq!(n_sessions(&app).await, 0);
}

async fn session_ends_after_a_pause_and_in_any_case(engine: Engine) {
    let app = start(engine).await;
    let mut visitor = signed_in(&app, "ada").await;
    app.advance(TimeDelta::hours(23));
    assert_eq!(visitor.viewer().await, learner("ada"));
    app.advance(TimeDelta::hours(24));
    assert_eq!(visitor.viewer().await, Value::Null);
    assert!(
        !visitor.cookies.contains_key(SESSION),
        "the browser forgets what counts no more"
    );

    let mut visitor = signed_in(&app, "ada").await;
    for _ in 0..27 {
        app.advance(TimeDelta::hours(12));
        assert_eq!(visitor.viewer().await, learner("ada"));
    }
    app.advance(TimeDelta::hours(12));
    assert_eq!(visitor.viewer().await, Value::Null, "14 days are over");
}

async fn token_is_replaced_and_the_old_one_counts_a_moment_more(engine: Engine) {
    let app = start(engine).await;
    let mut visitor = signed_in(&app, "ada").await;
    let old = visitor.clone();
    app.advance(TimeDelta::hours(12));
    visitor.viewer().await;
    assert_ne!(visitor.cookies[SESSION], old.cookies[SESSION]);
    assert_eq!(visitor.cookies[CSRF], old.cookies[CSRF]);
    let mut late = old.clone();
    assert_eq!(late.viewer().await, learner("ada"), "it was on its way");
    assert_eq!(
        late.cookies[SESSION], old.cookies[SESSION],
        "and is not replaced once more"
    );
    app.advance(TimeDelta::minutes(1));
    assert_eq!(late.viewer().await, Value::Null);
    assert_eq!(visitor.viewer().await, learner("ada"));

    // Many at once: one of them gets the new token.
    app.advance(TimeDelta::hours(12));
    let requests = (0..8).map(|_| {
        let mut visitor = visitor.clone();
        async move {
            assert_eq!(visitor.viewer().await, learner("ada"));
            visitor.cookies[SESSION].clone()
        }
    });
    let tokens: std::collections::BTreeSet<String> =
        futures_util::future::join_all(requests).await.into_iter().collect();
    assert_eq!(tokens.len(), 2, "the old one and one new one");
}

async fn busy_session_costs_one_statement(engine: Engine) {
    let app = start(engine).await;
    let mut visitor = signed_in(&app, "ada").await;
    visitor.query("{ site { name } }").await.data();
    let (statements, _) = app
        .count_statements(async || visitor.query("{ __typename }").await)
        .await;
    assert_eq!((statements.reads, statements.writes), (1, 0), "{statements:?}");
    app.advance(TimeDelta::minutes(5));
    visitor.query("{ __typename }").await.data();
    let (statements, _) = app
        .count_statements(async || visitor.query("{ __typename }").await)
        .await;
    assert_eq!(statements.writes, 0, "what was noted is not noted again");
}

async fn token_with_any_character_changed_is_nobodys(engine: Engine) {
    let app = start(engine).await;
    let visitor = signed_in(&app, "ada").await;
    let token = visitor.cookies[SESSION].clone();
    for (position, was) in token.char_indices() {
        // Another character of the same alphabet, and the same one in the other case: bytes are compared, not letters.
        let other = if was == 'x' { 'y' } else { 'x' };
        let turned = match was {
            'a'..='z' => was.to_ascii_uppercase(),
            'A'..='Z' => was.to_ascii_lowercase(),
            _ => other,
        };
        for changed in [other, turned, '!'] {
            let mut copy = visitor.clone();
            let mut edited = token.clone();
            edited.replace_range(position..=position, changed.encode_utf8(&mut [0; 4]));
            copy.cookies.insert(SESSION.to_owned(), edited);
            assert_eq!(copy.viewer().await, Value::Null, "{changed:?} at {position}");
        }
    }
    for edited in [&token[..token.len() - 1], &token[1..], ""] {
        let mut copy = visitor.clone();
        copy.cookies.insert(SESSION.to_owned(), edited.to_owned());
        assert_eq!(copy.viewer().await, Value::Null, "{edited}");
    }
    assert_eq!(
        visitor.clone().viewer().await,
        learner("ada"),
        "the token itself still counts"
    );
}

async fn signing_out_ends_the_session_everywhere(engine: Engine) {
    let app = start(engine).await;
    let mut visitor = signed_in(&app, "ada").await;
    let mut copy = visitor.clone();
    let other = signed_in(&app, "ada").await;
    // An image on another site, a form on another site, a page without the proof.
    let by_image = visitor.get("/sign-out").await;
    assert_eq!(by_image.status, StatusCode::METHOD_NOT_ALLOWED);
    for (origin, proof) in [("https://evil.example", true), (PUBLIC_URL, false)] {
        let mut request = app
            .anonymous()
            .at("credentials.example.org")
            .request(reqwest::Method::POST, "/sign-out");
        request = request
            .header("origin", origin)
            .header("cookie", format!("{SESSION}={}", copy.cookies[SESSION]));
        if proof {
            request = request.header("x-csrf-token", &copy.cookies[CSRF]);
        }
        assert_eq!(
            app.anonymous().send(request).await.status,
            StatusCode::FORBIDDEN,
            "{origin}"
        );
    }
    assert_eq!(copy.viewer().await, learner("ada"));

    assert_eq!(visitor.sign_out().await.status, StatusCode::NO_CONTENT);
    assert!(visitor.cookies.is_empty());
    assert_eq!(copy.viewer().await, Value::Null);
    assert_eq!(
        other.clone().viewer().await,
        learner("ada"),
        "another browser stays signed in"
    );
    assert_eq!(
        visitor.sign_out().await.status,
        StatusCode::NO_CONTENT,
        "there is nothing to end"
    );
    let url = app.anonymous().query("{ site { canSignIn platformSignOutUrl } }").await;
    let expected = json!({ "canSignIn": true, "platformSignOutUrl": format!("{}/logout", app.platform().origin()) });
    assert_eq!(url.at("/site"), &expected);
}

async fn signing_in_again_is_another_session(engine: Engine) {
    let app = start(engine).await;
    let mut visitor = signed_in(&app, "ada").await;
    let mut before = visitor.clone();
    visitor.sign_in(&app, "grace", "/").await;
    assert_ne!(visitor.cookies[SESSION], before.cookies[SESSION]);
    assert_ne!(visitor.cookies[CSRF], before.cookies[CSRF]);
    assert_eq!(visitor.viewer().await, learner("grace"));
    assert_eq!(before.viewer().await, Value::Null);
    // A token that somebody planted in the browser is not taken over.
    let mut victim = Visitor::of(&app);
    let planted = "A".repeat(43);
    victim.cookies.insert(SESSION.to_owned(), planted.clone());
    victim.sign_in(&app, "ada", "/").await;
    assert_ne!(victim.cookies[SESSION], planted);
}

async fn what_comes_back_counts_once_and_for_its_browser_only(engine: Engine) {
    let app = start(engine).await;
    let mut visitor = Visitor::of(&app);
    let address = visitor.begin("/").await;
    let back = app.platform().sign_in(&address, "ada").await;
    // Somebody else's browser, which was made to open the attacker's way back.
    let mut other = Visitor::of(&app);
    assert_eq!(other.get(&back).await.status, StatusCode::BAD_REQUEST);
    other.begin("/").await;
    assert_eq!(other.get(&back).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        app.platform().n_requests(Endpoint::AccessToken),
        0,
        "the code is not even tried"
    );

    let mut copy = visitor.clone();
    assert_eq!(visitor.get(&back).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        visitor.get(&back).await.status,
        StatusCode::BAD_REQUEST,
        "the attempt is over"
    );
    let replayed = copy.get(&back).await;
    assert_eq!(
        replayed.status,
        StatusCode::BAD_REQUEST,
        "the platform takes a code once"
    );
    assert_eq!(n_sessions(&app).await, 1);
}

async fn platform_in_trouble_signs_nobody_in(engine: Engine) {
    let app = start(engine).await;
    let mint = |spec: TokenSpec| app.platform().mint(&spec).expect("a token");
    let token = mint(TokenSpec::of(&ADA));
    let answer = |more: Value| {
        let mut answer = json!({ "access_token": token, "token_type": "JWT", "expires_in": 3600 });
        for (name, value) in more.as_object().expect("an object") {
            answer[name] = value.clone();
        }
        Answer::Json(answer)
    };
    let id_token = mint(
        TokenSpec::of(&ADA)
            .claim("aud", "another-application")
            .claim("nonce", "x"),
    );
    let old_nonce = mint(
        TokenSpec::of(&ADA)
            .claim("aud", "credentials-sso-key")
            .claim("nonce", "x"),
    );
    for (name, trouble) in [
        ("fails", Answer::Status(500)),
        ("has no page", Answer::Status(404)),
        ("answers a page", Answer::Html),
        ("answers an empty object", Answer::Json(json!({}))),
        ("answers no object", Answer::Text("[]".to_owned())),
        ("answers too much", Answer::Huge(1 << 20)),
        ("breaks off", Answer::CutOff),
        ("leads elsewhere", Answer::Redirect("https://evil.example/".to_owned())),
        ("gives another kind of token", answer(json!({ "token_type": "mac" }))),
        ("gives no token", answer(json!({ "access_token": null }))),
        ("gives a token of nobody", answer(json!({ "access_token": "a.b.c" }))),
        (
            "gives an identity for another application",
            answer(json!({ "id_token": id_token })),
        ),
        (
            "gives an identity of another sign-in",
            answer(json!({ "id_token": old_nonce })),
        ),
    ] {
        let mut visitor = Visitor::of(&app);
        let address = visitor.begin("/records").await;
        let back = app.platform().sign_in(&address, "ada").await;
        app.platform().answer_next(Endpoint::AccessToken, trouble);
        let reply = visitor.get(&back).await;
        assert_eq!(reply.status, StatusCode::BAD_GATEWAY, "it {name}: {}", reply.text);
        assert!(
            !visitor.cookies.contains_key(SESSION) && !visitor.cookies.contains_key(SIGN_IN),
            "it {name}"
        );
    }
    assert_eq!(n_sessions(&app).await, 0);
    assert!(!app.log().contains(&token), "no token is logged");
}

async fn name_of_somebody_else_is_refused(engine: Engine) {
    let app = start(engine).await;
    signed_in(&app, "ada").await;
    let mut visitor = Visitor::of(&app);
    let address = visitor.begin("/").await;
    let back = app.platform().sign_in(&address, "ada").await;
    let impostor = app
        .platform()
        .mint(&TokenSpec::of(&ADA).claim("user_id", 4711))
        .expect("a token");
    let answer = json!({ "access_token": impostor, "token_type": "JWT" });
    app.platform().answer_next(Endpoint::AccessToken, Answer::Json(answer));
    assert_eq!(visitor.get(&back).await.status, StatusCode::FORBIDDEN);
    assert_eq!(n_sessions(&app).await, 1);
}

async fn header_counts_alone(engine: Engine) {
    let app = start(engine).await;
    let visitor = signed_in(&app, "ada").await;
    let token = app.platform().token_of(&SOFIA).expect("a token");
    let mut both = visitor.clone();
    let body = json!({ "query": "{ viewer { username } }" }).to_string();
    let request = both.as_page(reqwest::Method::POST, "/graphql");
    let request = request.header("content-type", "application/json").body(body.clone());
    let request = request.header("authorization", format!("JWT {token}"));
    let reply = both.send(request).await;
    assert_eq!(reply.at("/viewer/username"), "sofia");
    // A bad token is not mended by a good cookie.
    let request = both.as_page(reqwest::Method::POST, "/graphql");
    let request = request.header("content-type", "application/json").body(body);
    let reply = both.send(request.header("authorization", "JWT a.b.c")).await;
    assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
}

async fn cookies_of_the_platform_count_where_they_are_wanted(engine: Engine) {
    let app = TestApp::configured(engine, |config| {
        sign_in_through_platform(config);
        config.jwt.accepts_cookies = true;
    })
    .await;
    let ask = async |visitor: &mut Visitor, wanted: bool| {
        let body = json!({ "query": "{ viewer { username } }" }).to_string();
        let mut request = visitor
            .as_page(reqwest::Method::POST, "/graphql")
            .header("content-type", "application/json");
        if wanted {
            request = request.header("use-jwt-cookie", "true");
        }
        visitor.send(request.body(body)).await
    };
    let give = |visitor: &mut Visitor, head: &str, signature: &str| {
        let half = |token: &str, at: usize| token.rsplitn(2, '.').nth(1 - at).expect("a half").to_owned();
        visitor
            .cookies
            .insert("edx-jwt-cookie-header-payload".to_owned(), half(head, 0));
        visitor
            .cookies
            .insert("edx-jwt-cookie-signature".to_owned(), half(signature, 1));
    };
    let token = |spec: TokenSpec| app.platform().mint(&spec).expect("a token");
    let (ada, grace) = (token(TokenSpec::of(&ADA)), token(TokenSpec::of(&tests::persona::GRACE)));
    let mut visitor = Visitor::of(&app);
    give(&mut visitor, &ada, &ada);
    assert_eq!(ask(&mut visitor, true).await.at("/viewer/username"), "ada");
    assert_eq!(
        ask(&mut visitor, false).await.at("/viewer"),
        &Value::Null,
        "nobody asked for them"
    );
    give(&mut visitor, &ada, &grace);
    assert_eq!(
        ask(&mut visitor, true).await.status,
        StatusCode::UNAUTHORIZED,
        "halves of two tokens"
    );
    let expired = token(TokenSpec::of(&ADA).lifetime(-TimeDelta::hours(1)));
    give(&mut visitor, &expired, &expired);
    assert_eq!(
        ask(&mut visitor, true).await.at("/viewer"),
        &Value::Null,
        "who was signed in is a visitor"
    );

    // Beside a session they must name the same person.
    let mut visitor = signed_in(&app, "ada").await;
    give(&mut visitor, &ada, &ada);
    assert_eq!(ask(&mut visitor, true).await.at("/viewer/username"), "ada");
    give(&mut visitor, &grace, &grace);
    let refused = ask(&mut visitor, true).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert!(
        !visitor.cookies.contains_key(SESSION),
        "the browser forgets the session"
    );

    let app = start(engine).await;
    let ada = app.platform().token_of(&ADA).expect("a token");
    let mut visitor = Visitor::of(&app);
    give(&mut visitor, &ada, &ada);
    assert_eq!(
        ask(&mut visitor, true).await.at("/viewer"),
        &Value::Null,
        "they are not accepted unless set"
    );
}

async fn session_counts_on_its_own_site_only(engine: Engine) {
    let app = start(engine).await;
    build::site("North")
        .at("https://north.example.org")
        .insert(app.db())
        .await;
    let here = signed_in(&app, "ada").await;
    let mut there = Visitor::at(&app, "north.example.org");
    there.cookies.clone_from(&here.cookies);
    assert_eq!(there.viewer().await, Value::Null);
    let mut there = Visitor::at(&app, "north.example.org");
    there.sign_in(&app, "ada", "/").await;
    assert_eq!(there.viewer().await, learner("ada"));
    // A page of one site may not use what the browser holds for another.
    let request = there
        .as_page(reqwest::Method::POST, "/graphql")
        .header("content-type", "application/json");
    let body = json!({ "query": "{ __typename }" }).to_string();
    let mut headers = there.clone();
    let reply = headers.send(request.body(body.clone())).await;
    assert_eq!(reply.status, StatusCode::OK);
    let request = app
        .anonymous()
        .at("north.example.org")
        .request(reqwest::Method::POST, "/graphql");
    let request = request
        .header("content-type", "application/json")
        .header("origin", PUBLIC_URL);
    let request = request.header("x-csrf-token", &there.cookies[CSRF]);
    let refused = there.send(request.body(body)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

async fn newest_word_of_the_platform_counts_for_all_sessions(engine: Engine) {
    let app = start(engine).await;
    let mut first = signed_in(&app, "sofia").await;
    assert_eq!(first.viewer().await["role"], "STAFF");
    let mut second = Visitor::of(&app);
    let address = second.begin("/").await;
    let back = app.platform().sign_in(&address, "sofia").await;
    let demoted = app
        .platform()
        .mint(&TokenSpec::of(&SOFIA).claim("administrator", false))
        .expect("a token");
    let answer = json!({ "access_token": demoted, "token_type": "JWT" });
    app.platform().answer_next(Endpoint::AccessToken, Answer::Json(answer));
    second.get(&back).await;
    for visitor in [&mut first, &mut second] {
        assert_eq!(visitor.viewer().await["role"], "LEARNER");
    }
}

async fn session_goes_along_when_two_rows_become_one_person(engine: Engine) {
    let app = start(engine).await;
    let mut visitor = signed_in(&app, "ada").await;
    let stranger = signed_in(&app, "sofia").await;
    // A platform that told no number of hers when she signed in.
    user::Entity::update_many()
        .col_expr(user::Column::LmsUserId, Expr::value(Option::<i64>::None))
        .filter(user::Column::UsernameKey.eq("ada"))
        .exec(app.db())
        .await
        .expect("a row");
    let run = json!({ "type": "COURSE_RUN", "id": "course-v1:WexcombeX+STAT101+2026_T1" });
    let award = async |username: &str| {
        let input = json!({ "username": username, "lmsUserId": ADA.user_id, "learningObject": run });
        let payload = crate::scene::award(&app.service(), input).await;
        assert_eq!(payload["userErrors"], json!([]), "{payload}");
    };
    // Under her former name she is known by number, and then the platform tells that both names are hers.
    award("ada-byron").await;
    let of = async |visitor: &Visitor| {
        let hash = Sha256::digest(&visitor.cookies[SESSION]).to_vec();
        let rows = session::Entity::find().filter(session::Column::TokenHash.eq(hash));
        rows.one(app.db())
            .await
            .expect("a database")
            .expect("a session")
            .user_id
    };
    let (before, others) = (of(&visitor).await, of(&stranger).await);
    award("ada").await;
    let after = of(&visitor).await;
    assert_ne!(after, before, "it is the session of the row that stays");
    assert_eq!(of(&stranger).await, others);
    let stays = user::Entity::find_by_id(after).one(app.db()).await.expect("a database");
    let stays = stays.expect("a row");
    assert_eq!((stays.username.as_str(), stays.lms_user_id), ("ada", Some(ADA.user_id)));
    assert_eq!(visitor.viewer().await, learner("ada"));
    let reply = visitor.query("{ credentials { totalCount } }").await;
    assert_eq!(
        reply.at("/credentials/totalCount"),
        1,
        "what was earned under the other name is hers"
    );
    assert_eq!(n_sessions(&app).await, 2);
}

async fn service_accounts_are_staff_in_a_browser(engine: Engine) {
    let app = start(engine).await;
    let mut visitor = signed_in(&app, "lms_worker").await;
    assert_eq!(visitor.viewer().await["role"], "STAFF");
    let mut visitor = signed_in(&app, "magda").await;
    assert_eq!(visitor.viewer().await["role"], "SUPERUSER");
}

async fn nobody_signs_in_where_it_is_not_set_up(engine: Engine) {
    let app = TestApp::start(engine).await;
    let reply = app.anonymous().get("/sign-in").await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    assert_eq!(
        app.anonymous()
            .query("{ site { canSignIn } }")
            .await
            .at("/site/canSignIn"),
        false
    );
}
