//! Every rule of a record, and each trap that it must not fall into.

use chrono::{DateTime, Utc};
use entity::id::{CourseId, CredentialId, GradeId, SiteId, UserId};
use entity::{CourseKey, CredentialStatus, Percent, grade};
use uuid::Uuid;

use super::{
    Audience, CourseRecord, Membership, Progress, Proof, RunResult, Status, courses, is_complete, last_updated_at,
    progress,
};

const NOW: i64 = 1000;

fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(second, 0).expect("a small number")
}

/// A run about which a test tells what is known.
fn run(course: u128, name: &str) -> RunResult {
    RunResult {
        course: CourseId(Uuid::from_u128(course)),
        key: CourseKey::parse(&format!("course-v1:X+C{course}+{name}")).expect("a key"),
        membership: Membership::InProgram,
        proof: None,
        grade: None,
    }
}

impl RunResult {
    fn outside(mut self) -> Self {
        self.membership = Membership::Outside;
        self
    }

    /// Awarded, and visible at once.
    fn awarded(self, second: i64) -> Self {
        self.awarded_and_visible(second, second)
    }

    fn awarded_and_visible(mut self, second: i64, visible: i64) -> Self {
        self.proof = Some(Proof {
            id: CredentialId(Uuid::nil()),
            status: CredentialStatus::Awarded,
            issued_at: at(second),
            visible_at: at(visible),
            revoked_at: None,
            updated_at: at(second),
        });
        self
    }

    fn revoked(mut self, second: i64) -> Self {
        let proof = self.proof.as_mut().expect("awarded before");
        proof.status = CredentialStatus::Revoked;
        proof.revoked_at = Some(at(second));
        proof.updated_at = at(second);
        self
    }

    fn graded(mut self, percent: &str, second: i64) -> Self {
        self.grade = Some(grade::Model {
            user_id: UserId(Uuid::nil()),
            site_id: SiteId(Uuid::nil()),
            course_key: self.key.clone(),
            id: GradeId(Uuid::nil()),
            letter: Some("A".to_owned()),
            percent: Percent::parse(percent).expect("a percentage"),
            is_verified: true,
            lms_last_updated_at: None,
            version: 1,
            created_at: at(second),
            updated_at: at(second),
        });
        self
    }

    fn unverified(mut self) -> Self {
        self.grade.as_mut().expect("graded before").is_verified = false;
        self
    }
}

fn learner(runs: &[RunResult]) -> Vec<CourseRecord> {
    courses(runs, Audience::Learner, at(NOW))
}

fn visitor(runs: &[RunResult]) -> Vec<CourseRecord> {
    courses(runs, Audience::Visitor, at(NOW))
}

/// What a row says: status, its date, the run, the grade, the attempts.
type Said = (Status, Option<i64>, Option<usize>, Option<String>, u32);

fn said(row: &CourseRecord) -> Said {
    (
        row.status,
        row.status_at.map(|it| it.timestamp()),
        row.run,
        row.grade.as_ref().map(|it| it.percent.to_string()),
        row.n_attempts,
    )
}

fn statuses(row: &CourseRecord) -> Vec<(usize, Status)> {
    row.runs.iter().map(|it| (it.run, it.status)).collect()
}

#[test]
fn one_row_for_each_course_in_the_order_of_the_runs() {
    let runs = [run(2, "a"), run(1, "a").awarded(10), run(2, "b"), run(1, "b")];
    let rows = learner(&runs);
    let ids: Vec<u128> = rows.iter().map(|it| it.course.0.as_u128()).collect();
    assert_eq!(ids, [2, 1]);
    assert_eq!(said(&rows[0]), (Status::NotStarted, None, None, None, 0));
    assert_eq!(said(&rows[1]), (Status::AwaitingGrade, Some(10), Some(1), None, 0));
}

#[test]
fn earned_course_shows_date_and_grade_of_its_run() {
    let rows = learner(&[run(1, "a"), run(1, "b").awarded(10).graded("0.8", 20)]);
    assert_eq!(
        said(&rows[0]),
        (Status::Earned, Some(10), Some(1), Some("0.8".to_owned()), 1)
    );
}

#[test]
fn of_two_earned_runs_the_better_grade_counts_and_the_row_is_all_about_it() {
    let runs = [
        run(1, "a").awarded(10).graded("0.7", 11),
        run(1, "b").awarded(20).graded("0.9", 21),
        run(1, "c").awarded(30).graded("0.8", 31),
    ];
    for audience in [Audience::Learner, Audience::Visitor] {
        let rows = courses(&runs, audience, at(NOW));
        assert_eq!(
            said(&rows[0]),
            (Status::Earned, Some(20), Some(1), Some("0.9".to_owned()), 3)
        );
        let others = [
            (0, Status::OtherRunCounted),
            (1, Status::Earned),
            (2, Status::OtherRunCounted),
        ];
        assert_eq!(statuses(&rows[0]), others);
        // What a run that does not count tells is its own, too.
        assert_eq!(
            rows[0].runs[2].grade.as_ref().map(|it| it.percent.to_string()),
            Some("0.8".to_owned())
        );
        assert_eq!(rows[0].runs[2].status_at, Some(at(30)));
    }
}

#[test]
fn of_equal_grades_the_first_run_counts() {
    let runs = [
        run(1, "a").awarded(20).graded("0.9", 21),
        run(1, "b").awarded(10).graded("0.9", 11),
    ];
    assert_eq!(
        said(&learner(&runs)[0]),
        (Status::Earned, Some(20), Some(0), Some("0.9".to_owned()), 2)
    );
}

#[test]
fn run_with_a_grade_counts_before_one_without() {
    let runs = [run(1, "a").awarded(10), run(1, "b").awarded(20).graded("0", 21)];
    assert_eq!(
        said(&learner(&runs)[0]),
        (Status::Earned, Some(20), Some(1), Some("0".to_owned()), 1)
    );
    let runs = [run(1, "a").awarded(10), run(1, "b").awarded(20)];
    assert_eq!(
        said(&learner(&runs)[0]),
        (Status::AwaitingGrade, Some(10), Some(0), None, 0)
    );
}

#[test]
fn credential_without_a_grade_is_earned_all_the_same() {
    let rows = learner(&[run(1, "a").awarded(10)]);
    assert_eq!(said(&rows[0]), (Status::AwaitingGrade, Some(10), Some(0), None, 0));
    assert!(is_complete(&rows));
}

#[test]
fn unverified_grade_does_not_count() {
    let rows = learner(&[run(1, "a").awarded(10).graded("0.8", 20).unverified()]);
    assert_eq!(said(&rows[0]), (Status::AwaitingGrade, Some(10), Some(0), None, 0));
}

#[test]
fn grade_without_a_credential_earns_nothing() {
    let runs = [run(1, "a").graded("0.8", 20)];
    assert_eq!(said(&learner(&runs)[0]), (Status::InProgress, None, Some(0), None, 0));
    assert_eq!(said(&visitor(&runs)[0]), (Status::NotStarted, None, None, None, 0));
    assert!(!is_complete(&learner(&runs)));
}

#[test]
fn runs_outside_of_the_program_never_count() {
    let runs = [
        run(1, "a"),
        run(1, "b").awarded(10).graded("0.9", 20).outside(),
        // Of a course that the program does not have at all.
        run(2, "a").awarded(10).outside(),
    ];
    let rows = learner(&runs);
    assert_eq!(rows.len(), 1);
    assert_eq!(said(&rows[0]), (Status::RunNotInProgram, Some(10), Some(1), None, 0));
    assert_eq!(said(&visitor(&runs)[0]), (Status::NotStarted, None, None, None, 0));
    assert!(!is_complete(&rows));
    // Nor do they outdo one that counts.
    let runs = [
        run(1, "b").awarded(10).graded("0.9", 20).outside(),
        run(1, "a").awarded(30),
    ];
    assert_eq!(
        said(&learner(&runs)[0]),
        (Status::AwaitingGrade, Some(30), Some(1), None, 0)
    );
}

#[test]
fn revoked_credential_does_not_count() {
    let runs = [run(1, "a").awarded(10).graded("0.9", 20).revoked(30)];
    for rows in [learner(&runs), visitor(&runs)] {
        // The attempt was made; its grade is not shown.
        assert_eq!(said(&rows[0]), (Status::Revoked, Some(30), Some(0), None, 1));
        assert!(!is_complete(&rows));
    }
    // Another run of the course still does.
    let runs = [
        run(1, "a").awarded(10).graded("0.9", 20).revoked(30),
        run(1, "b").awarded(40).graded("0.6", 50),
    ];
    let rows = learner(&runs);
    assert_eq!(
        said(&rows[0]),
        (Status::Earned, Some(40), Some(1), Some("0.6".to_owned()), 2)
    );
    assert_eq!(statuses(&rows[0]), [(0, Status::Revoked), (1, Status::Earned)]);
}

#[test]
fn what_is_not_visible_yet_tells_visitors_nothing_and_the_learner_when() {
    let runs = [run(1, "a").awarded_and_visible(10, NOW + 1).graded("0.9", 20)];
    assert_eq!(
        said(&learner(&runs)[0]),
        (Status::VisibleFrom, Some(NOW + 1), Some(0), None, 0)
    );
    assert_eq!(said(&visitor(&runs)[0]), (Status::NotStarted, None, None, None, 0));
    assert_eq!(last_updated_at(&runs, None, at(NOW)), None);
    // On the very instant it is.
    let runs = [run(1, "a").awarded_and_visible(10, NOW).graded("0.9", 20)];
    assert_eq!(
        said(&visitor(&runs)[0]),
        (Status::Earned, Some(10), Some(0), Some("0.9".to_owned()), 1)
    );
    // Revoked before anybody could see it: nobody learns that it was there.
    let runs = [run(1, "a").awarded_and_visible(10, NOW + 1).revoked(20)];
    assert_eq!(said(&learner(&runs)[0]), (Status::Revoked, Some(20), Some(0), None, 0));
    assert_eq!(said(&visitor(&runs)[0]), (Status::NotStarted, None, None, None, 0));
}

#[test]
fn run_that_shows_later_gives_way_to_one_that_shows_now() {
    let runs = [
        run(1, "a").awarded_and_visible(10, NOW + 1).graded("1", 20),
        run(1, "b").awarded(30).graded("0.5", 40),
    ];
    let rows = learner(&runs);
    assert_eq!(
        said(&rows[0]),
        (Status::Earned, Some(30), Some(1), Some("0.5".to_owned()), 1)
    );
    assert_eq!(statuses(&rows[0]), [(0, Status::VisibleFrom), (1, Status::Earned)]);
    assert_eq!(statuses(&visitor(&runs)[0]), [(1, Status::Earned)]);
}

#[test]
fn last_change_is_none_where_there_is_nothing_and_never_now() {
    let nothing = [
        run(1, "a"),
        run(1, "b").graded("0.9", 20),
        run(1, "c").awarded(30).outside(),
    ];
    assert_eq!(last_updated_at(&nothing, None, at(NOW)), None);
    for (runs, expected) in [
        ([run(1, "a").awarded(10), run(1, "b")], 10),
        ([run(1, "a").awarded(10).graded("1", 40), run(1, "b").awarded(30)], 40),
        ([run(1, "a").awarded(10).graded("1", 40).unverified(), run(1, "b")], 10),
        ([run(1, "a").awarded(10).revoked(50), run(1, "b")], 50),
        ([run(1, "a").awarded_and_visible(10, 60), run(1, "b")], 60),
    ] {
        assert_eq!(last_updated_at(&runs, None, at(NOW)), Some(at(expected)));
    }
}

#[test]
fn program_is_complete_when_every_course_is_earned() {
    assert!(
        !is_complete(&learner(&[])),
        "a program without courses is never complete"
    );
    let half = [run(1, "a").awarded(10), run(2, "a")];
    assert!(!is_complete(&learner(&half)));
    let whole = [run(1, "a"), run(1, "b").awarded(10), run(2, "a").awarded(20)];
    assert!(is_complete(&learner(&whole)));
    let later = [run(1, "a").awarded(10), run(2, "a").awarded_and_visible(20, NOW + 1)];
    assert!(
        !is_complete(&learner(&later)),
        "what may not be shown does not count yet"
    );
}

#[test]
fn progress_is_what_the_program_credential_says_before_what_the_courses_say() {
    let proof = |run: RunResult| run.proof;
    let none = None;
    let valid = proof(run(9, "p").awarded(50));
    let later = proof(run(9, "p").awarded_and_visible(50, NOW + 1));
    let revoked = proof(run(9, "p").awarded(50).revoked(60));
    let hidden = proof(run(9, "p").awarded_and_visible(50, NOW + 1).revoked(60));
    let nothing = [run(1, "a")];
    let some = [run(1, "a").awarded(10), run(2, "a")];
    let all = [run(1, "a").awarded(10), run(2, "a").awarded(10)];
    for (runs, proof, for_learner, for_visitor) in [
        (
            &nothing[..],
            &none,
            (Progress::NotStarted, None),
            (Progress::NotStarted, None),
        ),
        (&some, &none, (Progress::InProgress, None), (Progress::InProgress, None)),
        (
            &all,
            &none,
            (Progress::CoursesEarned, None),
            (Progress::CoursesEarned, None),
        ),
        (
            &nothing,
            &valid,
            (Progress::Completed, Some(50)),
            (Progress::Completed, Some(50)),
        ),
        (
            &all,
            &later,
            (Progress::NotYetVisible, Some(NOW + 1)),
            (Progress::CoursesEarned, None),
        ),
        (
            &all,
            &revoked,
            (Progress::Revoked, Some(60)),
            (Progress::Revoked, Some(60)),
        ),
        (
            &some,
            &hidden,
            (Progress::Revoked, Some(60)),
            (Progress::InProgress, None),
        ),
    ] {
        for (audience, expected) in [(Audience::Learner, for_learner), (Audience::Visitor, for_visitor)] {
            let rows = courses(runs, audience, at(NOW));
            let (said, date) = progress(&rows, proof.as_ref(), audience, at(NOW));
            assert_eq!((said, date.map(|it| it.timestamp())), expected, "{audience:?}");
        }
    }
}
