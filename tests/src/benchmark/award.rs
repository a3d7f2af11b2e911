//! Awards over HTTP, against the bare rows that they write.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicI64, Ordering};

use anyhow::Context as _;
use entity::id::CredentialId;
use sea_orm::{DbBackend, Statement};
use serde_json::{Value, json};
use url::Url;

use super::Options;
use super::caller::{Call, Caller};
use super::host::Host;
use super::load::{Round, median, rate};
use super::row::Example;
use super::writer::Writer;
use crate::database::Database;
use crate::persona;
use crate::platform::Platform;
use crate::platform::token::TokenSpec;
use crate::seed;

const ONE: &str = "mutation Award($input: AwardCredentialInput!) { awardCredential(input: $input) { \
    outcome credential { uuid } userErrors { code } } }";
const MANY: &str = "mutation AwardMany($input: AwardCredentialsInput!) { awardCredentials(input: $input) { \
    results { outcome } userErrors { code } } }";
/// Of a list of awards.
const LENGTH: u32 = 500;

/// Everything that awards need.
pub(super) struct Bench {
    address: SocketAddr,
    authorization: String,
    learning_object: Value,
    database: Url,
    backend: DbBackend,
    example: Example,
    /// Learners so far.
    n_learners: AtomicI64,
}

impl Bench {
    /// Writes an institution and makes the first award.
    pub(super) async fn prepare(platform: &Platform, host: &Host, database: &Database) -> anyhow::Result<Self> {
        seed::seed(database.url().as_str()).await?;
        let address = host.address();
        let authorization = format!("JWT {}", platform.mint(&TokenSpec::of(&persona::LMS_WORKER))?);
        let learning_object = seed::example_award()["learningObject"].take();
        let n_learners = AtomicI64::new(1_000_000);
        let call = award(address, &authorization, &learning_object, &n_learners)?;
        let answer = Caller::connect(address).await?.send(call).await?;
        let answer: Value = serde_json::from_slice(&answer)?;
        let id = &answer["data"]["awardCredential"]["credential"]["uuid"];
        let id = CredentialId(id.as_str().context("the first award has no number")?.parse()?);
        Ok(Self {
            address,
            authorization,
            learning_object,
            database: database.url().clone(),
            backend: database.connection().get_database_backend(),
            example: Example::read(database.connection(), id).await?,
            n_learners,
        })
    }

    /// A credential to look at.
    pub(super) fn example(&self) -> CredentialId {
        self.example.id()
    }

    /// Measures awards against bare rows, and against the same rows in one transaction, in turn.
    pub(super) async fn compare(&self, options: &Options, n_clients: u32) -> anyhow::Result<[Vec<Round>; 2]> {
        let mut callers = Caller::connect_all(self.address, n_clients).await?;
        let mut writers = Writer::connect_all(&self.database, n_clients).await?;
        let mut rounds = [Vec::new(), Vec::new()];
        for index in 0..=options.rounds {
            let calls = self.calls(options.awards)?;
            let rows = [self.rows(options.awards)?, self.rows(options.awards)?];
            let (ours, rows, transactions) = if index % 2 == 0 {
                let ours = send(&mut callers, calls).await?;
                let [rows, transactions] = write(&mut writers, rows).await?;
                (ours, rows, transactions)
            } else {
                let [rows, transactions] = write(&mut writers, rows).await?;
                let ours = send(&mut callers, calls).await?;
                (ours, rows, transactions)
            };
            // The first one warms everything up.
            if index > 0 {
                rounds[0].push(Round { ours, bare: rows });
                rounds[1].push(Round {
                    ours,
                    bare: transactions,
                });
            }
        }
        Ok(rounds)
    }

    /// How many credentials per second lists award, two lists at a time.
    pub(super) async fn bulk(&self, options: &Options) -> anyhow::Result<f64> {
        let mut callers = Caller::connect_all(self.address, 2).await?;
        let mut rates = Vec::new();
        for _ in 0..=options.rounds {
            let lists: Vec<Call> = (0..4).map(|_| self.list()).collect::<anyhow::Result<_>>()?;
            rates.push(f64::from(LENGTH) * send(&mut callers, lists).await?);
        }
        Ok(median(rates.into_iter().skip(1)))
    }

    fn calls(&self, n: u32) -> anyhow::Result<Vec<Call>> {
        (0..n)
            .map(|_| {
                award(
                    self.address,
                    &self.authorization,
                    &self.learning_object,
                    &self.n_learners,
                )
            })
            .collect()
    }

    fn list(&self) -> anyhow::Result<Call> {
        let items: Vec<Value> = (0..LENGTH)
            .map(|_| input(&self.learning_object, &self.n_learners))
            .collect();
        let body = json!({ "operationName": "AwardMany", "query": MANY, "variables": { "input": { "items": items } } });
        Call::graphql(self.address, Some(&self.authorization), &body, r#""CREATED""#)
    }

    fn rows(&self, n: u32) -> anyhow::Result<Vec<[Statement; 5]>> {
        (0..n)
            .map(|_| self.example.inserts(self.backend, number(&self.n_learners)))
            .collect()
    }
}

async fn send(callers: &mut [Caller], calls: Vec<Call>) -> anyhow::Result<f64> {
    rate(callers, calls, async |caller, call| caller.send(call).await.map(drop)).await
}

async fn write(writers: &mut [Writer], [each, together]: [Vec<[Statement; 5]>; 2]) -> anyhow::Result<[f64; 2]> {
    Ok([
        rate(writers, each, Writer::write_each).await?,
        rate(writers, together, Writer::write_together).await?,
    ])
}

fn award(
    address: SocketAddr,
    authorization: &str,
    learning_object: &Value,
    n_learners: &AtomicI64,
) -> anyhow::Result<Call> {
    let input = input(learning_object, n_learners);
    let body = json!({ "operationName": "Award", "query": ONE, "variables": { "input": input } });
    Call::graphql(address, Some(authorization), &body, r#""CREATED""#)
}

/// An award as the learning platform makes it: it knows number and name of the learner.
fn input(learning_object: &Value, n_learners: &AtomicI64) -> Value {
    let number = number(n_learners);
    json!({
        "username": format!("learner-{number}"),
        "lmsUserId": number,
        "recipientName": "Grace Brewster Hopper",
        "learningObject": learning_object,
    })
}

fn number(n_learners: &AtomicI64) -> i64 {
    n_learners.fetch_add(1, Ordering::Relaxed)
}
