//! What can be earned, by the title that its certificates are headed with; the id stands beneath.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::learning_object::LearningObjectInput;
use super::table::style;
use crate::api::schema;
use crate::api::transport::send;

/// A configuration by what it is called.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "CredentialConfiguration")]
pub(super) struct Configured {
    pub(super) learning_object: LearningObject,
    title: Option<String>,
    pub(super) is_active: bool,
    program: Option<Program>,
    course_run: Option<CourseRun>,
}

impl Configured {
    /// What certificates are headed with; none where the catalogue does not know it.
    fn title(&self) -> Option<&String> {
        let program = self.program.as_ref().map(|it| &it.title);
        let run = self.course_run.as_ref().map(|it| &it.title);
        self.title.as_ref().or(program).or(run)
    }

    /// The same, and the id where there is no title.
    pub(super) fn name(&self) -> String {
        self.title().unwrap_or(&self.learning_object.id).clone()
    }
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct LearningObject {
    pub(super) id: String,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
struct Program {
    title: String,
}

/// A course run by what it is called.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct CourseRun {
    pub(super) title: String,
}

/// A title, and beneath it the id; the id alone where there is no other title.
pub(super) fn titled(title: Option<String>, id: String) -> AnyView {
    match title.filter(|it| *it != id) {
        Some(title) => view! { <bdi>{title}</bdi> " " <span class=style::minor><bdi>{id}</bdi></span> }.into_any(),
        None => view! { <bdi>{id}</bdi> }.into_any(),
    }
}

/// What has this id, by its title as soon as that is known.
#[component]
pub(super) fn Titled(id: String) -> impl IntoView {
    let title = RwSignal::new(None::<String>);
    let object = LearningObjectInput::told(&id);
    spawn_local(async move {
        // Where it cannot be asked, the id says what it is.
        if let Ok(answer) = send(TitleQuery::build(TitleVariables { object })).await {
            title.try_set(answer.data.configuration.and_then(|it| it.title().cloned()));
        }
    });
    move || titled(title.get(), id.clone())
}

#[derive(cynic::QueryVariables)]
struct TitleVariables {
    object: LearningObjectInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "TitleVariables")]
struct TitleQuery {
    #[arguments(learningObject: $object)]
    configuration: Option<Configured>,
}
