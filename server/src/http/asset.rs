//! `/assets`: pictures are uploaded here and served from here.
//!
//! Who sends is known and allowed before the body is read; what is kept was written by us. What is served has a fixed type and may
//! do nothing, whatever somebody makes of its bytes.

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
    LOCATION, SET_COOKIE,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};
use axum::response::IntoResponse as _;
use entity::AssetKind;
use serde_json::json;
use tokio::time::timeout;
use url::form_urlencoded;

use super::app::App;
use super::body;
use super::error::{Code, Refusal};
use super::identity::{self, Identity};
use super::tenant::Tenant;
use crate::client::asset_store::is_hash;
use crate::domain::asset_address;
use crate::domain::picture::{MAX_UPLOAD, UnfitPicture};
use crate::policy::Denied;
use crate::render::sample::picture;
use crate::service::Fault;
use crate::service::asset::{Served, UploadAssetError, Uploaded, may_upload, public_url, serve, upload};

/// Whatever it is, it runs nothing and loads nothing.
const INERT: HeaderValue = HeaderValue::from_static("sandbox; default-src 'none'");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Takes a picture.
pub(super) async fn receive(State(app): State<App>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    match answer(&app, parts, body).await {
        Ok(response) => response,
        Err(refusal) => refusal.into_response(),
    }
}

async fn answer(app: &App, parts: Parts, body: Body) -> Result<Response<Body>, Refusal> {
    if parts.method != Method::POST {
        return Err(Refusal::method("POST"));
    }
    let tenant = Tenant::of(&parts.extensions);
    let origin = tenant.origin(app);
    let counted = super::origin::check(app.config(), &origin, &parts.headers)?;
    let Identity { bearer, cookies } = identity::tell(app, &tenant, &origin, &parts.headers, counted).await?;
    let site = tenant.site(app).await?;
    let actor = identity::actor(app.open_service()?, &site, bearer).await?;
    let request = identity::request(app, &parts, actor).await?;
    let permit = may_upload(&request).map_err(denied)?;
    let kind = kind(&parts.headers)?;
    let announced = parts
        .headers
        .get(CONTENT_LENGTH)
        .and_then(|it| it.to_str().ok())
        .and_then(|it| it.parse::<usize>().ok());
    if announced.is_some_and(|it| it > MAX_UPLOAD) {
        return Err(too_large());
    }
    let bytes = body::read(body, app.config().limits.body, MAX_UPLOAD, too_large)
        .await?
        .to_vec();
    let _place = app.admission().enter().await?;
    let name = parts
        .uri
        .query()
        .and_then(|query| form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == "name"))
        .map(|(_, name)| name.into_owned())
        .unwrap_or_default();
    let Uploaded { is_new, asset } = upload(&request, &permit, kind, &name, bytes).await.map_err(refused)?;
    let url = public_url(&request, &asset.hash);
    let told = json!({ "asset": {
        "id": format!("asset:{}", asset.id),
        "hash": asset.hash,
        "url": url,
        "kind": asset.kind,
        "byteSize": asset.byte_size,
        "width": asset.width,
        "height": asset.height,
        "name": asset.name,
    } });
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    let headers = [
        (CONTENT_TYPE, "application/json; charset=utf-8".to_owned()),
        (CACHE_CONTROL, "no-store".to_owned()),
        (LOCATION, asset_address::path(&asset.hash)),
    ];
    let mut response = (status, headers, told.to_string()).into_response();
    for cookie in cookies {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

fn kind(headers: &HeaderMap) -> Result<AssetKind, Refusal> {
    let unsupported = || {
        Refusal::with_status(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Code::BadRequest,
            "A picture is image/png, image/jpeg or image/webp; the body is its bytes and nothing else.",
        )
    };
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    let (Some(content_type), None) = (types.next(), types.next()) else {
        return Err(unsupported());
    };
    if headers.contains_key(CONTENT_ENCODING) {
        return Err(unsupported());
    }
    AssetKind::ALL
        .into_iter()
        .find(|it| content_type.as_bytes().eq_ignore_ascii_case(it.media_type().as_bytes()))
        .ok_or_else(unsupported)
}

fn too_large() -> Refusal {
    Refusal::with_status(
        StatusCode::PAYLOAD_TOO_LARGE,
        Code::LimitExceeded,
        "A picture has at most 1 MiB.",
    )
    .last()
}

fn denied(denied: Denied) -> Refusal {
    match denied {
        Denied::Unauthenticated => Refusal::new(Code::Unauthenticated, "Sign in to upload pictures.").last(),
        Denied::Forbidden | Denied::LacksScope(_) | Denied::Hidden => {
            Refusal::new(Code::Forbidden, "You may not upload pictures.").last()
        }
    }
}

fn refused(error: UploadAssetError) -> Refusal {
    match error {
        UploadAssetError::Denied(it) => denied(it),
        UploadAssetError::Unfit(it) => unfit(it),
        UploadAssetError::TooMany { .. } => Refusal::limit("assets", capitalized(&error.to_string())),
        UploadAssetError::Fault(Fault::Unavailable) => {
            Refusal::unavailable("The picture cannot be kept now; try again soon.")
        }
        UploadAssetError::Fault(Fault::Internal(error)) => {
            tracing::error!(error = format!("{error:#}"), "cannot keep a picture");
            Refusal::new(Code::Internal, "Something went wrong on our side.")
        }
    }
}

/// What is no picture is the caller's mistake; of what is too much the limit is told.
fn unfit(picture: UnfitPicture) -> Refusal {
    let message = capitalized(&picture.to_string());
    match picture {
        UnfitPicture::WrongType | UnfitPicture::Damaged => Refusal::new(Code::BadUserInput, message),
        UnfitPicture::TooManyPixels => Refusal::limit("pixels", message),
        UnfitPicture::TooDetailed => Refusal::limit("bytes", message),
    }
}

fn capitalized(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(|it| it.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}

/// Serves a picture to anybody.
pub(super) async fn show(
    State(app): State<App>,
    hash: Result<Path<String>, PathRejection>,
    request: Request,
) -> Response<Body> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Refusal::method("GET, HEAD").into_response();
    }
    let Some(hash) = hash.ok().map(|Path(it)| it).filter(|it| is_hash(it)) else {
        return missing();
    };
    let etag = format!("\"{hash}\"");
    let is_known = request
        .headers()
        .get(IF_NONE_MATCH)
        .is_some_and(|it| it.as_bytes() == etag.as_bytes());
    let found = |kind, body| {
        let mut response = shown(kind, if is_known { Body::empty() } else { body }, &etag);
        if is_known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        }
        response
    };
    if let Some(sample) = picture::find(&hash) {
        return found(AssetKind::Png, Body::from(sample.bytes));
    }
    let tenant = Tenant::of(request.extensions());
    let place = app.admission().enter().await;
    let (Ok(service), Ok(_place), Ok(site)) = (app.open_service(), place, tenant.site(&app).await) else {
        return Refusal::unavailable("The picture cannot be read now; try again soon.").into_response();
    };
    match timeout(app.config().limits.execution, serve(&service.ctx, &site, &hash)).await {
        Ok(Ok(Some(Served { kind, bytes }))) => found(kind, Body::from(bytes)),
        Ok(Ok(None)) => missing(),
        Ok(Err(Fault::Internal(error))) => {
            tracing::error!(error = format!("{error:#}"), "cannot serve a picture");
            Refusal::new(Code::Internal, "Something went wrong on our side.").into_response()
        }
        Ok(Err(Fault::Unavailable)) | Err(_) => {
            Refusal::unavailable("The picture cannot be read now; try again soon.").into_response()
        }
    }
}

fn shown(kind: AssetKind, body: Body, etag: &str) -> Response<Body> {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind.media_type()));
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    headers.insert(CONTENT_SECURITY_POLICY, INERT);
    // A framed certificate has no origin of its own, and shows pictures all the same.
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
    if let Ok(etag) = etag.parse() {
        headers.insert(ETAG, etag);
    }
    response
}

fn missing() -> Response<Body> {
    (
        StatusCode::NOT_FOUND,
        [(CACHE_CONTROL, "no-cache")],
        "There is nothing at this address.\n",
    )
        .into_response()
}
