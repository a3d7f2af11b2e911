//! Which configurations a list contains.

use entity::id::{SiteId, TemplateId};
use entity::{LearningObjectType, credential_configuration};
use sea_orm::{ColumnTrait as _, Condition, ConnectionTrait};

use crate::store::search;

/// Which configurations a list contains; every choice that is set must hold.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Those for this kind of learning object.
    pub kind: Option<LearningObjectType>,
    /// Those that accept awards, or those that do not.
    pub is_active: Option<bool>,
    /// Those that follow this template.
    pub template: Option<TemplateId>,
    /// Those whose title or learning object has these words in it.
    pub search: Option<Search>,
}

/// Words to look for, and the learning objects that have them in their catalogue titles.
#[derive(Clone, Debug)]
pub struct Search {
    /// The words.
    pub words: String,
    /// External ids of learning objects whose titles have them.
    pub learning_object_ids: Vec<String>,
}

impl Filter {
    /// The filter as a condition.
    pub(super) fn condition(&self, connection: &impl ConnectionTrait, site: SiteId) -> Condition {
        use credential_configuration::Column;
        let Self {
            kind,
            is_active,
            template,
            search: looked_for,
        } = self;
        let backend = connection.get_database_backend();
        Condition::all()
            .add(Column::SiteId.eq(site))
            .add_option(kind.map(|it| Column::LearningObjectType.eq(it)))
            .add_option(is_active.map(|it| Column::IsActive.eq(it)))
            .add_option(template.map(|it| Column::TemplateId.eq(it)))
            .add_option(looked_for.as_ref().map(|it| {
                Condition::any()
                    .add(search::contains(backend, Column::Title, &it.words))
                    .add(search::contains(backend, Column::LearningObjectId, &it.words))
                    .add(Column::LearningObjectId.is_in(it.learning_object_ids.iter().cloned()))
            }))
    }
}
