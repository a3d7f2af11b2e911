//! What the form holds.

use super::query::Signatory;
use crate::console::picture::Picture;

/// What the form holds; empty for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) organization: String,
    /// The picture's id.
    pub(super) image: String,
}

impl Draft {
    /// A signatory as the form shows it.
    pub(super) fn of(signatory: &Signatory) -> Self {
        Self {
            name: signatory.name.clone(),
            title: signatory.title.clone(),
            organization: signatory.organization_name.clone().unwrap_or_default(),
            image: Self::image_of(signatory.image.as_ref()),
        }
    }

    /// A picture as the form holds it.
    pub(super) fn image_of(picture: Option<&Picture>) -> String {
        picture.map(|it| it.id.inner().to_owned()).unwrap_or_default()
    }

    /// What was written here together with what others did in the meantime: what was left as it was `seen` here is as it is `now`.
    pub(super) fn onto(self, seen: &Self, now: Self) -> Self {
        let pick = |written: String, seen: &String, now: String| if written == *seen { now } else { written };
        Self {
            name: pick(self.name, &seen.name, now.name),
            title: pick(self.title, &seen.title, now.title),
            organization: pick(self.organization, &seen.organization, now.organization),
            image: pick(self.image, &seen.image, now.image),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Draft;

    #[test]
    fn what_others_changed_stays_where_nothing_was_written() {
        let seen = Draft::default();
        let now = Draft {
            name: "Theirs".to_owned(),
            title: "Dean".to_owned(),
            ..Draft::default()
        };
        let written = Draft {
            name: "Mine".to_owned(),
            ..Draft::default()
        };
        let expected = Draft {
            name: "Mine".to_owned(),
            title: "Dean".to_owned(),
            ..Draft::default()
        };
        assert_eq!(written.onto(&seen, now), expected);
    }
}
