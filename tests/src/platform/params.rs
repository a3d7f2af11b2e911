//! Parameters of a query string or form, as OAuth wants them: each at most once.

use std::collections::HashMap;

/// Parameters by name.
pub(super) struct Params(HashMap<String, String>);

impl Params {
    /// Reads `a=b&c=d`; an error names the parameter that comes twice.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut params = HashMap::new();
        for (name, value) in url::form_urlencoded::parse(text.as_bytes()) {
            if params.insert(name.to_string(), value.into_owned()).is_some() {
                return Err(format!("{name} is given twice"));
            }
        }
        Ok(Self(params))
    }

    /// The value of a parameter; an empty one is none.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|it| !it.is_empty())
    }
}
