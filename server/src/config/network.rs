//! Where the service listens, what it is called, and which folder it serves.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use axum::http::uri::Authority;
use ipnet::IpNet;
use url::{Host, Url};

use super::error::ConfigError;
use super::reader::Reader;
use super::value::Value;

const NOT_AN_ADDRESS: &str = "is not an address with a port such as 127.0.0.1:8150 or [::1]:8150";

pub(super) fn listen(reader: &mut Reader) -> Result<SocketAddr, ConfigError> {
    let default = SocketAddr::from(([127, 0, 0, 1], 8150));
    let listen = reader.optional("listen", address)?.unwrap_or(default);
    reader.report("listen", listen.to_string());
    Ok(listen)
}

pub(super) fn metrics_listen(reader: &mut Reader, listen: SocketAddr) -> Result<Option<SocketAddr>, ConfigError> {
    let metrics = reader.optional("metrics_listen", address)?;
    if metrics == Some(listen) && listen.port() != 0 {
        return Err(reader.wrong("metrics_listen", "is the same as listen"));
    }
    reader.report("metrics_listen", metrics.map_or("none".to_owned(), |it| it.to_string()));
    Ok(metrics)
}

fn address(value: &Value) -> Result<SocketAddr, String> {
    value.text()?.parse().map_err(|_| NOT_AN_ADDRESS.to_owned())
}

pub(super) fn public_url(reader: &mut Reader, listen: SocketAddr) -> Result<Url, ConfigError> {
    let given = reader.optional("public_url", |it| {
        let url = Url::parse(it.text()?)
            .map_err(|_| "is not an absolute address such as https://credentials.example.org".to_owned())?;
        check_origin(&url)?;
        if url.port() == Some(0) {
            return Err("has port 0".to_owned());
        }
        Ok(url)
    })?;
    let url = match given {
        Some(url) => url,
        None if listen.ip().is_loopback() => {
            Url::parse(&format!("http://{listen}")).map_err(|_| ConfigError::new("listen", NOT_AN_ADDRESS))?
        }
        None => {
            let problem = "is missing: a service that other machines reach must know its address, such as https://credentials.example.org";
            return Err(ConfigError::new("public_url", problem));
        }
    };
    reader.report("public_url", url.as_str().trim_end_matches('/'));
    Ok(url)
}

/// The URL is an origin: scheme, host and port, and nothing else. A slash at the end is forgiven.
pub(super) fn check_origin(url: &Url) -> Result<(), String> {
    let problem = if !matches!(url.scheme(), "http" | "https") {
        "is neither http nor https"
    } else if url.host().is_none() {
        "names no host"
    } else if !url.username().is_empty() || url.password().is_some() {
        "has a user name or password"
    } else if url.path() != "/" {
        "has a path"
    } else if url.query().is_some() || url.fragment().is_some() {
        "has a query or fragment"
    } else {
        return Ok(());
    };
    Err(problem.to_owned())
}

pub(super) fn web_dir(reader: &mut Reader) -> Result<Option<PathBuf>, ConfigError> {
    let folder = reader.optional("web_dir", |it| {
        let folder = PathBuf::from(it.text()?);
        if !folder.is_dir() {
            return Err("is not a folder".to_owned());
        }
        if !folder.join("index.html").is_file() {
            return Err("has no index.html: it is the folder that Trunk builds".to_owned());
        }
        Ok(folder)
    })?;
    reader.report(
        "web_dir",
        folder
            .as_deref()
            .map_or("none".to_owned(), |it| it.display().to_string()),
    );
    Ok(folder)
}

pub(super) fn allowed_hosts(reader: &mut Reader) -> Result<Vec<String>, ConfigError> {
    let hosts = reader
        .optional("allowed_hosts", |it| {
            let hosts = it.texts()?;
            for host in &hosts {
                let authority: Authority = host
                    .parse()
                    .map_err(|_| "has an item that is no host name".to_owned())?;
                let is_host = !authority.host().is_empty() && crate::domain::host::Host::parse(host).is_some();
                if !is_host || host.contains(['*', '/']) {
                    return Err("has an item that is no host name".to_owned());
                }
            }
            Ok(hosts.iter().map(|it| it.to_ascii_lowercase()).collect::<Vec<_>>())
        })?
        .unwrap_or_default();
    reader.report("allowed_hosts", hosts.clone());
    Ok(hosts)
}

pub(super) fn trusted_proxies(reader: &mut Reader) -> Result<Vec<IpNet>, ConfigError> {
    let networks = reader
        .optional("trusted_proxies", |it| {
            it.texts()?
                .iter()
                .map(|text| {
                    let network = text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
                    network.map_err(|_| "has an item that is no address or network such as 10.0.0.0/8".to_owned())
                })
                .collect::<Result<Vec<_>, String>>()
        })?
        .unwrap_or_default();
    let shown: Vec<String> = networks.iter().map(IpNet::to_string).collect();
    reader.report("trusted_proxies", shown);
    Ok(networks)
}

pub(super) fn origins(reader: &mut Reader, name: &'static str) -> Result<Vec<Url>, ConfigError> {
    let origins = reader
        .optional(name, |it| {
            it.texts()?
                .iter()
                .map(|text| {
                    let url = Url::parse(text)
                        .map_err(|_| "has an item that is no origin such as https://example.org".to_owned())?;
                    check_origin(&url).map_err(|problem| format!("has an item that {problem}"))?;
                    Ok(url)
                })
                .collect::<Result<Vec<_>, String>>()
        })?
        .unwrap_or_default();
    let shown: Vec<String> = origins.iter().map(|it| it.origin().ascii_serialization()).collect();
    reader.report(name, shown);
    Ok(origins)
}

/// An address to which secrets may be sent: encrypted, or on this machine.
pub(super) fn safe_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|_| "is not an absolute address".to_owned())?;
    check_safe(&url)?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err("has a user name or password".to_owned());
    }
    Ok(url)
}

/// What is sent to the URL only its host reads, and what comes from it only its host wrote: it is encrypted, or on this machine.
pub(super) fn check_safe(url: &Url) -> Result<(), String> {
    let is_safe = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url));
    if is_safe && url.host().is_some() {
        Ok(())
    } else {
        Err("is not https (plain http is for this machine only)".to_owned())
    }
}

/// A [`safe_url`] below which further addresses lie: without query, and with a slash at its end.
pub(super) fn base_url(text: &str) -> Result<Url, String> {
    let mut url = safe_url(text)?;
    if url.query().is_some() || url.fragment().is_some() {
        return Err("has a query or fragment".to_owned());
    }
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Ok(url)
}

/// Whether the URL's host is this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
