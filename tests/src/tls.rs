//! Speaks TLS in front of a server of the tests, with a certificate as a test wants it.

use std::net::SocketAddr;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

/// The name by which servers of the tests are called.
pub const HOST: &str = "localhost";

/// Somebody who signs certificates.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

/// What a server shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A certificate of the authority for the server's name.
    Good,
    /// One that is no longer valid.
    Expired,
    /// One for another name.
    OfAnother,
    /// One that only the server itself has signed.
    SelfSigned,
}

/// A server that speaks TLS and passes on what it hears; ends when dropped.
pub struct Front {
    /// Where it listens.
    pub address: SocketAddr,
    task: JoinHandle<()>,
}

impl Authority {
    /// A new one, whom nobody knows yet.
    pub fn generate() -> anyhow::Result<Self> {
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let pem = params.self_signed(&key)?.pem();
        Ok(Self {
            issuer: Issuer::new(params, key),
            pem,
        })
    }

    /// Its own certificate, for those who are to trust it.
    #[must_use]
    pub fn pem(&self) -> &str {
        &self.pem
    }

    fn certify(&self, shown: Shown) -> anyhow::Result<(CertificateDer<'static>, PrivateKeyDer<'static>)> {
        let key = KeyPair::generate()?;
        let name = if shown == Shown::OfAnother {
            "another.example"
        } else {
            HOST
        };
        let mut params = CertificateParams::new(vec![name.to_owned()])?;
        if shown == Shown::Expired {
            (params.not_before, params.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(2021, 1, 1));
        }
        let certificate = match shown {
            Shown::SelfSigned => params.self_signed(&key)?,
            Shown::Good | Shown::Expired | Shown::OfAnother => params.signed_by(&key, &self.issuer)?,
        };
        let key = PrivatePkcs8KeyDer::from(key.serialize_der());
        Ok((certificate.der().clone(), PrivateKeyDer::Pkcs8(key)))
    }
}

impl Front {
    /// Starts to listen on loopback and to pass on to `behind`.
    pub async fn start(authority: &Authority, shown: Shown, behind: SocketAddr) -> anyhow::Result<Self> {
        let (certificate, key) = authority.certify(shown)?;
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)?;
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(pass_on(acceptor.clone(), stream, behind));
            }
        });
        Ok(Self { address, task })
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A client that does not trust the certificate ends the talk; that is what tests look at.
async fn pass_on(acceptor: TlsAcceptor, stream: TcpStream, behind: SocketAddr) {
    let Ok(mut outside) = acceptor.accept(stream).await else {
        return;
    };
    let Ok(mut inside) = TcpStream::connect(behind).await else {
        return;
    };
    // Either side may hang up.
    let _ = copy_bidirectional(&mut outside, &mut inside).await;
}
