//! The invariants of the stored data, each as the rows that break it.

use entity::id::UserId;
use entity::{Username, UsernameKey, UsernameRule, user};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait as _, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Statement,
};
use uuid::Uuid;

use super::Database;

/// What must hold of the stored data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invariant {
    /// What must hold.
    pub what: &'static str,
    /// Ids of rows that break it; the first ones are enough.
    pub broken_by: Vec<String>,
}

/// Most rows that are told for one invariant.
pub const SAMPLES: usize = 10;
/// Users that one statement reads.
const PAGE: u64 = 1000;

/// What must hold, with a statement that finds the rows that break it.
const OF_ROWS: [(&str, &str); 21] = [
    (
        "the history of a credential has every version once, up to the present one",
        "SELECT c.id FROM credential c LEFT JOIN (SELECT credential_id, COUNT(*) AS n, MAX(version) AS newest FROM credential_history \
         GROUP BY credential_id) h ON h.credential_id = c.id WHERE h.n IS NULL OR h.n <> c.version OR h.newest <> c.version",
    ),
    (
        "the newest history entry has the credential's status",
        "SELECT c.id FROM credential c JOIN credential_history h ON h.credential_id = c.id AND h.version = c.version \
         WHERE h.status <> c.status",
    ),
    (
        "a history entry belongs to its credential's site",
        "SELECT c.id FROM credential c JOIN credential_history h ON h.credential_id = c.id \
         WHERE h.site_id <> c.site_id",
    ),
    (
        "a credential tells when it was revoked exactly while it is revoked",
        "SELECT id FROM credential WHERE (status = 'revoked') <> (revoked_at IS NOT NULL)",
    ),
    (
        "a credential tells when it was replaced exactly while it tells by which",
        "SELECT id FROM credential WHERE (replaced_at IS NULL) <> (replaced_by_id IS NULL)",
    ),
    (
        // So that none replaced itself, and nobody is led on from one to the next.
        "what replaced a credential is another one of the same site and configuration, which was not replaced itself",
        "SELECT c.id FROM credential c LEFT JOIN credential r ON r.id = c.replaced_by_id AND r.site_id = c.site_id \
         AND r.configuration_id = c.configuration_id AND r.replaced_by_id IS NULL \
         WHERE c.replaced_by_id IS NOT NULL AND r.id IS NULL",
    ),
    (
        "a credential belongs to a user",
        "SELECT c.id FROM credential c LEFT JOIN `user` u ON u.id = c.user_id WHERE u.id IS NULL",
    ),
    (
        "a credential belongs to a configuration of its site",
        "SELECT c.id FROM credential c LEFT JOIN credential_configuration k ON k.id = c.configuration_id AND k.site_id = c.site_id \
         WHERE k.id IS NULL",
    ),
    (
        "an event tells of a credential that exists",
        "SELECT e.subject_id AS id FROM outbox_event e LEFT JOIN credential c ON c.id = e.subject_id WHERE c.id IS NULL",
    ),
    (
        "a grade belongs to a user, and lies between nothing and all",
        "SELECT g.id FROM grade g LEFT JOIN `user` u ON u.id = g.user_id WHERE u.id IS NULL OR g.percent < 0 OR g.percent > 10000",
    ),
    (
        "a link to a record belongs to a user",
        "SELECT s.id FROM record_share s LEFT JOIN `user` u ON u.id = s.user_id WHERE u.id IS NULL",
    ),
    (
        "views are counted for a link that exists",
        "SELECT v.record_share_id AS id FROM record_share_view v LEFT JOIN record_share s ON s.id = v.record_share_id WHERE s.id IS NULL",
    ),
    (
        "words of names are kept of people who have an account",
        "SELECT w.user_id AS id FROM user_name_word w LEFT JOIN `user` u ON u.id = w.user_id \
         WHERE u.id IS NULL OR u.retired_at IS NOT NULL OR u.merged_into_id IS NOT NULL",
    ),
    (
        "what staff keep of the catalogue holds its key, and nothing else does",
        "SELECT id FROM organization WHERE (origin = 'local') <> (local_key IS NOT NULL) \
         UNION ALL SELECT id FROM course WHERE (origin = 'local') <> (local_key IS NOT NULL) \
         UNION ALL SELECT id FROM course_run WHERE (origin = 'local') <> (local_key IS NOT NULL)",
    ),
    (
        "the logo of an organization is a picture of its site, and a copy tells of what",
        "SELECT o.id FROM organization o LEFT JOIN asset a ON a.id = o.logo_asset_id AND a.site_id = o.site_id \
         LEFT JOIN asset c ON c.id = o.copied_logo_asset_id AND c.site_id = o.site_id \
         WHERE (o.logo_asset_id IS NOT NULL AND a.id IS NULL) OR (o.copied_logo_asset_id IS NOT NULL AND c.id IS NULL) \
         OR (o.copied_logo_asset_id IS NULL) <> (o.copied_logo_url IS NULL)",
    ),
    (
        "the signature of a signatory is a picture of its site",
        "SELECT s.id FROM signatory s LEFT JOIN asset a ON a.id = s.image_asset_id AND a.site_id = s.site_id \
         WHERE s.image_asset_id IS NOT NULL AND a.id IS NULL",
    ),
    (
        "what an API client does is put down to a user row",
        "SELECT c.id FROM api_client c LEFT JOIN `user` u ON u.id = c.user_id WHERE u.id IS NULL",
    ),
    (
        "an API client holds its name exactly while it is not revoked",
        "SELECT id FROM api_client WHERE (revoked_at IS NULL) <> (name_key IS NOT NULL)",
    ),
    (
        "the tallies of a day that is over count every credential that was awarded, revoked or reinstated on it",
        "SELECT site_id AS id FROM (SELECT c.site_id, DATE(h.changed_at) AS happened_on, h.`change` AS kind, 1 AS n \
         FROM credential_history h JOIN credential c ON c.id = h.credential_id \
         WHERE h.`change` IN ('awarded', 'revoked', 'reinstated') AND DATE(h.changed_at) < (SELECT MAX(open_from) FROM tally_mark) \
         UNION ALL SELECT site_id, starts_on, kind, -n FROM tally WHERE span = 'day' AND subject_kind = 'site' \
         AND kind IN ('awarded', 'revoked', 'reinstated') AND starts_on < (SELECT MAX(open_from) FROM tally_mark)) it \
         GROUP BY site_id, happened_on, kind HAVING SUM(n) <> 0",
    ),
    (
        // What was erased with a person is counted nevertheless.
        "the tallies of a day that is over count every link and every view of it",
        "SELECT site_id AS id FROM (SELECT site_id, DATE(created_at) AS happened_on, 'shared' AS kind, 1 AS n FROM record_share \
         UNION ALL SELECT s.site_id, v.viewed_on, 'viewed', v.n_views FROM record_share_view v \
         JOIN record_share s ON s.id = v.record_share_id \
         UNION ALL SELECT site_id, starts_on, kind, -n FROM tally WHERE span = 'day' AND subject_kind = 'site' \
         AND kind IN ('shared', 'viewed')) it \
         WHERE happened_on < (SELECT MAX(open_from) FROM tally_mark) GROUP BY site_id, happened_on, kind HAVING SUM(n) > 0",
    ),
    (
        "the tallies of things add up to their site's, and those of days to their month's",
        "SELECT site_id AS id FROM tally GROUP BY site_id, span, kind, starts_on \
         HAVING SUM(CASE WHEN subject_kind = 'site' THEN n ELSE -n END) <> 0 \
         UNION ALL SELECT site_id AS id FROM (SELECT site_id, kind, subject_kind, subject_id, SUBSTR(starts_on, 1, 7) AS starts_in, \
         CASE WHEN span = 'month' THEN n ELSE -n END AS n FROM tally) it \
         GROUP BY site_id, kind, subject_kind, subject_id, starts_in HAVING SUM(n) <> 0",
    ),
];

impl Database {
    /// Checks every invariant. Reads the whole database: for the operator, never for a request.
    pub async fn verify(&self) -> Result<Vec<Invariant>, DbErr> {
        let mut invariants = Vec::new();
        for (what, sql) in OF_ROWS {
            let statement = Statement::from_string(self.backend(), format!("{sql} LIMIT {SAMPLES}"));
            let rows = self.read.query_all_raw(statement).await?;
            let broken_by = rows
                .iter()
                .map(|row| row.try_get::<Uuid>("", "id").map(|it| it.to_string()));
            invariants.push(Invariant {
                what,
                broken_by: broken_by.collect::<Result<_, _>>()?,
            });
        }
        invariants.push(self.verify_usernames().await?);
        Ok(invariants)
    }

    async fn verify_usernames(&self) -> Result<Invariant, DbErr> {
        let mut broken_by = Vec::new();
        let mut after: Option<UserId> = None;
        loop {
            let rest = user::Entity::find().order_by_asc(user::Column::Id).limit(PAGE);
            let rest = rest.filter(Condition::all().add_option(after.map(|it| user::Column::Id.gt(it))));
            let users = rest.all(&self.read).await?;
            let Some(last) = users.last() else { break };
            after = Some(last.id);
            broken_by.extend(users.iter().filter(|it| is_misfiled(it)).map(|it| it.id.to_string()));
        }
        broken_by.truncate(SAMPLES);
        let what =
            "a user is found by the folded form of the username, unless merged into another, retired or an API client";
        Ok(Invariant { what, broken_by })
    }
}

fn is_misfiled(user: &user::Model) -> bool {
    if user.retired_at.is_some() {
        return !user.username_key.is_of_nobody();
    }
    if user.username.is_api_client() {
        return !user.username_key.is_of_nobody();
    }
    if user.merged_into_id.is_some() {
        return user.username_key != UsernameKey::given_up(user.id);
    }
    Username::parse(user.username.as_str(), UsernameRule::Unicode).map_or(true, |name| name.key() != user.username_key)
}
