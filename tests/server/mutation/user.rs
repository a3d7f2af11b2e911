//! Tests of changes of what is known of people.

mod retire;
