//! Looking for a word inside a column: the same rows on every engine, letter case aside.
//!
//! MySQL and MariaDB fold the letters of every alphabet, SQLite those of ASCII alone: there a pattern names both cases.

use sea_orm::sea_query::{Expr, ExprTrait as _, Func, LikeExpr, SimpleExpr};
use sea_orm::{ColumnTrait, DbBackend};

/// Whether the column has the words in it.
pub(super) fn contains(backend: DbBackend, column: impl ColumnTrait, words: &str) -> SimpleExpr {
    let (entity, name) = column.as_column_ref();
    let folded = Func::lower(Expr::col((entity, name)));
    if backend == DbBackend::Sqlite {
        return Expr::expr(folded).binary(sea_orm::sea_query::BinOper::Custom("GLOB"), Expr::val(glob(words)));
    }
    Expr::expr(folded).like(LikeExpr::new(like(words)).escape('|'))
}

fn like(words: &str) -> String {
    let mut pattern = String::from("%");
    for it in words.to_lowercase().chars() {
        if matches!(it, '%' | '_' | '|') {
            pattern.push('|');
        }
        pattern.push(it);
    }
    pattern.push('%');
    pattern
}

fn glob(words: &str) -> String {
    let mut pattern = String::from("*");
    for it in words.to_lowercase().chars() {
        let mut upper = it.to_uppercase();
        match (it, upper.next(), upper.next()) {
            ('*' | '?' | '[', ..) => pattern.extend(['[', it, ']']),
            // What MySQL folds and SQLite does not: either case.
            (it, Some(upper), None) if !it.is_ascii() && upper != it => pattern.extend(['[', it, upper, ']']),
            _ => pattern.push(it),
        }
    }
    pattern.push('*');
    pattern
}

#[cfg(test)]
mod tests {
    use super::{glob, like};

    #[test]
    fn signs_with_a_meaning_stand_for_themselves() {
        assert_eq!(like("50%_|A"), "%50|%|_||a%");
        assert_eq!(glob("a*b?[C]"), "*a[*]b[?][[]c]*");
        assert_eq!(glob("É"), "*[éÉ]*");
    }
}
