//! The controls of a form as one: what they hold, and which of them a refusal is about.

use leptos::html::Input;
use leptos::prelude::*;

use super::draft::{Draft, Pick, Value};
use super::kind::Kind;
use super::part::{Entering, Part};
use crate::api::scalar::Instant;
use crate::browser::focus_soon;
use crate::console::day::noon_of;

/// Where a part is written or chosen.
#[derive(Clone, Debug)]
pub(super) enum Control {
    Line(NodeRef<Input>),
    /// The day of the instant that it was at first, or another one.
    Day(NodeRef<Input>, String),
    Choice(RwSignal<String>),
    Picks(RwSignal<Vec<Pick>>),
    /// It cannot be changed.
    Fixed(Value),
}

/// Every control of a form, in the order in which they stand.
#[derive(Clone, Debug)]
pub(super) struct Controls(pub(super) Vec<(Part, Control)>);

impl Controls {
    /// Those of a form that begins with a draft.
    pub(super) fn holding(kind: Kind, draft: &Draft, is_fixed: impl Fn(Part) -> bool) -> Self {
        let control = |part: Part| {
            if is_fixed(part) {
                return Control::Fixed(Value::Text(draft.text(part)));
            }
            match part.entering() {
                Entering::Line(_) => Control::Line(NodeRef::new()),
                Entering::Day => Control::Day(NodeRef::new(), draft.text(part)),
                Entering::Choice => Control::Choice(RwSignal::new(draft.text(part))),
                Entering::Picks(..) => Control::Picks(RwSignal::new(draft.picks(part))),
            }
        };
        Self(kind.parts().iter().map(|it| (*it, control(*it))).collect())
    }

    /// What they hold.
    pub(super) fn draft(&self) -> Draft {
        let value = |control: &Control| match control {
            Control::Line(field) => Value::Text(written(*field)),
            Control::Day(field, before) => Value::Text(instant(&written(*field), before)),
            Control::Choice(chosen) => Value::Text(chosen.get_untracked()),
            Control::Picks(chosen) => Value::Picks(chosen.get_untracked()),
            Control::Fixed(value) => value.clone(),
        };
        Draft(self.0.iter().map(|(part, it)| (*part, value(it))).collect())
    }

    /// Leads to the control of the first of these parts that the form has.
    pub(super) fn focus(&self, parts: &[Part]) {
        let first = self.0.iter().find(|(part, _)| parts.contains(part));
        if let Some((part, _)) = first {
            focus_soon(format!("#{}", part.field()));
        }
    }
}

fn written(field: NodeRef<Input>) -> String {
    let value = field.get_untracked().map(|it| it.value());
    value.map(|it| it.trim().to_owned()).unwrap_or_default()
}

/// The instant that a day stands for: that of before where the day is still the same.
fn instant(day: &str, before: &str) -> String {
    if Instant(before.to_owned()).day() == day {
        return before.to_owned();
    }
    noon_of(day).map(|it| it.0).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::instant;

    #[test]
    fn a_day_that_is_left_alone_keeps_its_time() {
        let before = "2026-01-12T09:00:00+00:00";
        assert_eq!(instant("2026-01-12", before), before);
        assert_eq!(instant("2026-01-13", before), "2026-01-13T12:00:00Z");
        assert_eq!(instant("", before), "");
        assert_eq!(instant("", ""), "");
    }
}
