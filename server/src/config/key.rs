//! The list of every setting: its name in the file, from which the name of its variable follows, and what it is.

/// Prefix of every environment variable of the service.
pub(super) const PREFIX: &str = "CREDENTIALS_";

/// A setting.
pub(super) struct Key {
    /// Dotted path in the file.
    pub(super) name: &'static str,
    /// One line for people.
    pub(super) about: &'static str,
}

/// Every setting, in the order in which `check-config` prints them.
///
/// Sizes are bytes, or a number with `kB`, `MB`, `KiB` or `MiB`; durations are a number with `ms`, `s`, `m` or `h`. In a
/// variable, lists are written as JSON.
pub(super) const KEYS: &[Key] = &[
    Key {
        name: "database_url",
        about: "sqlite://PATH or mysql://USER:PASSWORD@HOST:PORT/NAME",
    },
    Key {
        name: "database_url_file",
        about: "file that holds the database_url instead",
    },
    Key {
        name: "listen",
        about: "address and port of the public listener; port 0 picks one",
    },
    Key {
        name: "metrics_listen",
        about: "address and port of the metrics listener; none for no metrics",
    },
    Key {
        name: "public_url",
        about: "where the world reaches the service, without a path",
    },
    Key {
        name: "web_dir",
        about: "folder of the built app; none to serve the API alone",
    },
    Key {
        name: "allowed_hosts",
        about: "further host names that requests may name",
    },
    Key {
        name: "cors_origins",
        about: "origins of other apps that may call the API from a browser",
    },
    Key {
        name: "image_origins",
        about: "further origins from which the app may show pictures",
    },
    Key {
        name: "trusted_proxies",
        about: "addresses or networks of proxies whose X-Forwarded-For tells who sends a request",
    },
    Key {
        name: "assets.dir",
        about: "folder for pictures; beside the SQLite file or in the working folder unless set",
    },
    Key {
        name: "assets.s3.bucket",
        about: "bucket for pictures instead of a folder",
    },
    Key {
        name: "assets.s3.endpoint",
        about: "address of an S3-compatible store that is not Amazon's, without the bucket's name; http:// goes without encryption",
    },
    Key {
        name: "assets.s3.region",
        about: "region of the bucket",
    },
    Key {
        name: "assets.s3.access_key_id",
        about: "access key of the bucket",
    },
    Key {
        name: "assets.s3.secret_access_key",
        about: "secret key of the bucket",
    },
    Key {
        name: "assets.s3.secret_access_key_file",
        about: "file that holds the secret key instead",
    },
    Key {
        name: "assets.count",
        about: "most pictures of a site",
    },
    Key {
        name: "unicode_usernames",
        about: "whether usernames may have letters beyond ASCII",
    },
    Key {
        name: "introspection",
        about: "who may ask for the schema: signed-in, everyone or nobody",
    },
    Key {
        name: "jwt.issuers",
        about: "whose tokens are accepted: tables of issuer, audience, algorithms, sites and one of jwks_url, jwks, secret, secret_file",
    },
    Key {
        name: "jwt.service_usernames",
        about: "service accounts of the learning platform",
    },
    Key {
        name: "jwt.leeway_seconds",
        about: "tolerated difference of clocks, 0 to 60",
    },
    Key {
        name: "platform.url",
        about: "address of the learning platform; none to call none",
    },
    Key {
        name: "platform.client_id",
        about: "application by which the service gets tokens of the platform",
    },
    Key {
        name: "platform.client_secret",
        about: "its secret",
    },
    Key {
        name: "platform.client_secret_file",
        about: "file that holds the client_secret instead",
    },
    Key {
        name: "platform.signing_key_files",
        about: "PEM files of RSA keys for tokens of the service's own, instead of an application; the first one signs",
    },
    Key {
        name: "platform.signing_issuer",
        about: "claim `iss` of the service's own tokens; public_url unless set",
    },
    Key {
        name: "platform.signing_audience",
        about: "claim `aud` of the service's own tokens",
    },
    Key {
        name: "platform.signing_username",
        about: "account of the service on the platform, named in its own tokens",
    },
    Key {
        name: "platform.sync_interval",
        about: "how often people are compared with their accounts on the learning platform",
    },
    Key {
        name: "platforms",
        about: "further learning platforms, for sites that have their own: tables of url, catalog_url, client_id, client_secret, client_secret_file, signing_audience, signing_username, sign_in_client_id, sign_in_client_secret, sign_in_client_secret_file",
    },
    Key {
        name: "catalog.url",
        about: "address of the catalogue's API such as https://discovery.example.org/api/v1/; none for a catalogue by hand",
    },
    Key {
        name: "catalog.page_size",
        about: "items that the catalogue is asked for at a time",
    },
    Key {
        name: "catalog.sync_interval",
        about: "how often the worker copies the catalogue",
    },
    Key {
        name: "catalog.logo_origins",
        about: "origins from which logos of organizations are copied, besides the catalogue's own, such as https://media.example.org",
    },
    Key {
        name: "outbound.allow_loopback",
        about: "whether addresses in the catalogue may lead to this machine: for development",
    },
    Key {
        name: "jwt.accepts_cookies",
        about: "whether the platform's own token cookies count where a request says USE-JWT-COOKIE: true",
    },
    Key {
        name: "jwt.cookie_origins",
        about: "origins of other apps, such as the platform's micro-frontends, whose requests may show these cookies",
    },
    Key {
        name: "sign_in.client_id",
        about: "application of the learning platform through which people sign in; none where nobody can",
    },
    Key {
        name: "sign_in.client_secret",
        about: "its secret",
    },
    Key {
        name: "sign_in.client_secret_file",
        about: "file that holds the client_secret instead",
    },
    Key {
        name: "sign_in.lms_url",
        about: "address of the learning platform where people sign in, unless their site has its own; platform.url unless set",
    },
    Key {
        name: "sign_in.scopes",
        about: "what the platform is asked to tell: user_id, profile and email unless set",
    },
    Key {
        name: "mail.transport",
        about: "where mail goes: console (nowhere, a line in the log says so), folder or smtp",
    },
    Key {
        name: "mail.from",
        about: "address from which sites write that have none of their own",
    },
    Key {
        name: "mail.timeout",
        about: "how long handing over one mail may take",
    },
    Key {
        name: "mail.dir",
        about: "folder for mail, where it goes to one",
    },
    Key {
        name: "mail.smtp.host",
        about: "name of the mail server",
    },
    Key {
        name: "mail.smtp.encryption",
        about: "starttls, tls or none",
    },
    Key {
        name: "mail.smtp.port",
        about: "port of the mail server; 587, 465 or 25 by encryption unless set",
    },
    Key {
        name: "mail.smtp.username",
        about: "account at the mail server; none for a server that asks for none",
    },
    Key {
        name: "mail.smtp.password",
        about: "its password",
    },
    Key {
        name: "mail.smtp.password_file",
        about: "file that holds the password instead",
    },
    Key {
        name: "log.format",
        about: "json or text",
    },
    Key {
        name: "log.level",
        about: "error, warn, info, debug or trace",
    },
    Key {
        name: "worker.enabled",
        about: "whether `serve` runs the background worker too",
    },
    Key {
        name: "worker.reconciliation_interval",
        about: "how often awards, grades and people are compared with what the learning platform answers, on sites that do not say it themselves; none for only when asked for",
    },
    Key {
        name: "limits.body_bytes.anonymous",
        about: "largest request body of callers without a token",
    },
    Key {
        name: "limits.body_bytes.signed_in",
        about: "largest request body of learners and staff",
    },
    Key {
        name: "limits.body_bytes.service",
        about: "largest request body of service accounts",
    },
    Key {
        name: "limits.tokens.anonymous",
        about: "most lexical tokens in a document of callers without a token",
    },
    Key {
        name: "limits.tokens.signed_in",
        about: "most lexical tokens in a document of learners and staff",
    },
    Key {
        name: "limits.tokens.service",
        about: "most lexical tokens in a document of service accounts",
    },
    Key {
        name: "limits.cost.anonymous",
        about: "largest cost of a document of callers without a token",
    },
    Key {
        name: "limits.cost.signed_in",
        about: "largest cost of a document of learners and staff",
    },
    Key {
        name: "limits.cost.service",
        about: "largest cost of a document of service accounts",
    },
    Key {
        name: "limits.depth",
        about: "deepest nesting of fields",
    },
    Key {
        name: "limits.aliases",
        about: "most aliases in a document",
    },
    Key {
        name: "limits.directives",
        about: "most directives in a document",
    },
    Key {
        name: "limits.root_fields",
        about: "most root fields of an operation",
    },
    Key {
        name: "limits.fragments",
        about: "most fragments in a document",
    },
    Key {
        name: "limits.variables",
        about: "most variables of an operation",
    },
    Key {
        name: "limits.operations",
        about: "most operations in a document",
    },
    Key {
        name: "limits.page_size",
        about: "largest page of a connection",
    },
    Key {
        name: "limits.bulk_items",
        about: "most items of a bulk award",
    },
    Key {
        name: "limits.wrong_links",
        about: "most links to records that do not exist, from one address in a minute",
    },
    Key {
        name: "limits.wrong_codes",
        about: "most codes of sign-ins that the platform does not take, from one address in a minute",
    },
    Key {
        name: "limits.response_bytes",
        about: "largest answer of the API",
    },
    Key {
        name: "limits.execution",
        about: "longest execution of a request",
    },
    Key {
        name: "limits.header",
        about: "longest wait for a request's header",
    },
    Key {
        name: "limits.body",
        about: "longest wait for a request's body",
    },
    Key {
        name: "limits.idle",
        about: "longest pause between two requests on one connection",
    },
    Key {
        name: "limits.connections",
        about: "most open connections",
    },
    Key {
        name: "limits.in_flight",
        about: "most requests executed at a time; 64 for each processor unless set",
    },
    Key {
        name: "limits.queue",
        about: "most requests that wait for their execution",
    },
    Key {
        name: "limits.queue_wait",
        about: "longest wait for execution before the answer is 503",
    },
    Key {
        name: "limits.drain",
        about: "how long a stopping server waits for requests in progress",
    },
    Key {
        name: "cache.credentials",
        about: "how long visitors may be shown a credential after another replica changed it, up to 2s; 0s for no time",
    },
    Key {
        name: "cache.certificate_sources",
        about: "how long awards may use the catalogue as it was before another replica changed it, up to 2s; 0s for no time",
    },
];

/// The environment variable of a setting.
pub(super) fn variable(name: &str) -> String {
    format!("{PREFIX}{}", name.replace('.', "_").to_uppercase())
}

/// The name among `candidates` that `word` is most likely meant to be.
pub(super) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|it| (strsim::jaro_winkler(word, it), it))
        .max_by(|(left, _), (right, _)| left.total_cmp(right))
        .map(|(_, it)| it)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{KEYS, nearest, variable};

    #[test]
    fn variables_are_as_distinct_as_the_settings() {
        let variables: BTreeSet<_> = KEYS.iter().map(|it| variable(it.name)).collect();
        assert_eq!(variables.len(), KEYS.len());
        assert!(variables.contains("CREDENTIALS_LIMITS_BODY_BYTES_SIGNED_IN"));
    }

    #[test]
    fn a_slip_of_the_pen_finds_what_was_meant() {
        let names = || KEYS.iter().map(|it| it.name);
        assert_eq!(nearest("databse_url", names()), Some("database_url"));
        assert_eq!(nearest("jwt.isuers", names()), Some("jwt.issuers"));
        assert_eq!(
            nearest("limits.body_bytes.anonymus", names()),
            Some("limits.body_bytes.anonymous")
        );
    }
}
