//! The applications registered with the platform.

use crate::persona::{self, Persona};

/// An application that may ask the platform for tokens.
#[derive(Clone, Copy, Debug)]
pub struct Application {
    /// Its name at the platform.
    pub client_id: &'static str,
    /// Its secret; no secret at all, since every installation has the same.
    pub client_secret: &'static str,
    /// As whom it acts by its own credentials; none where people sign in through it.
    pub acts_as: Option<&'static Persona>,
}

/// People sign in to the credentials service through this one.
pub const SIGN_IN_APPLICATION: Application = Application {
    client_id: "credentials-sso-key",
    client_secret: "credentials-sso-secret",
    acts_as: None,
};

/// By this one the credentials service calls the platform.
pub const BACKEND_APPLICATION: Application = Application {
    client_id: "credentials-backend-service-key",
    client_secret: "credentials-backend-service-secret",
    acts_as: Some(&persona::LMS_WORKER),
};

/// By this one the platform calls the credentials service.
pub const WORKER_APPLICATION: Application = Application {
    client_id: "lms-worker-key",
    client_secret: "lms-worker-secret",
    acts_as: Some(&persona::LMS_WORKER),
};

/// By this one a developer gets a staff token from a terminal.
pub const DEMO_STAFF_APPLICATION: Application = Application {
    client_id: "demo-staff",
    client_secret: "demo-staff-secret",
    acts_as: Some(&persona::SOFIA),
};

const ALL: [Application; 4] = [
    SIGN_IN_APPLICATION,
    BACKEND_APPLICATION,
    WORKER_APPLICATION,
    DEMO_STAFF_APPLICATION,
];

/// The application of this name.
pub(super) fn find(client_id: &str) -> Option<Application> {
    ALL.into_iter().find(|it| it.client_id == client_id)
}

/// Whether the platform sends people back to this address: any on this machine, and any that nobody has (`example.org` is
/// reserved).
pub(super) fn may_return_to(redirect_uri: &str) -> bool {
    let Ok(url) = url::Url::parse(redirect_uri) else {
        return false;
    };
    let is_local = match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(name)) => {
            name == "localhost" || name.ends_with(".localhost") || name.ends_with(".example.org")
        }
        None => false,
    };
    is_local && matches!(url.scheme(), "http" | "https") && url.fragment().is_none() && url.username().is_empty()
}
