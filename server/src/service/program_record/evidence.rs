//! What a learner's records are made of: credentials, grades, and the runs of programs.

use std::collections::{BTreeMap, BTreeSet};

use entity::id::{CourseId, ProgramId, UserId};
use entity::{CourseKey, LearningObjectType, course_run, grade};
use uuid::Uuid;

use crate::context::Request;
use crate::domain::credential::shown_date;
use crate::domain::learning_object::parse_uuid;
use crate::domain::program_record::{Membership, Proof, RunResult};
use crate::service::Fault;
use crate::service::catalogue::KnownProgram;
use crate::store;
use crate::store::credential::Earned;

/// What a learner's records are made of.
pub(super) struct Evidence {
    pub(super) learner: UserId,
    programs: Vec<KnownProgram>,
    runs: BTreeMap<ProgramId, Vec<course_run::Model>>,
    /// Runs that the learner has earned and that are in none of the programs, by course.
    other_runs: BTreeMap<CourseId, Vec<course_run::Model>>,
    achieved: Achieved,
}

/// What the learner has achieved anywhere on the site.
struct Achieved {
    of_runs: BTreeMap<CourseKey, Proof>,
    of_programs: BTreeMap<Uuid, Proof>,
    grades: BTreeMap<CourseKey, grade::Model>,
}

impl Evidence {
    /// Of every program of which the learner has earned, or has a grade in, at least one run.
    pub(super) async fn of_all(request: &Request, learner: UserId) -> Result<Self, Fault> {
        let achieved = Achieved::read(request, learner).await?;
        let keys: BTreeSet<&CourseKey> = achieved.of_runs.keys().chain(achieved.grades.keys()).collect();
        let keys: Vec<CourseKey> = keys.into_iter().cloned().collect();
        let uuids: Vec<Uuid> = achieved.of_programs.keys().copied().collect();
        let programs = store::program::authored_with_runs(&request.ctx.db.read, request.site.id, &uuids, &keys).await?;
        Self::of(request, learner, programs, achieved).await
    }

    /// Of one program; without programs where the catalogue does not know it.
    pub(super) async fn of_program(request: &Request, learner: UserId, program: Uuid) -> Result<Self, Fault> {
        let found = store::program::authored_by_uuid(&request.ctx.db.read, request.site.id, program).await?;
        let achieved = match found {
            Some(_) => Achieved::read(request, learner).await?,
            None => Achieved::default(),
        };
        Self::of(request, learner, found.into_iter().collect(), achieved).await
    }

    async fn of(
        request: &Request,
        learner: UserId,
        programs: Vec<store::program::Authored>,
        achieved: Achieved,
    ) -> Result<Self, Fault> {
        let connection = &request.ctx.db.read;
        let ids: Vec<ProgramId> = programs.iter().map(|(program, _)| program.id).collect();
        let mut runs: BTreeMap<ProgramId, Vec<course_run::Model>> = BTreeMap::new();
        for (program, run) in store::program::course_runs(connection, &ids).await? {
            runs.entry(program).or_default().push(run);
        }
        let inside: BTreeSet<&CourseKey> = runs.values().flatten().map(|it| &it.key).collect();
        let others: Vec<CourseKey> = achieved
            .of_runs
            .keys()
            .filter(|it| !inside.contains(it))
            .cloned()
            .collect();
        let mut other_runs: BTreeMap<CourseId, Vec<course_run::Model>> = BTreeMap::new();
        if !programs.is_empty() {
            for run in store::course_run::by_keys(connection, request.site.id, &others).await? {
                other_runs.entry(run.course_id).or_default().push(run);
            }
        }
        Ok(Self {
            learner,
            programs: programs
                .into_iter()
                .map(|(program, organizations)| KnownProgram { program, organizations })
                .collect(),
            runs,
            other_runs,
            achieved,
        })
    }

    pub(super) fn programs(&self) -> impl Iterator<Item = &KnownProgram> {
        self.programs.iter()
    }

    /// The learner's credential of a program.
    pub(super) fn proof_of_program(&self, uuid: Uuid) -> Option<&Proof> {
        self.achieved.of_programs.get(&uuid)
    }

    /// What is known of the learner in the runs of a program, in its order, and in other runs of its courses.
    pub(super) fn runs(&self, program: ProgramId) -> Vec<RunResult> {
        let inside = self.runs.get(&program).map(Vec::as_slice).unwrap_or_default();
        let keys: BTreeSet<&CourseKey> = inside.iter().map(|it| &it.key).collect();
        let courses: BTreeSet<CourseId> = inside.iter().map(|it| it.course_id).collect();
        // Another program may have the run that this one leaves out.
        let elsewhere = self.runs.values().flatten().chain(self.other_runs.values().flatten());
        let mut outside: BTreeMap<&CourseKey, &course_run::Model> = BTreeMap::new();
        for run in elsewhere.filter(|it| courses.contains(&it.course_id) && !keys.contains(&it.key)) {
            outside.insert(&run.key, run);
        }
        let result = |run: &course_run::Model, membership| RunResult {
            course: run.course_id,
            key: run.key.clone(),
            membership,
            proof: self.achieved.of_runs.get(&run.key).cloned(),
            grade: self.achieved.grades.get(&run.key).cloned(),
        };
        inside
            .iter()
            .map(|it| result(it, Membership::InProgram))
            .chain(outside.into_values().map(|it| result(it, Membership::Outside)))
            .collect()
    }
}

impl Achieved {
    fn default() -> Self {
        Self {
            of_runs: BTreeMap::new(),
            of_programs: BTreeMap::new(),
            grades: BTreeMap::new(),
        }
    }

    async fn read(request: &Request, learner: UserId) -> Result<Self, Fault> {
        let connection = &request.ctx.db.read;
        let site = request.site.id;
        let mut achieved = Self::default();
        for it in store::credential::earned_by(connection, site, &[learner]).await? {
            match it.learning_object_type {
                LearningObjectType::CourseRun => {
                    if let Ok(key) = CourseKey::parse(&it.learning_object_id) {
                        achieved.of_runs.insert(key, proof(it));
                    }
                }
                LearningObjectType::Program => {
                    if let Some(uuid) = parse_uuid(&it.learning_object_id) {
                        achieved.of_programs.insert(uuid, proof(it));
                    }
                }
            }
        }
        let grades = store::grade::of_learner(connection, site, learner).await?;
        achieved.grades = grades.into_iter().map(|it| (it.course_key.clone(), it)).collect();
        Ok(achieved)
    }
}

fn proof(earned: Earned) -> Proof {
    let Earned {
        id,
        user_id: _,
        learning_object_type: _,
        learning_object_id: _,
        status,
        mode: _,
        awarded_at,
        date_override,
        visible_at,
        expires_at: _,
        revoked_at,
        updated_at,
        available_at: _,
    } = earned;
    Proof {
        id,
        status,
        issued_at: shown_date(awarded_at, date_override),
        visible_at,
        revoked_at,
        updated_at,
    }
}
