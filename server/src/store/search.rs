//! Looking for a word inside a column: the same rows on every engine, letter case aside.
//!
//! MySQL and MariaDB fold the letters of every alphabet, SQLite those of ASCII alone: there a pattern names both cases.

use sea_orm::sea_query::{Expr, ExprTrait as _, Func, LikeExpr, SimpleExpr};
use sea_orm::{ColumnTrait, DbBackend};

/// Whether the column has the words in it.
pub(super) fn contains(backend: DbBackend, column: impl ColumnTrait, words: &str) -> SimpleExpr {
    matches(backend, column, words, "*", "%")
}

/// Whether the column has these words and nothing else.
pub(super) fn is(backend: DbBackend, column: impl ColumnTrait, words: &str) -> SimpleExpr {
    matches(backend, column, words, "", "")
}

/// Whether the column matches the words with what an engine's patterns have around them.
fn matches(backend: DbBackend, column: impl ColumnTrait, words: &str, glob_ends: &str, like_ends: &str) -> SimpleExpr {
    let (entity, name) = column.as_column_ref();
    let folded = Func::lower(Expr::col((entity, name)));
    if backend == DbBackend::Sqlite {
        let pattern = format!("{glob_ends}{}{glob_ends}", glob(words));
        return Expr::expr(folded).binary(sea_orm::sea_query::BinOper::Custom("GLOB"), Expr::val(pattern));
    }
    let pattern = format!("{like_ends}{}{like_ends}", like(words));
    Expr::expr(folded).like(LikeExpr::new(pattern).escape('|'))
}

fn like(words: &str) -> String {
    let mut pattern = String::new();
    for it in words.to_lowercase().chars() {
        if matches!(it, '%' | '_' | '|') {
            pattern.push('|');
        }
        pattern.push(it);
    }
    pattern
}

fn glob(words: &str) -> String {
    let mut pattern = String::new();
    for it in words.to_lowercase().chars() {
        let mut upper = it.to_uppercase();
        match (it, upper.next(), upper.next()) {
            ('*' | '?' | '[', ..) => pattern.extend(['[', it, ']']),
            // What MySQL folds and SQLite does not: either case.
            (it, Some(upper), None) if !it.is_ascii() && upper != it => pattern.extend(['[', it, upper, ']']),
            _ => pattern.push(it),
        }
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::{glob, like};

    #[test]
    fn signs_with_a_meaning_stand_for_themselves() {
        assert_eq!(like("50%_|A"), "50|%|_||a");
        assert_eq!(glob("a*b?[C]"), "a[*]b[?][[]c]");
        assert_eq!(glob("É"), "[éÉ]");
    }
}
