//! `assets`: where pictures are kept.

use std::path::PathBuf;

use url::Url;

use super::error::ConfigError;
use super::reader::Reader;
use super::secret;

/// `assets`: where pictures are kept.
#[derive(Clone, Debug)]
pub struct AssetsConfig {
    /// The store.
    pub place: AssetsPlace,
    /// `assets.count`: most pictures of a site.
    pub count: usize,
}

/// Where pictures are kept.
#[derive(Clone)]
pub enum AssetsPlace {
    /// `assets.dir`: a folder, which replicas must share.
    Folder(PathBuf),
    /// `assets.s3`: a bucket of an S3-compatible store.
    Bucket {
        /// `assets.s3.bucket`: its name.
        name: String,
        /// `assets.s3.endpoint`: address of a store that is not Amazon's.
        endpoint: Option<Url>,
        /// `assets.s3.region`.
        region: String,
        /// `assets.s3.access_key_id`.
        access_key_id: String,
        /// `assets.s3.secret_access_key` or `…_file`.
        secret_access_key: String,
    },
}

// A secret must not reach a log by way of `{:?}`.
impl std::fmt::Debug for AssetsPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Folder(folder) => f.debug_tuple("Folder").field(folder).finish(),
            Self::Bucket { name, .. } => f.debug_tuple("Bucket").field(name).finish(),
        }
    }
}

const BUCKET: &str = "assets.s3.bucket";
const SECRET: &str = "assets.s3.secret_access_key";
const SECRET_FILE: &str = "assets.s3.secret_access_key_file";

pub(super) fn read(reader: &mut Reader, database_url: &Url) -> Result<AssetsConfig, ConfigError> {
    let text = |reader: &Reader, name| reader.optional(name, |it| it.text().map(str::to_owned));
    let folder = text(reader, "assets.dir")?;
    let bucket = text(reader, BUCKET)?;
    let endpoint = reader.optional("assets.s3.endpoint", |it| {
        let url = Url::parse(it.text()?).map_err(|_| "is no address such as https://s3.example.org".to_owned())?;
        let is_plain =
            matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
        if is_plain {
            Ok(url)
        } else {
            Err("is no plain http or https address".to_owned())
        }
    })?;
    let region = text(reader, "assets.s3.region")?.unwrap_or_else(|| "us-east-1".to_owned());
    let access_key_id = text(reader, "assets.s3.access_key_id")?;
    let secret = match (reader.given(SECRET).is_some(), reader.given(SECRET_FILE).is_some()) {
        (true, true) => {
            return Err(reader.wrong(
                SECRET_FILE,
                format!("is given together with {SECRET}; keep one of them"),
            ));
        }
        (_, false) => text(reader, SECRET)?,
        (false, true) => reader.optional(SECRET_FILE, |it| secret::read(it.text()?))?,
    };
    let default = default_folder(database_url);
    let place = match bucket {
        None => AssetsPlace::Folder(folder.map_or_else(|| default.clone(), PathBuf::from)),
        Some(_) if folder.is_some() => {
            return Err(reader.wrong(BUCKET, "is given together with assets.dir; keep one of them"));
        }
        Some(name) => {
            let lacks = |what: &str| ConfigError::new(what, "is missing: a bucket needs it");
            AssetsPlace::Bucket {
                name,
                endpoint,
                region: region.clone(),
                access_key_id: access_key_id.clone().ok_or_else(|| lacks("assets.s3.access_key_id"))?,
                secret_access_key: secret.clone().ok_or_else(|| lacks(SECRET))?,
            }
        }
    };
    let none = || "none".to_owned();
    let (shown_folder, shown_bucket, shown_endpoint) = match &place {
        AssetsPlace::Folder(folder) => (folder.display().to_string(), none(), none()),
        AssetsPlace::Bucket { name, endpoint, .. } => (
            none(),
            name.clone(),
            endpoint.as_ref().map_or_else(none, Url::to_string),
        ),
    };
    reader.report("assets.dir", shown_folder);
    reader.report(BUCKET, shown_bucket);
    reader.report("assets.s3.endpoint", shown_endpoint);
    reader.report("assets.s3.region", region);
    reader.report("assets.s3.access_key_id", access_key_id.unwrap_or_else(none));
    let is_given = reader.given(SECRET).is_some();
    reader.report(SECRET, secret::masked(is_given));
    let shown_file = text(reader, SECRET_FILE)?.unwrap_or_else(none);
    reader.report(SECRET_FILE, shown_file);
    let count = reader.count("assets.count", 10_000, 1..=1_000_000)?;
    Ok(AssetsConfig { place, count })
}

/// Beside the file of SQLite; in the working folder for a database server.
fn default_folder(database_url: &Url) -> PathBuf {
    let path = database_url
        .as_str()
        .strip_prefix("sqlite://")
        .map(|it| it.split('?').next().unwrap_or_default());
    PathBuf::from(path.map_or_else(|| "assets".to_owned(), |it| format!("{it}.assets")))
}
