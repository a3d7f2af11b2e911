//! The scopes of an API client: stored as their names with blanks in between, held as a set that is cheap to copy.

use sea_orm::DeriveValueType;

use crate::ApiScope;

/// The scopes of an API client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
#[sea_orm(value_type = "String")]
pub struct ApiScopes(u8);

/// The text names something that is no scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this names a scope that does not exist")]
pub struct UnknownScope;

impl ApiScopes {
    /// Whether a scope is among them.
    #[must_use]
    pub const fn contains(self, scope: ApiScope) -> bool {
        self.0 & bit(scope) != 0
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each of them, in the order of the list of all.
    pub fn iter(self) -> impl Iterator<Item = ApiScope> {
        ApiScope::ALL.into_iter().filter(move |it| self.contains(*it))
    }
}

const fn bit(scope: ApiScope) -> u8 {
    1 << scope as u8
}

impl FromIterator<ApiScope> for ApiScopes {
    fn from_iter<I: IntoIterator<Item = ApiScope>>(scopes: I) -> Self {
        Self(scopes.into_iter().fold(0, |bits, it| bits | bit(it)))
    }
}

impl std::fmt::Display for ApiScopes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<&str> = self.iter().map(ApiScope::as_str).collect();
        f.write_str(&names.join(" "))
    }
}

impl std::str::FromStr for ApiScopes {
    type Err = UnknownScope;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.split_ascii_whitespace()
            .map(|it| ApiScope::parse(it).ok_or(UnknownScope))
            .collect()
    }
}

impl serde::Serialize for ApiScopes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_survive_the_round_trip_and_nothing_else_is_read() {
        let all: ApiScopes = ApiScope::ALL.into_iter().collect();
        assert_eq!(all.to_string().parse(), Ok(all));
        let some: ApiScopes = [ApiScope::GradesWrite, ApiScope::CredentialsRead, ApiScope::GradesWrite]
            .into_iter()
            .collect();
        assert_eq!(some.to_string(), "credentials:read grades:write");
        assert!(some.contains(ApiScope::GradesWrite) && !some.contains(ApiScope::CredentialsWrite));
        assert_eq!("".parse(), Ok(ApiScopes::default()));
        assert_eq!("credentials:read users:write".parse::<ApiScopes>(), Err(UnknownScope));
    }
}
