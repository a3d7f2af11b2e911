//! Tests of changes of what is known of people.

mod replace_many;
mod retire;
