//! The people (and the one machine) of the simulated learning platform.
//!
//! The same few personas serve tests, demo and sign-in page, so that a name means the same everywhere.
//! Names are realistic, several scripts included: what only works for ASCII fails early.

/// Someone with an account on the simulated learning platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Persona {
    /// Number of the account on the platform.
    pub user_id: i64,
    /// Name of the account.
    pub username: &'static str,
    /// Full name as its owner writes it.
    pub name: &'static str,
    /// Given name.
    pub given_name: &'static str,
    /// Family name.
    pub family_name: &'static str,
    /// Mail address.
    pub email: &'static str,
    /// Name checked against an identity document, where that was done.
    pub verified_name: Option<&'static str>,
    /// What the account may do.
    pub role: Role,
    /// One line for the sign-in page: who this is.
    pub about: &'static str,
}

/// What an account of the platform may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Takes courses.
    Learner,
    /// Works for the institution: claim `administrator`.
    Staff,
    /// May do everything: claims `administrator` and `superuser`.
    Superuser,
    /// A machine's account, by which the platform itself calls other services; staff by its claim, too.
    Service,
}

impl Role {
    /// Value of the claim `administrator`.
    #[must_use]
    pub const fn is_administrator(self) -> bool {
        match self {
            Self::Learner => false,
            Self::Staff | Self::Superuser | Self::Service => true,
        }
    }

    /// Value of the claim `superuser`.
    #[must_use]
    pub const fn is_superuser(self) -> bool {
        matches!(self, Self::Superuser)
    }
}

/// A learner; the one of most tests.
pub const ADA: Persona = Persona {
    user_id: 1001,
    username: "ada",
    name: "Ada Lovelace",
    given_name: "Ada",
    family_name: "Lovelace",
    email: "ada@learners.example.org",
    verified_name: Some("Augusta Ada King"),
    role: Role::Learner,
    about: "a learner who has earned credentials",
};

/// Another learner, who must not see what is Ada's alone.
pub const GRACE: Persona = Persona {
    user_id: 1002,
    username: "grace",
    name: "Grace Hopper",
    given_name: "Grace",
    family_name: "Hopper",
    email: "grace@learners.example.org",
    verified_name: None,
    role: Role::Learner,
    about: "a learner who has just begun",
};

/// A learner whose name has letters outside ASCII and an apostrophe.
pub const ZOE: Persona = Persona {
    user_id: 1003,
    username: "zoe.nguyen",
    name: "Zoë Nguyễn-D’Ångström",
    given_name: "Zoë",
    family_name: "Nguyễn-D’Ångström",
    email: "zoe@learners.example.org",
    verified_name: None,
    role: Role::Learner,
    about: "a learner with a long name of many accents",
};

/// A learner whose name is written without spaces, family name first.
pub const MEI: Persona = Persona {
    user_id: 1004,
    username: "mei_lin",
    name: "林美玲",
    given_name: "美玲",
    family_name: "林",
    email: "mei@learners.example.org",
    verified_name: None,
    role: Role::Learner,
    about: "a learner whose name is written in Chinese",
};

/// Staff of the institution.
pub const SOFIA: Persona = Persona {
    user_id: 11,
    username: "sofia",
    name: "Sofía Castañeda Núñez",
    given_name: "Sofía",
    family_name: "Castañeda Núñez",
    email: "sofia@staff.example.org",
    verified_name: None,
    role: Role::Staff,
    about: "staff of the registrar's office",
};

/// Superuser of the platform.
pub const MAGDA: Persona = Persona {
    user_id: 1,
    username: "magda",
    name: "Magdalena Wójcik",
    given_name: "Magdalena",
    family_name: "Wójcik",
    email: "magda@staff.example.org",
    verified_name: None,
    role: Role::Superuser,
    about: "superuser of the platform",
};

/// The account by which the platform itself awards credentials.
pub const LMS_WORKER: Persona = Persona {
    user_id: 2,
    username: "lms_worker",
    name: "LMS worker",
    given_name: "LMS",
    family_name: "worker",
    email: "lms-worker@platform.example.org",
    verified_name: None,
    role: Role::Service,
    about: "the platform's own service account",
};

/// Everyone, in the order of the sign-in page.
pub const ALL: [&Persona; 7] = [&ADA, &GRACE, &ZOE, &MEI, &SOFIA, &MAGDA, &LMS_WORKER];

/// The persona of this account name, whatever its case.
#[must_use]
pub fn named(username: &str) -> Option<&'static Persona> {
    ALL.into_iter().find(|it| it.username.eq_ignore_ascii_case(username))
}
