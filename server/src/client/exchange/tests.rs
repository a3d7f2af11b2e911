//! Answers, good and bad, and how often one is asked for.

use axum::body::{Body, Bytes};
use axum::response::{IntoResponse as _, Redirect, Response};
use futures_util::stream;

use super::*;
use crate::client::test_kit::{Server, clock};

fn http() -> Http {
    Http::new(clock(), Reach::Public)
}

fn ask(url: &Url) -> Ask<'_> {
    Ask {
        upstream: Upstream::Catalogue,
        url,
        authorization: None,
        deadline: Instant::now() + Duration::from_secs(10),
    }
}

fn status(code: u16) -> Response {
    StatusCode::from_u16(code).expect("a status").into_response()
}

async fn error_of(server: &Server) -> ClientError {
    http().get(&ask(&server.url)).await.expect_err("no answer")
}

#[tokio::test]
async fn statuses_mean_what_the_caller_can_do() {
    use ClientError::{Invalid, NotFound, Refused};
    for (code, expected, n_requests) in [
        (204, Invalid("it has no content"), 1),
        (206, Invalid("it has no content"), 1),
        (304, Invalid("it sends us elsewhere"), 1),
        (400, Refused(StatusCode::BAD_REQUEST), 1),
        (401, Refused(StatusCode::UNAUTHORIZED), 1),
        (403, Refused(StatusCode::FORBIDDEN), 1),
        (404, NotFound, 1),
        (410, NotFound, 1),
        (429, ClientError::unavailable("it is busy"), 3),
        (500, ClientError::unavailable("it has an error of its own"), 3),
        (503, ClientError::unavailable("it has an error of its own"), 3),
    ] {
        let server = Server::start(move |_, _| status(code)).await;
        assert_eq!(
            (error_of(&server).await, server.seen().len()),
            (expected, n_requests),
            "{code}"
        );
    }
}

#[tokio::test]
async fn a_request_is_repeated_until_it_is_answered_and_a_form_is_not() {
    let server = Server::start(|number, _| if number < 2 { status(503) } else { "{}".into_response() }).await;
    let answer = http().get(&ask(&server.url)).await.expect("an answer");
    assert_eq!((answer.bytes, server.seen().len()), (b"{}".to_vec(), 3));

    let server = Server::start(|_, _| status(503)).await;
    assert!(http().post(&ask(&server.url), &[("a", "b")]).await.is_err());
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_long_pause_is_told_and_not_waited_for() {
    let server = Server::start(|_, _| (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "3600")]).into_response()).await;
    let expected = ClientError::Unavailable {
        retry_after: Some(Duration::from_mins(15)),
        why: "it is busy",
    };
    assert_eq!((error_of(&server).await, server.seen().len()), (expected, 1));
}

#[tokio::test]
async fn redirects_stay_within_their_origin() {
    let elsewhere = Server::start(|_, _| "{}".into_response()).await;
    for target in [
        elsewhere.url.to_string(),
        "file:///etc/passwd".to_owned(),
        "/again".to_owned(),
    ] {
        let server = Server::start(move |_, _| Redirect::temporary(&target).into_response()).await;
        assert_eq!(error_of(&server).await, ClientError::Invalid("it sends us elsewhere"));
        assert!(server.seen().len() <= 1 + MAX_REDIRECTS, "{:?}", server.seen());
    }
    assert_eq!(elsewhere.seen(), []);

    let server = Server::start(|number, _| match number {
        0 => Redirect::permanent("/there").into_response(),
        _ => "{}".into_response(),
    })
    .await;
    assert!(http().get(&ask(&server.url)).await.is_ok());
    assert_eq!(server.count("GET /there"), 1);
}

#[tokio::test]
async fn endless_and_broken_answers_are_given_up() {
    let server = Server::start(|_, _| {
        let piece = Bytes::from(vec![b' '; 64 << 10]);
        Body::from_stream(stream::repeat_with(move || Ok::<_, std::io::Error>(piece.clone()))).into_response()
    })
    .await;
    assert_eq!(error_of(&server).await, ClientError::Invalid("it is too large"));

    let server = Server::start(|_, _| {
        let pieces = [Ok(Bytes::from_static(b"[")), Err(std::io::Error::other("broken"))];
        Body::from_stream(stream::iter(pieces)).into_response()
    })
    .await;
    assert_eq!(
        error_of(&server).await,
        ClientError::unavailable("the answer breaks off")
    );

    let server = Server::start(|_, _| ([("content-encoding", "gzip")], "not gzip").into_response()).await;
    assert_eq!(
        error_of(&server).await,
        ClientError::unavailable("the answer breaks off")
    );
}

#[tokio::test]
async fn a_silent_address_is_given_up_in_time() {
    let server =
        Server::start(|_, _| Body::from_stream(stream::pending::<Result<Bytes, std::io::Error>>()).into_response())
            .await;
    let ask = Ask {
        deadline: Instant::now() + Duration::from_millis(100),
        ..ask(&server.url)
    };
    let error = http().get(&ask).await.expect_err("no answer");
    assert_eq!(error, ClientError::unavailable("there is no answer in time"));
}

#[tokio::test]
async fn an_address_that_fails_again_and_again_is_left_alone() {
    let server = Server::start(|_, _| status(500)).await;
    let http = http();
    for _ in 0..4 {
        assert!(http.get(&ask(&server.url)).await.is_err());
    }
    assert_eq!(server.seen().len(), 5);
    let error = http.get(&ask(&server.url)).await.expect_err("left alone");
    let ClientError::Unavailable {
        retry_after: Some(wait),
        ..
    } = error
    else {
        panic!("{error:?}");
    };
    assert!(wait <= Duration::from_secs(5));

    // Another origin is another matter, and so is what else is called there.
    let other = Server::start(|_, _| "{}".into_response()).await;
    assert!(http.get(&ask(&other.url)).await.is_ok());
    let accounts = Ask {
        upstream: Upstream::Account,
        ..ask(&server.url)
    };
    assert!(http.get(&accounts).await.is_err());
    assert_eq!(server.seen().len(), 8);
}

#[tokio::test]
async fn nobody_listening_is_no_answer() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url: Url = format!("http://{}/", listener.local_addr().expect("an address"))
        .parse()
        .expect("a URL");
    drop(listener);
    let error = http().get(&ask(&url)).await.expect_err("no answer");
    assert_eq!(error, ClientError::unavailable("there is no connection"));
}
