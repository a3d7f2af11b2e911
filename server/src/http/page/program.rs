//! The programs that the built app is made of, and which pages each of them has. The app has the same list, in `web/src/path/program.rs`.

/// A program of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Program {
    /// What anyone may open.
    Visitor,
    /// What learners see of their own.
    Learner,
    /// What staff work with.
    Console,
}

impl Program {
    /// The one that has the page at this address; what no program knows is the visitors' to deny.
    pub(super) fn of(path: &str) -> Self {
        let mut segments = path.split('/').skip(1);
        match (segments.next(), segments.next(), segments.next()) {
            (Some("console"), ..) => Self::Console,
            (Some("credentials" | "records"), None, _) | (Some("records"), Some(_), None) => Self::Learner,
            _ => Self::Visitor,
        }
    }

    /// Where its page and its files are: below the folder of the app, and as an address.
    pub(super) const fn folder(self) -> Option<&'static str> {
        match self {
            Self::Visitor => None,
            Self::Learner => Some("learner"),
            Self::Console => Some("console"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Program;

    #[test]
    fn each_page_is_of_one_program() {
        for (path, program) in [
            ("/", Program::Visitor),
            ("/credentials", Program::Learner),
            ("/credentials/3f2b9c1ad04e4f6c8a7b5e2d1c0f9a88", Program::Visitor),
            ("/records", Program::Learner),
            ("/records/3f2b9c1a-d04e-4f6c-8a7b-5e2d1c0f9a88", Program::Learner),
            ("/records/shared/3f2b9c1ad04e4f6c8a7b5e2d1c0f9a88", Program::Visitor),
            ("/recordsx", Program::Visitor),
            ("/sign-in", Program::Visitor),
            ("/learner", Program::Visitor),
            ("/console", Program::Console),
            ("/console/award", Program::Console),
            ("/console/a/b/c", Program::Console),
            ("/consoles", Program::Visitor),
        ] {
            assert_eq!(Program::of(path), program, "{path}");
        }
    }
}
