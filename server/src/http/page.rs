//! The built app: its pages, each with a head of its own where machines look for one, and its assets.
//!
//! The app is three programs (`program.rs`): visitors' in the folder itself, learners' in `learner/`, staff's in `console/`. All have the
//! same headers and content policy; the latter two are never listed by search engines. A folder without one of them is served without it.
//!
//! One certificate has one address, `/credentials/` and 32 hexadecimal digits in lower case; other spellings lead there.

mod asset;
mod head;
mod program;
mod record;
mod shell;

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::header::{ACCEPT, ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};
use axum::response::IntoResponse as _;
use entity::id::CredentialId;
use tokio::time::timeout;

use super::app::App;
use super::tenant::Tenant;
use crate::config::{Config, ConfigError};
use crate::domain::learning_object::parse_uuid;
use crate::service::Fault;
use crate::service::page::{CertificatePage, certificate_page};
use crate::service::site::public_url;
use asset::Assets;
pub(super) use head::Head;
use program::Program;
use shell::Shell;

pub(super) use record::{record, shared_record};

const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// Where the console begins.
const CONSOLE: &str = "/console";

/// The built app.
pub(super) struct WebApp {
    document: Document,
    learner: Option<Document>,
    console: Option<Document>,
    assets: Assets,
}

/// A page that starts an app, and what it may load.
struct Document {
    shell: Shell,
    policy: HeaderValue,
}

impl WebApp {
    /// Reads the app's page; none where the settings name no folder.
    pub(super) fn load(config: &Config) -> Result<Option<Self>, ConfigError> {
        let Some(folder) = &config.web_dir else { return Ok(None) };
        let problem = |problem: String| ConfigError::new("web_dir", problem);
        let read = |name: &str| {
            let html = std::fs::read_to_string(folder.join(name))
                .map_err(|error| problem(format!("holds no {name} that can be read: {error}")))?;
            Document::parse(&html, config).map_err(problem)
        };
        let read_other = |program: Program| {
            let inside = program.folder().filter(|it| folder.join(it).is_dir());
            inside.map(|it| read(&format!("{it}/index.html"))).transpose()
        };
        Ok(Some(Self {
            document: read("index.html")?,
            learner: read_other(Program::Learner)?,
            console: read_other(Program::Console)?,
            assets: Assets::of(folder),
        }))
    }

    pub(super) fn page(&self, status: StatusCode, head: Option<&Head>) -> Response<Body> {
        self.document.page(status, head)
    }
}

impl Document {
    fn parse(html: &str, config: &Config) -> Result<Self, String> {
        let shell = Shell::parse(html)?;
        let policy = policy(config, &shell)
            .parse()
            .map_err(|_| "leads to a content policy that is no header".to_owned())?;
        Ok(Self { shell, policy })
    }

    fn page(&self, status: StatusCode, head: Option<&Head>) -> Response<Body> {
        let mut response = Response::new(Body::from(self.shell.render(head)));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(CONTENT_SECURITY_POLICY, self.policy.clone());
        if head.is_some() {
            headers.insert(ROBOTS, HeaderValue::from_static("noindex"));
        }
        response
    }
}

/// What a page of the app may load: its own files, and nothing of anybody else's but pictures from configured origins.
fn policy(config: &Config, shell: &Shell) -> String {
    let images: Vec<String> = config
        .image_origins
        .iter()
        .map(|it| format!(" {}", it.origin().ascii_serialization()))
        .collect();
    let scripts: Vec<String> = shell
        .script_hashes()
        .iter()
        .map(|it| format!(" 'sha256-{it}'"))
        .collect();
    let (images, scripts) = (images.concat(), scripts.concat());
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'; font-src 'self'; \
         img-src 'self' data:{images}; connect-src 'self'; frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'"
    )
}

/// The page of a certificate.
pub(super) async fn certificate(
    State(app): State<App>,
    number: Result<Path<String>, PathRejection>,
    request: Request,
) -> Response<Body> {
    let Some(web) = app.web() else { return not_found() };
    if let Some(refusal) = wrong_method(request.method()) {
        return refusal;
    }
    let head = |title: &str, description: &str| Head {
        title: title.to_owned(),
        description: description.to_owned(),
        canonical: None,
        image: None,
        data: None,
        told: Vec::new(),
    };
    let unknown = || {
        let head = head(
            "Certificate not found",
            "There is no certificate at this address, or it is not public.",
        );
        web.page(StatusCode::NOT_FOUND, Some(&head))
    };
    let Some(number) = number.ok().and_then(|Path(number)| parse_uuid(&number)) else {
        return unknown();
    };
    let address = format!("/credentials/{}", number.simple());
    if request.uri().path() != address {
        return moved(&address);
    }
    let late = || {
        let mut page = web.page(
            StatusCode::SERVICE_UNAVAILABLE,
            Some(&head("Try again soon", "The service cannot answer now.")),
        );
        page.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
        page
    };
    let tenant = Tenant::of(request.extensions());
    let (Ok(service), Ok(_permit), Ok(site)) = (
        app.open_service(),
        app.admission().enter().await,
        tenant.site(&app).await,
    ) else {
        return late();
    };
    match timeout(
        app.config().limits.execution,
        certificate_page(&service.ctx, &site, CredentialId(number)),
    )
    .await
    {
        Ok(Ok(Some(CertificatePage {
            title,
            description,
            image_url,
            image_text,
            document,
            data,
        }))) => {
            let canonical = Some(format!("{}{address}", public_url(&service.ctx, &site)));
            web.page(
                StatusCode::OK,
                Some(&Head {
                    title,
                    description,
                    canonical,
                    image: image_url.map(|url| (url, image_text)),
                    data,
                    // So that the app need not ask where it is.
                    told: document.map(|it| ("certificate-document", it)).into_iter().collect(),
                }),
            )
        }
        Ok(Ok(None)) => unknown(),
        Ok(Err(error)) => {
            if let Fault::Internal(error) = error {
                tracing::error!(
                    error = format!("{error:#}"),
                    "cannot read the head of a certificate's page"
                );
            }
            late()
        }
        Err(_) => late(),
    }
}

/// Every other address: an asset, or a page that the app itself knows.
pub(super) async fn other(State(app): State<App>, request: Request) -> Response<Body> {
    let Some(web) = app.web() else { return not_found() };
    if let Some(refusal) = wrong_method(request.method()) {
        return refusal;
    }
    let path = request.uri().path();
    if path == "/" {
        return web.page(StatusCode::OK, None);
    }
    if path.strip_suffix('/') == Some(CONSOLE) {
        return moved(CONSOLE);
    }
    if asset::is_asset(path) {
        return web.assets.answer(request).await;
    }
    if !(asset::is_plain(path) && wants_html(request.headers())) {
        return not_found();
    }
    let document = match Program::of(path) {
        Program::Visitor => return web.page(StatusCode::OK, None),
        Program::Learner => &web.learner,
        Program::Console => &web.console,
    };
    let Some(document) = document else {
        return not_found();
    };
    let mut response = document.page(StatusCode::OK, None);
    response
        .headers_mut()
        .insert(ROBOTS, HeaderValue::from_static("noindex"));
    response
}

/// Whether the client asks for a page, as browsers do when they navigate, and as scripts do not.
fn wants_html(headers: &HeaderMap) -> bool {
    headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|it| it.to_str().ok())
        .any(|it| it.to_ascii_lowercase().contains("text/html"))
}

pub(super) fn wrong_method(method: &Method) -> Option<Response<Body>> {
    if matches!(*method, Method::GET | Method::HEAD) {
        return None;
    }
    Some((StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD")]).into_response())
}

fn moved(address: &str) -> Response<Body> {
    (StatusCode::PERMANENT_REDIRECT, [(LOCATION, address)]).into_response()
}

pub(super) fn not_found() -> Response<Body> {
    (
        StatusCode::NOT_FOUND,
        [(CACHE_CONTROL, "no-cache")],
        "There is nothing at this address.\n",
    )
        .into_response()
}
