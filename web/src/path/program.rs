//! The programs that the app is made of, and which pages each of them has. The server has the same list, in
//! `server/src/http/page/program.rs`.

/// A program of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Program {
    /// What anyone may open.
    Visitor,
    /// What learners see of their own.
    Learner,
    /// What staff work with.
    Console,
}

impl Program {
    /// The one that has the page at this address; a query may follow.
    pub(crate) fn of(address: &str) -> Self {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let mut segments = path.split('/').skip(1);
        match (segments.next(), segments.next(), segments.next()) {
            (Some("console"), ..) => Self::Console,
            (Some("credentials" | "records"), None, _) | (Some("records"), Some(_), None) => Self::Learner,
            _ => Self::Visitor,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Program;

    #[test]
    fn each_page_is_of_one_program() {
        for (address, program) in [
            ("/", Program::Visitor),
            ("/credentials", Program::Learner),
            ("/credentials?state=valid#x", Program::Learner),
            ("/credentials/3f2b9c1ad04e4f6c8a7b5e2d1c0f9a88", Program::Visitor),
            ("/records", Program::Learner),
            ("/records/3f2b9c1a-d04e-4f6c-8a7b-5e2d1c0f9a88", Program::Learner),
            ("/records/shared/3f2b9c1ad04e4f6c8a7b5e2d1c0f9a88", Program::Visitor),
            ("/sign-in", Program::Visitor),
            ("/console", Program::Console),
            ("/console/credentials?kind=course", Program::Console),
            ("/consoles", Program::Visitor),
        ] {
            assert_eq!(Program::of(address), program, "{address}");
        }
    }
}
