//! A believable institution to look at: the demonstration data of a freshly started service.
//!
//! Only catalogue and configuration are written here, and writing them twice changes nothing. Awards go through
//! the API, as everywhere; [`awards`] says which.

mod institution;
mod record;
#[cfg(test)]
mod tests;
mod write;

use sea_orm::{ConnectOptions, ConnectionTrait, Database};
use serde_json::{Value, json};

pub(crate) use self::record::catalogue;

use self::institution::{COURSES, PROGRAMS};
use crate::persona::{ADA, GRACE, MEI, Persona, ZOE};

/// Writes the institution into the migrated database at this address.
pub async fn seed(database_url: &str) -> anyhow::Result<()> {
    let mut options = ConnectOptions::new(database_url);
    options.max_connections(1).sqlx_logging(false);
    let connection = Database::connect(options).await?;
    write_all(&connection).await?;
    connection.close().await?;
    Ok(())
}

async fn write_all(connection: &impl ConnectionTrait) -> anyhow::Result<()> {
    let site = write::site(connection).await?;
    write::organizations(connection, site).await?;
    write::signatories(connection, site).await?;
    write::courses(connection, site).await?;
    write::programs(connection, site).await?;
    write::configurations(connection, site).await
}

/// Inputs of `awardCredential` that give the demonstration its certificates.
#[must_use]
pub fn awards() -> Vec<Value> {
    vec![
        award(&ADA, &program(0)),
        award(&ZOE, &program(2)),
        award(
            &MEI,
            &json!({ "type": "COURSE_RUN", "id": COURSES[0].run_key(COURSES[0].runs[0]) }),
        ),
    ]
}

/// The input of `awardCredential` for a reader to try.
#[must_use]
pub fn example_award() -> Value {
    award(&GRACE, &program(1))
}

fn program(index: usize) -> Value {
    json!({ "type": "PROGRAM", "id": write::demo_id("program", PROGRAMS[index].slug).to_string() })
}

fn award(persona: &Persona, learning_object: &Value) -> Value {
    json!({ "username": persona.username, "recipientName": persona.name, "learningObject": learning_object })
}
