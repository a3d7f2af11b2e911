//! Letters in every language, with what people and institutions wrote in them.

use super::*;
use crate::render::problem::ProblemKind;

fn told() -> Told<'static> {
    samples()[0]
}

/// As little as may be known.
fn told_bare() -> Told<'static> {
    samples()[1]
}

#[test]
fn mail_is_written_in_every_language_that_comes_with_the_service() {
    for (tag, language, direction, subject, greeting) in [
        (
            "en-GB",
            "en-GB",
            "ltr",
            "Congratulations: you have completed Data Science (Professional Certificate)",
            "Hello Ada Lovelace,",
        ),
        (
            "es-419",
            "es-419",
            "ltr",
            "Enhorabuena: has completado Data Science (Professional Certificate)",
            "Hola, Ada Lovelace:",
        ),
        (
            "fr",
            "fr",
            "ltr",
            "Félicitations\u{202f}: vous avez terminé Data Science (Professional Certificate)",
            "Bonjour Ada Lovelace,",
        ),
        (
            "ar",
            "ar",
            "rtl",
            "تهانينا: لقد أتممت Data Science (Professional Certificate)",
            "مرحبًا Ada Lovelace،",
        ),
        (
            "de",
            "en",
            "ltr",
            "Congratulations: you have completed Data Science (Professional Certificate)",
            "Hello Ada Lovelace,",
        ),
    ] {
        let letter = completion(
            Own::default(),
            Told {
                language: tag,
                ..told()
            },
        )
        .expect("a letter");
        assert_eq!((letter.language.as_str(), letter.subject.as_str()), (language, subject));
        assert!(letter.text.starts_with(greeting), "{}", letter.text);
        assert!(
            letter
                .html
                .contains(&format!("<html lang=\"{language}\" dir=\"{direction}\">")),
            "{}",
            letter.html
        );
        let url = "https://credentials.example.org/credentials/123456789abc4ef092345 6789abcdef0".replace(' ', "");
        assert!(letter.text.contains(&format!(":\n{url}\n")), "{}", letter.text);
        assert!(letter.html.contains(&format!("<a href=\"{url}\">")), "{}", letter.html);
    }
}

#[test]
fn nobody_is_greeted_by_an_unknown_name() {
    let letter = completion(
        Own::default(),
        Told {
            recipient_name: None,
            type_label: None,
            ..told()
        },
    )
    .expect("a letter");
    assert_eq!(letter.subject, "Congratulations: you have completed Data Science");
    assert!(letter.text.starts_with("Hello,\n\ncongratulations"), "{}", letter.text);
}

#[test]
fn own_words_stand_between_greeting_and_link() {
    let own = Own {
        subject: Some("{{ program.title }}: {{ recipient.name }}"),
        html: Some("<h2>Well done</h2><p>{{ recipient.name }} at {{ program.organizations }}</p>"),
        text: Some("Well done, {{ recipient.name }} <{{ certificate.url }}>\n"),
    };
    let hostile = Told {
        recipient_name: Some("Ada <script>alert(1)</script>\r\nBcc: x@example.org"),
        ..told()
    };
    let letter = completion(own, hostile).expect("a letter");
    assert_eq!(
        letter.subject,
        "Data Science: Ada <script>alert(1)</script> Bcc: x@example.org"
    );
    let url = format!("https://credentials.example.org/credentials/{}", told().number.simple());
    assert_eq!(
        letter.text,
        format!(
            "Hello Ada <script>alert(1)</script> Bcc: x@example.org,\n\n\
             Well done, Ada <script>alert(1)</script> Bcc: x@example.org <{url}>\n\n\
             View your certificate:\n{url}\n\nWexcombe Online\nhttps://credentials.example.org\n"
        )
    );
    assert!(
        letter.html.contains(
            "<h2>Well done</h2><p>Ada &lt;script&gt;alert(1)&lt;/script&gt; Bcc: x@example.org at Wexcombe University</p>"
        ),
        "{}",
        letter.html
    );
    assert!(!letter.html.contains("<script"), "{}", letter.html);
}

#[test]
fn what_acts_or_fetches_is_taken_out() {
    let html = "<p onclick=\"a()\" style=\"color:red\">a</p><script>b</script><style>c</style><img src=\"https://e.org/t.gif\">\
                <a href=\"javascript:d()\">d</a><a href=\"/e\">e</a><a href=\"https://f.example.org/\">f</a><form><input>g</form>";
    let own = Own {
        html: Some(html),
        ..Own::default()
    };
    let letter = completion(own, told()).expect("a letter");
    assert!(
        letter
            .html
            .contains("<p>a</p><a>d</a><a>e</a><a href=\"https://f.example.org/\">f</a>g"),
        "{}",
        letter.html
    );
}

#[test]
fn what_is_taken_out_is_told() {
    use crate::render::problem::ProblemKind as Kind;
    let html = "<p onclick=\"a()\" dir=\"rtl\">a</p>\n<script>if (1 < 2) \"<b class>\"</script>\n<img src=\"https://e.org/t.gif\">\
                <img src=\"/t.gif\">\n<a href=\"/e\" lang=\"en\">e</a><a href=\"HTTPS://f.example.org/\">f</a>\
                {% if not program.type_label %}<u>{{ recipient.name }}</u>{% endif %}";
    let told: Vec<_> = removed(html)
        .into_iter()
        .map(|it| (it.kind, it.line, it.message))
        .collect();
    let expected = [
        (
            Kind::AttributeNotAllowed,
            1,
            "the attribute `onclick` of `<p>` is not kept in mail",
        ),
        (Kind::ElementNotAllowed, 2, "the element `<script>` is not kept in mail"),
        (Kind::ElementNotAllowed, 3, "the element `<img>` is not kept in mail"),
        (
            Kind::ExternalReference,
            4,
            "a link of a mail begins with https://, http:// or mailto:",
        ),
        (Kind::ElementNotAllowed, 4, "the element `<u>` is not kept in mail"),
    ];
    assert_eq!(
        told,
        expected.map(|(kind, line, message)| (kind, Some(line), message.to_owned()))
    );
    let own = Own {
        html: Some(html),
        ..Own::default()
    };
    let left = completion(own, told_bare()).expect("a letter").html;
    for gone in ["onclick", "script", "img", "\"/e\"", "<u>"] {
        assert!(!left.contains(gone), "{gone}: {left}");
    }
    assert_eq!(
        removed("<h2 lang=\"en\">A</h2><ul><li>{{ recipient.name }}<br></li></ul>"),
        []
    );
    assert_eq!(
        removed("{% for %}<img>"),
        [],
        "that it cannot be read is told otherwise"
    );
}

#[test]
fn templates_are_tried_with_little_known() {
    let own = |subject, html, text| Own {
        subject: Some(subject),
        html: Some(html),
        text: Some(text),
    };
    assert_eq!(
        check(own(
            "{{ program.title }}",
            "{{ site.url }}",
            "{{ certificate.issued_on }}"
        )),
        []
    );
    let wrong = check(own("{{ program.type_label }}", "{{ recipient.email }}", "{% for %}"));
    let parts: Vec<Part> = wrong.iter().map(|(part, _)| *part).collect();
    assert_eq!(parts, [Part::Subject, Part::Html, Part::Text], "{wrong:#?}");
    let asked = "{% if program.type_label %}{{ program.type_label }}{% endif %}";
    assert_eq!(check(own(asked, asked, asked)), []);
}

#[test]
fn what_is_wrong_is_told_as_of_a_mail() {
    let messages = |html: &str| -> Vec<String> {
        let own = Own {
            html: Some(html),
            ..Own::default()
        };
        let wrong = check(own).into_iter();
        wrong.map(|(_, problem)| problem.message).collect()
    };
    for (html, message) in [
        ("<p>{{ program.titel }}</p>", "`program.titel` is undefined"),
        (
            "{{ program.type_label }}",
            "`program.type_label`: this value may be missing: ask for it with `if` first",
        ),
        ("{% include 'foot' %}", "texts of mails have no partials"),
        ("{% extends 'foot' %}", "texts of mails have no `extends`"),
        ("{% set x = 1 %}", "texts of mails have no `set`"),
        (
            "{% for x in [program] %}{% endfor %}",
            "texts of mails have no lists, maps and slices of their own",
        ),
    ] {
        assert_eq!(messages(html), [message], "{html}");
    }
}

#[test]
fn html_that_takes_too_long_to_read_is_refused() {
    let deep = "<div>".repeat(3_000);
    let many = (0..2_000).fold("<p".to_owned(), |html, it| html + &format!(" a{it}")) + ">x</p>";
    for html in [deep, many] {
        let own = Own {
            html: Some(&html),
            ..Own::default()
        };
        let wrong = check(own).into_iter();
        let kinds: Vec<(Part, ProblemKind)> = wrong.map(|(part, it)| (part, it.kind)).collect();
        assert_eq!(kinds, [(Part::Html, ProblemKind::TooComplex)]);
    }
}

#[test]
fn a_record_is_shown_in_the_name_of_the_learner() {
    let told = SentRecord {
        language: "en",
        learner_name: Some("Ada {title} <b>\r\nBcc: x@example.org"),
        pathway: "Credit & more",
        title: "Data {name} Science",
        is_completed: false,
        is_known: false,
        url: "https://credentials.example.org/records/shared/1",
        site_name: "Wexcombe Online",
        site_url: "https://credentials.example.org",
    };
    let letter = record(told);
    assert_eq!(
        letter.subject,
        "Data {name} Science: record of Ada {title} <b> Bcc: x@example.org for Credit & more"
    );
    assert_eq!(
        letter.text,
        "Ada {title} <b> Bcc: x@example.org asks you to consider this record for Credit & more.\n\n\
         The program Data {name} Science is not completed yet.\n\n\
         Open the record:\nhttps://credentials.example.org/records/shared/1\n\n\
         Answers to this mail go to Ada {title} <b> Bcc: x@example.org, who agreed to its being sent.\n\n\
         Wexcombe Online\nhttps://credentials.example.org\n"
    );
    assert!(
        letter.html.contains(
            "<p>Ada {title} &lt;b&gt; Bcc: x@example.org asks you to consider this record for Credit &amp; more.</p>"
        ),
        "{}",
        letter.html
    );
    let again = record(SentRecord {
        language: "fr",
        learner_name: None,
        is_completed: true,
        is_known: true,
        ..told
    });
    assert_eq!(
        again.subject,
        "Data {name} Science\u{202f}: relevé mis à jour de Une personne pour Credit & more"
    );
    assert!(
        again.text.contains("\nOuvrir le relevé\u{202f}:\nhttps://"),
        "{}",
        again.text
    );
    assert!(
        again.text.contains("Le programme Data {name} Science est terminé."),
        "{}",
        again.text
    );
}
