//! Mail is what it should be, and no part of it adds a header.

use super::*;

fn mail() -> Mail {
    let somebody = |name: &str, address: &str| Correspondent {
        name: Some(name.to_owned()),
        address: address.to_owned(),
    };
    Mail {
        id: OutgoingMailId(uuid::Uuid::from_u128(7)),
        host: "credentials.example.org".to_owned(),
        written_at: DateTime::from_timestamp(1_800_009_000, 0).expect("an instant"),
        from: somebody("Wexcombe Online", "no-reply@example.org"),
        to: somebody("Ada", "ada@example.org"),
        reply_to: None,
        language: "en".to_owned(),
        subject: "Well done".to_owned(),
        text: "Text".to_owned(),
        html: "<p>HTML</p>".to_owned(),
    }
}

fn formatted(mail: &Mail) -> String {
    String::from_utf8(message(mail).expect("a message").formatted()).expect("text")
}

/// The lines before the first empty one, with those that go on joined.
fn headers(formatted: &str) -> Vec<String> {
    let (head, _) = formatted.split_once("\r\n\r\n").expect("head and body");
    let mut headers: Vec<String> = Vec::new();
    for line in head.split("\r\n") {
        match headers.last_mut().filter(|_| line.starts_with([' ', '\t'])) {
            Some(last) => last.push_str(line),
            None => headers.push(line.to_owned()),
        }
    }
    headers
}

#[test]
fn a_mail_says_who_writes_and_that_a_machine_does() {
    let formatted = formatted(&mail());
    let headers = headers(&formatted);
    for expected in [
        "Message-ID: <00000000-0000-0000-0000-000000000007@credentials.example.org>",
        "Date: Fri, 15 Jan 2027 10:30:00 +0000",
        "From: \"Wexcombe Online\" <no-reply@example.org>",
        "To: Ada <ada@example.org>",
        "Subject: Well done",
        "Auto-Submitted: auto-generated",
        "Content-Language: en",
    ] {
        assert!(headers.iter().any(|it| it == expected), "{expected}: {headers:#?}");
    }
    assert!(
        headers
            .iter()
            .any(|it| it.starts_with("Content-Type: multipart/alternative;"))
    );
    let (plain, html) = (formatted.find("text/plain"), formatted.find("text/html"));
    assert!(plain.is_some() && plain < html, "the best form comes last");
}

#[test]
fn no_part_of_a_mail_adds_a_header() {
    let evil = "x\r\nBcc: everybody@example.org\r\n\r\n<script>";
    let usual = headers(&formatted(&mail())).len();
    for edit in [
        (|it: &mut Mail, evil: &str| it.subject = evil.to_owned()) as fn(&mut Mail, &str),
        |it, evil| it.from.name = Some(evil.to_owned()),
        |it, evil| it.to.name = Some(evil.to_owned()),
        |it, evil| it.language = evil.to_owned(),
    ] {
        let mut mail = mail();
        edit(&mut mail, evil);
        let headers = headers(&formatted(&mail));
        assert_eq!(headers.len(), usual, "{headers:#?}");
        assert!(
            !headers.iter().any(|it| it.to_lowercase().starts_with("bcc")),
            "{headers:#?}"
        );
    }
    for address in [
        "a@b\r\nBcc:c@example.org",
        "<ada@example.org>",
        "ada",
        "ada@example.org, bob@example.org",
        "",
    ] {
        for edit in [
            (|it: &mut Mail, address: &str| it.to.address = address.to_owned()) as fn(&mut Mail, &str),
            |it, address| it.from.address = address.to_owned(),
            |it, address| {
                it.reply_to = Some(Correspondent {
                    name: None,
                    address: address.to_owned(),
                });
            },
        ] {
            let mut mail = mail();
            edit(&mut mail, address);
            assert_eq!(message(&mail).err(), Some(MailError::BadAddress), "{address:?}");
        }
    }
}
