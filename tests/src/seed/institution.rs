//! The institution itself: invented, in the proportions of a real one.

/// Name of the platform, and of the site.
pub(super) const SITE: &str = "Wexcombe Online";

/// An organization of the institution.
pub(super) struct Organization {
    pub(super) key: &'static str,
    pub(super) name: &'static str,
}

pub(super) const ORGANIZATIONS: [Organization; 3] = [
    Organization {
        key: "WexcombeX",
        name: "Wexcombe University",
    },
    Organization {
        key: "TromsdalX",
        name: "Tromsdal Institute of Marine Science",
    },
    Organization {
        key: "SanTelmoX",
        name: "Escuela de Diseño San Telmo",
    },
];

/// Someone who signs, for the organization at this place in the list above: a certificate would take the program's first one instead.
pub(super) struct Signatory {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) organization: usize,
}

pub(super) const SIGNATORIES: [Signatory; 5] = [
    Signatory {
        name: "Prof. Eleanor Whitcombe",
        title: "Vice-Chancellor",
        organization: 0,
    },
    Signatory {
        name: "Dr. Rajiv Menon",
        title: "Dean\nFaculty of Engineering and Computing",
        organization: 0,
    },
    Signatory {
        name: "Ingrid Solbakken, PhD",
        title: "Director of Education",
        organization: 1,
    },
    Signatory {
        name: "Dra. Lucía Ibáñez Ferrer",
        title: "Directora",
        organization: 2,
    },
    Signatory {
        name: "Prof. Tomasz Zieliński",
        title: "Head of the Department of Statistics",
        organization: 0,
    },
];

/// A course; its organization offers it once per run.
pub(super) struct Course {
    pub(super) organization: usize,
    pub(super) number: &'static str,
    pub(super) title: &'static str,
    pub(super) runs: &'static [Run],
}

/// When a course is offered: name of the run, first and last day.
#[derive(Clone, Copy)]
pub(super) struct Run(
    pub(super) &'static str,
    pub(super) (i32, u32, u32),
    pub(super) (i32, u32, u32),
);

const SPRING: Run = Run("2026_T1", (2026, 1, 12), (2026, 4, 24));
const SUMMER: Run = Run("2026_T2", (2026, 5, 4), (2026, 8, 14));
const AUTUMN: Run = Run("2026_T3", (2026, 9, 7), (2026, 12, 18));

pub(super) const COURSES: [Course; 10] = [
    Course {
        organization: 0,
        number: "DS101",
        title: "Thinking with Data",
        runs: &[SPRING, AUTUMN],
    },
    Course {
        organization: 0,
        number: "DS102",
        title: "Statistical Inference",
        runs: &[SPRING, SUMMER],
    },
    Course {
        organization: 0,
        number: "DS201",
        title: "Machine Learning in Practice",
        runs: &[SUMMER],
    },
    Course {
        organization: 0,
        number: "CS110",
        title: "Programming from First Principles",
        runs: &[SPRING, SUMMER, AUTUMN],
    },
    Course {
        organization: 0,
        number: "CS240",
        title: "Software That Lasts",
        runs: &[AUTUMN],
    },
    Course {
        organization: 1,
        number: "MAR1",
        title: "Life in Cold Seas",
        runs: &[SPRING],
    },
    Course {
        organization: 1,
        number: "MAR2",
        title: "Fisheries and Stewardship",
        runs: &[SUMMER],
    },
    Course {
        organization: 1,
        number: "MAR3",
        title: "Reading the Ocean from Space",
        runs: &[AUTUMN],
    },
    Course {
        organization: 2,
        number: "DIS-1",
        title: "Fundamentos del diseño editorial",
        runs: &[SPRING],
    },
    Course {
        organization: 2,
        number: "DIS-2",
        title: "Tipografía y sistema",
        runs: &[SUMMER],
    },
];

impl Course {
    /// Key without a run.
    pub(super) fn key(&self) -> String {
        format!("{}+{}", ORGANIZATIONS[self.organization].key, self.number)
    }

    /// Course key of a run.
    pub(super) fn run_key(&self, run: Run) -> String {
        format!("course-v1:{}+{}", self.key(), run.0)
    }
}

/// A program, and how its certificates look. Numbers are places in the lists above.
pub(super) struct Program {
    pub(super) slug: &'static str,
    pub(super) title: &'static str,
    pub(super) type_label: &'static str,
    pub(super) hours: Option<i32>,
    pub(super) authors: &'static [usize],
    pub(super) courses: &'static [usize],
    pub(super) signatories: &'static [usize],
    pub(super) language: Option<&'static str>,
}

pub(super) const PROGRAMS: [Program; 4] = [
    Program {
        slug: "data-science",
        title: "Foundations of Data Science",
        type_label: "Professional Certificate",
        hours: Some(180),
        authors: &[0],
        courses: &[0, 1, 2],
        signatories: &[0, 4],
        language: None,
    },
    Program {
        slug: "marine-stewardship",
        title: "Marine Stewardship",
        type_label: "Graduate Certificate",
        hours: Some(240),
        authors: &[1, 0],
        courses: &[5, 6, 7],
        signatories: &[2, 0],
        language: Some("en"),
    },
    Program {
        slug: "editorial-design",
        title: "Diseño editorial contemporáneo",
        type_label: "Certificado profesional",
        hours: None,
        authors: &[2],
        courses: &[8, 9],
        signatories: &[3],
        language: Some("es"),
    },
    Program {
        slug: "software-craft",
        title: "Software Craft",
        type_label: "Course Series",
        hours: Some(120),
        authors: &[0],
        courses: &[3, 4],
        signatories: &[1],
        language: None,
    },
];
