//! A server beside a catalogue service, and what its copy holds.

use entity::{
    CatalogueOrigin, catalog_sync, course, course_organization, course_run, organization, pathway, pathway_program,
    program, program_course_run, program_organization,
};
use sea_orm::EntityTrait as _;
use serde_json::{Value, json};
use server::domain::web_address::Reach;
use server::worker;
use tests::app::TestApp;
use tests::database::Engine;
use tests::platform::catalogue::{Catalogue, Size};

/// Enough for several pages of everything.
pub(crate) const SMALL: Size = Size {
    organizations: 12,
    courses: 25,
    programs: 15,
    pathways: 5,
};

/// Everything of a run that an answer tells.
pub(crate) const RUN: &str = "id state isDryRun isMassDeleteAllowed failure failureMessage copying requestedBy startedAt finishedAt \
    counts { kind added changed unchanged removed skipped } changes { change kind uuid name detail }";

/// A server whose catalogue service lists a small catalogue in pages of ten.
pub(crate) async fn open(engine: Engine) -> TestApp {
    let app = TestApp::configured(engine, |config| {
        config.reach = Reach::PublicAndLoopback;
        config.catalog.page_size = 10;
    })
    .await;
    app.platform()
        .list(Catalogue::generate(7, SMALL, app.platform().origin()));
    app
}

/// Asks for a run.
pub(crate) async fn ask(app: &TestApp, input: Value) -> Value {
    let selection = format!("catalogSync {{ {RUN} }} userErrors {{ code }}");
    app.staff()
        .mutate("syncCatalog", input, &selection)
        .await
        .at("/syncCatalog")
        .clone()
}

/// Asks for a run, has a worker do it, and reads what became of it.
pub(crate) async fn sync(app: &TestApp, input: Value) -> Value {
    let asked = ask(app, input).await;
    assert_eq!(asked["userErrors"], json!([]), "{asked}");
    let n_ended = worker::catalogue_sync::work_off(&app.ctx().await)
        .await
        .expect("a database");
    assert_eq!(n_ended, 1);
    read(app, &asked["catalogSync"]["id"]).await
}

/// Reads a run.
pub(crate) async fn read(app: &TestApp, id: &Value) -> Value {
    let document = format!("query($id: ID!) {{ catalogSync(id: $id) {{ {RUN} }} }}");
    app.staff()
        .graphql(&document, json!({ "id": id }))
        .await
        .at("/catalogSync")
        .clone()
}

/// The counts of a run, by kind: added, changed, unchanged, removed, skipped.
pub(crate) fn counts(run: &Value) -> Vec<[u64; 5]> {
    let fields = ["added", "changed", "unchanged", "removed", "skipped"];
    let all = run["counts"].as_array().expect("counts");
    all.iter()
        .map(|it| fields.map(|field| it[field].as_u64().expect("a number")))
        .collect()
}

/// The changes of a run as lines: what became of it, kind, detail.
pub(crate) fn lines(run: &Value) -> Vec<String> {
    let all = run["changes"].as_array().expect("changes");
    all.iter()
        .map(|it| {
            let text = |field: &str| it[field].as_str().unwrap_or_default().to_owned();
            format!(
                "{} {} {}: {}",
                text("change"),
                text("kind"),
                text("name"),
                text("detail")
            )
        })
        .collect()
}

/// The copy, whole.
#[derive(Debug, PartialEq)]
pub(crate) struct Copy {
    pub(crate) organizations: Vec<organization::Model>,
    pub(crate) courses: Vec<course::Model>,
    pub(crate) owners: Vec<course_organization::Model>,
    pub(crate) course_runs: Vec<course_run::Model>,
    pub(crate) programs: Vec<program::Model>,
    pub(crate) authors: Vec<program_organization::Model>,
    pub(crate) runs_of_programs: Vec<program_course_run::Model>,
    pub(crate) pathways: Vec<pathway::Model>,
    pub(crate) programs_of_pathways: Vec<pathway_program::Model>,
}

macro_rules! all {
    ($db:expr, $entity:ident) => {
        $entity::Entity::find().order_by_id_asc().all($db).await.expect("rows")
    };
}

impl Copy {
    pub(crate) async fn read(app: &TestApp) -> Self {
        let db = app.db();
        Self {
            organizations: all!(db, organization),
            courses: all!(db, course),
            owners: all!(db, course_organization),
            course_runs: all!(db, course_run),
            programs: all!(db, program),
            authors: all!(db, program_organization),
            runs_of_programs: all!(db, program_course_run),
            pathways: all!(db, pathway),
            programs_of_pathways: all!(db, pathway_program),
        }
    }

    /// How many rows of each kind are live.
    pub(crate) fn n_live(&self) -> [usize; 5] {
        [
            self.organizations.iter().filter(|it| it.removed_at.is_none()).count(),
            self.courses.iter().filter(|it| it.removed_at.is_none()).count(),
            self.course_runs.iter().filter(|it| it.removed_at.is_none()).count(),
            self.programs.iter().filter(|it| it.removed_at.is_none()).count(),
            self.pathways.iter().filter(|it| it.removed_at.is_none()).count(),
        ]
    }

    pub(crate) fn are_all_synced(&self) -> bool {
        self.organizations.iter().all(|it| it.origin == CatalogueOrigin::Synced)
    }
}

/// How many things of each kind a catalogue lists.
pub(crate) fn n_listed(catalogue: &Catalogue) -> [usize; 5] {
    let runs = catalogue
        .courses
        .iter()
        .map(|it| it["course_runs"].as_array().map_or(0, Vec::len));
    [
        catalogue.organizations.len(),
        catalogue.courses.len(),
        runs.sum(),
        catalogue.programs.len(),
        catalogue.pathways.len(),
    ]
}

/// The runs that are stored, oldest first.
pub(crate) async fn runs(app: &TestApp) -> Vec<catalog_sync::Model> {
    all!(app.db(), catalog_sync)
}
