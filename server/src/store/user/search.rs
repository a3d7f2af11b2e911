//! Looking for people by what their names begin with. Every statement reads one range of one index, and no more of it than it gives.

use entity::id::UserId;
use entity::{UsernameKey, user};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};

/// What people are found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Their folded username.
    Username,
    /// The key of their name.
    Name,
    /// The key of their mail address.
    Email,
}

/// What the platform has told of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    /// Nothing.
    Untold,
    /// That it may be used.
    Active,
    /// That it may not.
    Locked,
}

/// Part of an index: from a text on, up to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    from: String,
    bound: Bound,
    /// The first text beyond it; none where it has no end.
    until: Option<String>,
}

/// Whether the beginning of a range belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    Included,
    Excluded,
}

/// Somebody who was found: key, folded username, and whether the platform lets the account be used.
pub type Named = (UserId, UsernameKey, Option<bool>);

/// What the keys of rows begin with that no person has, and what comes after them; `;` follows `:`.
const NOBODY: [(&str, &str); 3] = [("api-client:", "api-client;"), ("merged:", "merged;"), RETIRED];

/// The same of people who were retired.
const RETIRED: (&str, &str) = ("retired:", "retired;");

/// A character that no name has in it, and that comes after all others.
const LAST: char = '\u{10FFFF}';

impl Range {
    /// All that begins with a text.
    #[must_use]
    pub fn beginning_with(prefix: &str) -> Self {
        Self {
            from: prefix.to_owned(),
            bound: Bound::Included,
            until: (!prefix.is_empty()).then(|| format!("{prefix}{LAST}")),
        }
    }

    /// The keys of people who were retired.
    #[must_use]
    pub fn retired() -> Self {
        let (from, until) = RETIRED;
        Self {
            from: from.to_owned(),
            bound: Bound::Included,
            until: Some(until.to_owned()),
        }
    }

    /// What of it comes after a text.
    #[must_use]
    pub fn after(self, text: &str) -> Self {
        if text < self.from.as_str() {
            return self;
        }
        Self {
            from: text.to_owned(),
            bound: Bound::Excluded,
            ..self
        }
    }

    /// The parts of a range of folded usernames that people have: at most four, in order.
    #[must_use]
    pub fn of_people(self) -> Vec<Self> {
        NOBODY.iter().fold(vec![self], |ranges, nobody| {
            ranges.into_iter().flat_map(|it| it.without(*nobody)).collect()
        })
    }

    fn is_empty(&self) -> bool {
        self.until.as_ref().is_some_and(|it| *it <= self.from)
    }

    /// The parts of it before and after another.
    fn without(self, (from, until): (&str, &str)) -> Vec<Self> {
        let ends_before = self.until.clone().filter(|it| it.as_str() < from);
        let before = Self {
            until: Some(ends_before.unwrap_or_else(|| from.to_owned())),
            ..self.clone()
        };
        let behind = if self.from.as_str() < until {
            Self {
                from: until.to_owned(),
                bound: Bound::Included,
                until: self.until,
            }
        } else {
            self
        };
        [before, behind].into_iter().filter(|it| !it.is_empty()).collect()
    }
}

/// The first people of a range, in its order: those of whom the platform says this, where that is given.
pub async fn list_in_range(
    connection: &impl ConnectionTrait,
    by: By,
    range: &Range,
    account: Option<Account>,
    n_rows: u64,
) -> Result<Vec<Named>, DbErr> {
    use user::Column;
    let query = user::Entity::find()
        .select_only()
        .columns([Column::Id, Column::UsernameKey, Column::IsActive])
        .filter(condition(by, range, account))
        .order_by_asc(column(by));
    let query = match by {
        // Nothing more to order by: with it MariaDB would read and sort the whole table.
        By::Username => query,
        By::Name | By::Email => query.order_by_asc(Column::Id),
    };
    query.limit(n_rows).into_tuple().all(connection).await
}

/// How many people a range of folded usernames has, counted up to `at_most`.
pub async fn count_in_range(
    connection: &impl ConnectionTrait,
    range: &Range,
    account: Option<Account>,
    at_most: u64,
) -> Result<u64, DbErr> {
    user::Entity::find()
        .select_only()
        .column(user::Column::Id)
        .filter(condition(By::Username, range, account))
        .limit(at_most)
        .count(connection)
        .await
}

fn column(by: By) -> user::Column {
    match by {
        By::Username => user::Column::UsernameKey,
        By::Name => user::Column::NameKey,
        By::Email => user::Column::EmailKey,
    }
}

fn condition(by: By, range: &Range, account: Option<Account>) -> Condition {
    within(column(by), range).add_option(account.map(|it| match it {
        Account::Untold => user::Column::IsActive.is_null(),
        Account::Active => user::Column::IsActive.eq(true),
        Account::Locked => user::Column::IsActive.eq(false),
    }))
}

/// That a column lies in a range.
pub(super) fn within(column: impl ColumnTrait, range: &Range) -> Condition {
    let begins = match range.bound {
        Bound::Included => column.gte(range.from.clone()),
        Bound::Excluded => column.gt(range.from.clone()),
    };
    Condition::all()
        .add(begins)
        .add_option(range.until.as_ref().map(|it| column.lt(it.clone())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(range: Range) -> Vec<String> {
        let told = |it: Range| {
            let sign = if it.bound == Bound::Included { "=" } else { "" };
            format!(">{sign}{} <{}", it.from, it.until.unwrap_or_default())
        };
        range.of_people().into_iter().map(told).collect()
    }

    #[test]
    fn ranges_leave_out_who_has_no_account() {
        let all = Range::beginning_with("");
        assert_eq!(
            told(all.clone()),
            [
                ">= <api-client:",
                ">=api-client; <merged:",
                ">=merged; <retired:",
                ">=retired; <"
            ]
        );
        assert_eq!(told(Range::beginning_with("ada")), [format!(">=ada <ada{LAST}")]);
        assert_eq!(
            told(Range::beginning_with("re")),
            [">=re <retired:".to_owned(), format!(">=retired; <re{LAST}")]
        );
        assert_eq!(told(all.clone().after("n")), [">n <retired:", ">=retired; <"]);
        assert_eq!(told(all.after("zoe")), [">zoe <"]);
        assert_eq!(
            told(Range::beginning_with("ada").after("adam")),
            [format!(">adam <ada{LAST}")]
        );
        assert_eq!(told(Range::retired()), [""; 0]);
    }
}
