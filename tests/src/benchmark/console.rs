//! What staff ask of the console with a million credentials stored: lists, searches and details, each against a read of one row by its
//! primary key in the same round, on MariaDB.

use std::net::SocketAddr;
use std::time::Instant;

use anyhow::Context as _;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend, Statement};
use serde_json::{Value, json};

use super::award::Bench;
use super::caller::{Call, Caller};
use super::host::Host;
use super::million::{self, N_CREDENTIALS, N_LEARNERS, N_RUNS};
use super::report::{Figure, Report, Target};
use crate::database::{Database, Engine};
use crate::persona;
use crate::platform::Platform;
use crate::platform::token::TokenSpec;

/// How often each is asked.
const ROUNDS: u32 = 200;
/// How often rows are counted.
const COUNTS: u32 = 10;
/// Times as long as the read of one row.
const AS_LONG: f64 = 10.0;
/// Rows that one question may read.
const MOST_ROWS: f64 = 10_000.0;

const CREDENTIALS: &str = "query Q($filter: CredentialFilter, $after: String) { \
    credentials(first: 25, filter: $filter, after: $after) { totalCount pageInfo { endCursor } nodes { uuid username recipientName \
    state awardedAt visibleAt expiresAt revokedAt certificate { title learningObjectType } } } }";
const LEARNERS: &str = "query Q($search: String, $filter: LearnerFilter, $after: String) { \
    learners(first: 25, search: $search, filter: $filter, after: $after) { totalCount pageInfo { endCursor } \
    nodes { username name email state } } }";
const LEARNER: &str = "query Q($username: String!) { learner(username: $username) { username name email createdAt \
    history { action happenedAt } grades { letter } credentials(first: 25) { nodes { uuid state awardedAt \
    certificate { title } } } programRecords(first: 25) { nodes { program { title } } } } }";
const DETAIL: &str = "query Q($uuid: UUID!) { credential(uuid: $uuid) { uuid username recipientName state attributes { name value } \
    configuration { title isActive } history { change changedAt actor reason } viewerCan } }";
const TRAIL: &str = "query Q($filter: AuditTrailFilter, $after: String) { auditTrail(first: 25, filter: $filter, after: $after) { \
    pageInfo { endCursor } nodes { action happenedAt actor } } }";
const CONFIGURATIONS: &str = "query Q($search: String) { configurations(first: 25, search: $search) { totalCount \
    nodes { title isActive } } }";
const ROLES: &str = "query Q($filter: RoleAssignmentFilter) { roleAssignments(first: 25, filter: $filter) { totalCount \
    nodes { username name role grantedAt grantedBy } } }";
const INSIGHTS: &str = "query Q($from: Date!, $until: Date!, $step: InsightStep!) { insights(startsOn: $from, endsOn: $until, \
    step: $step) { countedAt total { awardCount } steps { startsOn awardCount revocationCount shareCount viewCount } \
    courseRuns { awardCount configuration { title } } programs { awardCount configuration { title } } standingCount revokedCount } }";
const OPERATIONS: &str = "query Q { operations { databaseProblem waitingEventCount givenUpEventCount queuedMailCount failedMailCount \
    dueAccountCount tasks { kind outcome endedAt } } }";
const COMPARISONS: &str = "query Q { reconciliations(first: 25) { totalCount nodes { state requestedAt isClean } } }";
const DIFFERENCES: &str = "query Q($id: ID!, $kind: DifferenceKind) { reconciliation(id: $id) { differences(first: 25, kind: $kind) { \
    totalCount nodes { kind state username courseKey here there settledBy viewerCan } } } }";
const ONE_ROW: &str = "query Q($uuid: UUID!) { credential(uuid: $uuid) { state } }";

/// What 11,111 usernames begin with.
const HALFWAY: &str = "learner15";

/// Something that staff ask, of a number that is another one each time.
struct Question {
    what: &'static str,
    document: &'static str,
    variables: Box<dyn Fn(u32) -> Value>,
}

fn question(what: &'static str, document: &'static str, variables: impl Fn(u32) -> Value + 'static) -> Question {
    Question {
        what,
        document,
        variables: Box::new(variables),
    }
}

fn number(it: u32) -> String {
    format!("01900003{it:024x}")
}

fn instant(credential: u32) -> String {
    let start: chrono::DateTime<chrono::Utc> = chrono::DateTime::UNIX_EPOCH + chrono::TimeDelta::days(18_993);
    (start + chrono::TimeDelta::seconds(i64::from(credential) * 150)).to_rfc3339()
}

fn middle() -> String {
    instant(N_CREDENTIALS / 2)
}

/// Every list, search and detail of what was awarded, to whom and by whom.
fn questions(cursors: &[String; 3]) -> Vec<Question> {
    let [credentials, learners, _] = cursors.clone();
    let run = |it: u32| json!({ "type": "COURSE_RUN", "id": million::course_run(1 + it % N_RUNS) });
    let learner = |it: u32| format!("learner{}", 1 + it % N_LEARNERS);
    let filter = |it: Value| json!({ "filter": it });
    vec![
        question("credentials", CREDENTIALS, move |_| json!({})),
        question(
            "credentials, far down",
            CREDENTIALS,
            move |_| json!({ "filter": { "awardedBefore": middle() }, "after": credentials }),
        ),
        question("credentials of a learner", CREDENTIALS, move |it| {
            filter(json!({ "username": learner(it) }))
        }),
        question("credentials of a learner by title", CREDENTIALS, move |it| {
            filter(json!({ "username": learner(it), "search": "science" }))
        }),
        question("credentials for a course run", CREDENTIALS, move |it| {
            filter(json!({ "learningObject": run(it) }))
        }),
        question("revoked ones for a course run", CREDENTIALS, move |it| {
            filter(json!({ "learningObject": run(it), "state": "REVOKED" }))
        }),
        question("revoked credentials", CREDENTIALS, move |_| {
            filter(json!({ "state": "REVOKED" }))
        }),
        question("valid credentials", CREDENTIALS, move |_| {
            filter(json!({ "state": "VALID" }))
        }),
        question("expired credentials", CREDENTIALS, move |_| {
            filter(json!({ "state": "EXPIRED" }))
        }),
        question("credentials not yet visible", CREDENTIALS, move |_| {
            filter(json!({ "state": "NOT_YET_VISIBLE" }))
        }),
        question("credentials of programs", CREDENTIALS, move |_| {
            filter(json!({ "type": "PROGRAM" }))
        }),
        question("credentials of some days", CREDENTIALS, move |it| {
            filter(json!({ "awardedAfter": instant(it), "awardedBefore": instant(it + 5_000) }))
        }),
        question("credentials changed since", CREDENTIALS, move |it| {
            filter(json!({ "changedSince": instant(N_CREDENTIALS - it % 50_000) }))
        }),
        question("a credential", DETAIL, move |it| json!({ "uuid": number(it) })),
        question("learners", LEARNERS, move |_| json!({})),
        question(
            "learners, far down",
            LEARNERS,
            move |_| json!({ "search": HALFWAY, "after": learners }),
        ),
        question(
            "learners by username",
            LEARNERS,
            move |it| json!({ "search": learner(it) }),
        ),
        question(
            "learners by mail address",
            LEARNERS,
            move |it| json!({ "search": format!("mail{}@learners", 1 + it % N_LEARNERS) }),
        ),
        question(
            "learners by name",
            LEARNERS,
            move |it| json!({ "search": format!("grace {}", it % 1_000) }),
        ),
        question("learners who were retired", LEARNERS, move |_| {
            filter(json!({ "state": "RETIRED" }))
        }),
        question("a learner", LEARNER, move |it| json!({ "username": learner(it) })),
        question("configurations", CONFIGURATIONS, move |_| json!({})),
        question(
            "configurations by title",
            CONFIGURATIONS,
            move |_| json!({ "search": "science" }),
        ),
    ]
}

/// People by words of their names.
fn questions_of_words() -> Vec<Question> {
    let rare = |it: u32| 100_000 + it % 100_000;
    let search = |words: String| json!({ "search": words });
    vec![
        question("learners by a rare word of the name", LEARNERS, move |it| {
            search(rare(it).to_string())
        }),
        question("learners by a frequent word and a rare one", LEARNERS, move |it| {
            search(format!("barbara {}", rare(it)))
        }),
        question("learners by a frequent word of the name", LEARNERS, move |it| {
            search(format!("{}", 1 + it % 9))
        }),
        question("learners by two frequent words of the name", LEARNERS, move |it| {
            search(format!("{} grace", 1 + it % 9))
        }),
    ]
}

/// The audit trail, asked in every way.
fn questions_of_trail([.., trail]: &[String; 3]) -> Vec<Question> {
    let trail = trail.clone();
    let learner = |it: u32| format!("learner{}", 1 + it % N_LEARNERS);
    let filter = |it: Value| json!({ "filter": it });
    vec![
        question("audit trail", TRAIL, move |_| json!({})),
        question(
            "audit trail, far down",
            TRAIL,
            move |_| json!({ "filter": { "happenedBefore": middle() }, "after": trail }),
        ),
        question("audit trail of somebody", TRAIL, move |it| {
            filter(json!({ "actor": learner(it % 5) }))
        }),
        question("audit trail about somebody", TRAIL, move |it| {
            filter(json!({ "username": learner(it % 1_000) }))
        }),
        question("audit trail of one action", TRAIL, move |_| {
            filter(json!({ "action": "USER_RENAMED" }))
        }),
        question("audit trail of credentials", TRAIL, move |it| {
            filter(json!({ "subjectType": "CREDENTIAL", "happenedBefore": instant(it) }))
        }),
        question("audit trail of the platform", TRAIL, move |it| {
            filter(json!({ "actor": persona::LMS_WORKER.username, "happenedBefore": instant(it) }))
        }),
        question("audit trail of revocations", TRAIL, move |_| {
            filter(json!({ "action": "CREDENTIAL_REVOKED" }))
        }),
        question("audit trail of a credential", TRAIL, move |it| {
            filter(json!({ "subject": format!("credential:{}", number(it)) }))
        }),
    ]
}

/// The lists of who works here, and what they look back on and after.
fn questions_of_work() -> Vec<Question> {
    let filter = |it: Value| json!({ "filter": it });
    vec![
        question("people and roles", ROLES, move |_| json!({})),
        question("roles of somebody", ROLES, move |it| {
            filter(json!({ "username": format!("learner{}", 1 + it % 2_000) }))
        }),
        question("people of a role", ROLES, move |_| {
            filter(json!({ "role": "REGISTRAR" }))
        }),
        question(
            "insights of a year by month",
            INSIGHTS,
            move |_| json!({ "from": "2025-01-01", "until": "2025-12-31", "step": "MONTH" }),
        ),
        question(
            "insights of a quarter by day",
            INSIGHTS,
            move |_| json!({ "from": "2025-02-11", "until": "2025-05-12", "step": "DAY" }),
        ),
        question("operations", OPERATIONS, move |_| json!({})),
        question("comparisons with the platform", COMPARISONS, move |_| json!({})),
        question(
            "differences of a comparison",
            DIFFERENCES,
            move |_| json!({ "id": comparison() }),
        ),
        question(
            "differences of a kind",
            DIFFERENCES,
            move |_| json!({ "id": comparison(), "kind": "GRADE_DIFFERS" }),
        ),
    ]
}

/// The one comparison, as the API names it.
fn comparison() -> String {
    format!(
        "reconciliation:{}",
        uuid::Uuid::from_u128(0x0190_0006_0000_0000_0000_0000_0000_0001)
    )
}

/// Fills a database and measures every question.
pub(super) async fn measure(platform: &Platform, report: &mut Report) -> anyhow::Result<()> {
    let database = Database::fresh(Engine::MySql).await?;
    // What a worker does with a million new rows would be counted, too.
    let settings = [("CREDENTIALS_WORKER_ENABLED", "false")];
    let host = Host::configured(database.url(), platform, &settings).await?;
    let bench = Bench::prepare(platform, &host, &database).await?;
    let db = database.connection();
    million::fill(db, bench.example())
        .await
        .context("write a million credentials")?;
    let authorization = format!("JWT {}", platform.mint(&TokenSpec::of(&persona::SOFIA))?);
    let mut desk = Desk {
        caller: Caller::connect(host.address()).await?,
        address: host.address(),
        authorization,
    };
    let cursors = desk.cursors().await?;
    let mut questions = questions(&cursors);
    questions.extend(questions_of_words());
    questions.extend(questions_of_trail(&cursors));
    questions.extend(questions_of_work());
    let mut read = Vec::new();
    let mut times = vec![Vec::new(); questions.len()];
    // The first tenth warms everything up.
    for round in 0..ROUNDS + ROUNDS / 10 {
        let number = 1 + round * 4_999 % (N_CREDENTIALS - 1);
        for (question, times) in questions.iter().zip(&mut times) {
            let one = desk.time(ONE_ROW, json!({ "uuid": self::number(number + 7) })).await?;
            let time = desk.time(question.document, (question.variables)(number)).await;
            let time = time.context(question.what)?;
            if round >= ROUNDS / 10 {
                read.push(one);
                times.push(time);
            }
        }
    }
    let bare = p95(&mut read);
    report.add(Figure::milliseconds(
        "console: one row by its primary key, p95".to_owned(),
        bare,
    ));
    for (question, mut times) in questions.iter().zip(times) {
        let time = p95(&mut times);
        let what = format!("console: {}, p95 / one row", question.what);
        report.add(Figure::times(what, time, bare, Target::AtMost(AS_LONG)));
        let mut most = 0;
        for count in 0..COUNTS {
            let before = rows_read(db).await?;
            desk.ask(question.document, (question.variables)(1 + count * 49_999))
                .await?;
            most = most.max(rows_read(db).await? - before);
        }
        let what = format!("console: {}, rows read", question.what);
        report.add(Figure::rows(what, most, Some(Target::AtMost(MOST_ROWS))));
    }
    Ok(())
}

/// Where staff sit.
struct Desk {
    caller: Caller,
    address: SocketAddr,
    authorization: String,
}

impl Desk {
    async fn ask(&mut self, document: &str, variables: Value) -> anyhow::Result<Value> {
        let body = json!({ "operationName": "Q", "query": document, "variables": variables });
        let call = Call::graphql(self.address, Some(&self.authorization), &body, r#"{"data":"#)?;
        let answer: Value = serde_json::from_slice(&self.caller.send(call).await?)?;
        anyhow::ensure!(answer.get("errors").is_none(), "{document} {variables}: {answer}");
        Ok(answer)
    }

    /// How long an answer takes, in milliseconds.
    async fn time(&mut self, document: &str, variables: Value) -> anyhow::Result<f64> {
        let started = Instant::now();
        self.ask(document, variables).await?;
        Ok(started.elapsed().as_secs_f64() * 1_000.0)
    }

    /// Places in the lists of credentials, learners and the trail that begin halfway.
    async fn cursors(&mut self) -> anyhow::Result<[String; 3]> {
        let credentials = self
            .ask(CREDENTIALS, json!({ "filter": { "awardedBefore": middle() } }))
            .await?;
        let learners = self.ask(LEARNERS, json!({ "search": HALFWAY })).await?;
        let trail = self
            .ask(TRAIL, json!({ "filter": { "happenedBefore": middle() } }))
            .await?;
        let cursor = |answer: &Value, list: &str| {
            let cursor = answer["data"][list]["pageInfo"]["endCursor"].as_str();
            cursor
                .map(str::to_owned)
                .with_context(|| format!("{list} have no cursor: {answer}"))
        };
        Ok([
            cursor(&credentials, "credentials")?,
            cursor(&learners, "learners")?,
            cursor(&trail, "auditTrail")?,
        ])
    }
}

/// What 95 of 100 are not above.
fn p95(numbers: &mut [f64]) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() * 95 / 100).copied().unwrap_or_default()
}

/// Rows of tables that the database has read for anybody, those that it keeps for itself while it answers aside.
async fn rows_read(db: &DatabaseConnection) -> anyhow::Result<i64> {
    let counts = Statement::from_string(
        DbBackend::MySql,
        "SHOW GLOBAL STATUS WHERE variable_name LIKE 'Handler_read%' AND variable_name NOT LIKE '%rnd%'",
    );
    let counts = db.query_all_raw(counts).await?;
    let count = |row: &sea_orm::QueryResult| -> anyhow::Result<i64> { Ok(row.try_get_by_index::<String>(1)?.parse()?) };
    counts.iter().map(count).sum()
}
