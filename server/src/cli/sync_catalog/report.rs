//! What a run has changed, in lines.

use std::fmt::Write as _;

use entity::catalog_sync;

use crate::domain::catalogue_sync::{Change, ChangeKind, Counts, FieldChange, Kind, Progress};

/// Which changes are told first, and the sign of them: what is gone, what needs somebody's eye, what changed, what is new.
fn sign(change: ChangeKind) -> (u8, char) {
    match change {
        ChangeKind::Removed => (0, '-'),
        ChangeKind::Missing => (0, '?'),
        ChangeKind::Skipped | ChangeKind::Conflict | ChangeKind::Note => (1, '!'),
        ChangeKind::Changed => (2, '~'),
        ChangeKind::Added | ChangeKind::Restored => (3, '+'),
    }
}

/// What a run has changed, for people.
pub(super) fn report(row: &catalog_sync::Model) -> anyhow::Result<String> {
    let progress: Progress = serde_json::from_value(row.progress.clone())?;
    let mut changes: Vec<Change> = serde_json::from_value(row.changes.clone())?;
    changes.sort_by_key(|it| sign(it.change));
    let mut text = String::new();
    for it in &changes {
        let (_, sign) = sign(it.change);
        let detail = it.detail.as_ref().map(|it| format!(": {it}")).unwrap_or_default();
        writeln!(text, "{sign} {} {}{detail}", it.kind.noun(), it.name)?;
        for FieldChange { field, before, after } in &it.fields {
            let value = |it: &Option<String>| it.clone().unwrap_or_else(|| "nothing".to_owned());
            writeln!(text, "    {field}: {} → {}", value(before), value(after))?;
        }
    }
    let n_told = changes.iter().filter(|it| it.change.is_counted()).count();
    let n_counted: u32 = progress
        .counts
        .values()
        .map(|it| it.added + it.changed + it.removed + it.skipped)
        .sum();
    let n_untold = (n_counted as usize).saturating_sub(n_told);
    if n_untold > 0 {
        writeln!(text, "… and {n_untold} more")?;
    }
    for kind in Kind::ALL {
        let Counts {
            added,
            changed,
            unchanged,
            removed,
            skipped,
        } = progress.counts.get(&kind).copied().unwrap_or_default();
        writeln!(
            text,
            "{:<14} {added:>6} added {changed:>6} changed {unchanged:>6} unchanged {removed:>6} removed {skipped:>6} left out",
            format!("{}s", kind.noun())
        )?;
    }
    if row.is_dry_run {
        writeln!(text, "nothing was written: this was a dry run")?;
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::DateTime;
    use entity::SyncState;
    use entity::id::{CatalogSyncId, SiteId};
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    fn line(change: ChangeKind, name: &str) -> Change {
        Change {
            change,
            kind: Kind::Program,
            uuid: None,
            name: name.to_owned(),
            detail: None,
            fields: Vec::new(),
        }
    }

    #[test]
    fn what_is_gone_comes_first_and_fields_tell_what_they_were() {
        let renamed = Change {
            fields: vec![
                FieldChange::new("title", Some("A".to_owned()), Some("B".to_owned())),
                FieldChange::new("total_hours_of_effort", None, Some("4".to_owned())),
            ],
            ..line(ChangeKind::Changed, "B")
        };
        let told = [
            line(ChangeKind::Added, "New"),
            renamed,
            line(ChangeKind::Note, "program"),
            line(ChangeKind::Removed, "Gone"),
        ];
        let counts = Counts {
            added: 3,
            changed: 1,
            removed: 1,
            ..Counts::default()
        };
        let progress = Progress {
            counts: BTreeMap::from([(Kind::Program, counts)]),
            ..Progress::default()
        };
        let row = catalog_sync::Model {
            id: CatalogSyncId(Uuid::from_u128(1)),
            site_id: SiteId(Uuid::from_u128(2)),
            active_site_id: None,
            state: SyncState::Succeeded,
            is_dry_run: true,
            allows_mass_delete: false,
            requested_by_id: None,
            requested_at: DateTime::UNIX_EPOCH,
            started_at: None,
            finished_at: None,
            progress: json!(progress),
            changes: json!(told),
            error_code: None,
            error: None,
            version: 1,
        };
        let text = report(&row).expect("a report");
        let lines: Vec<&str> = text.lines().collect();
        let expected = [
            "- program Gone",
            "! program program",
            "~ program B",
            "    title: A → B",
            "    total hours of effort: nothing → 4",
            "+ program New",
            "… and 2 more",
        ];
        assert_eq!(lines[..7], expected);
        let counted = "programs            3 added      1 changed      0 unchanged      1 removed      0 left out";
        assert_eq!(lines[10], counted);
        assert_eq!(lines[12], "nothing was written: this was a dry run");
    }
}
