//! Finding and listing configurations.

use entity::id::TemplateId;
use entity::{LearningObjectType, credential_configuration};

use crate::context::Request;
use crate::domain::learning_object::LearningObject;
use crate::policy::{Action, authorize};
use crate::service::{Counted, Fault, ListError, Position, counted};
use crate::store;
use crate::store::configuration::{Filter, Search};

/// Most learning objects whose titles a search takes into account.
const MAX_OBJECTS: u64 = 200;

/// Which configurations to list.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Those for this kind of learning object.
    pub kind: Option<LearningObjectType>,
    /// Those that accept awards, or those that do not.
    pub is_active: Option<bool>,
    /// Those that follow this template.
    pub template: Option<TemplateId>,
    /// Those that have these words in the title, in the learning object's title or in its id.
    pub search: Option<String>,
    /// Where the page starts.
    pub after: Option<Position>,
    /// How many rows it has at most.
    pub size: usize,
    /// Whether to count the whole list.
    pub counts: bool,
}

/// Finds the configuration of a learning object; none where it does not exist for the caller.
pub async fn find(
    request: &Request,
    object: &LearningObject,
) -> Result<Option<credential_configuration::Model>, Fault> {
    if authorize(&request.actor, Action::ViewConfigurations).is_err() {
        return Ok(None);
    }
    let objects = std::slice::from_ref(object);
    let found = store::configuration::by_learning_objects(&request.ctx.db.read, request.site.id, objects).await?;
    Ok(found.into_iter().next())
}

/// Lists configurations, newest first.
pub async fn list(request: &Request, listing: Listing) -> Result<Counted<credential_configuration::Model>, ListError> {
    authorize(&request.actor, Action::ViewConfigurations)?;
    let connection = &request.ctx.db.read;
    let site = request.site.id;
    let Listing {
        kind,
        is_active,
        template,
        search,
        after,
        size,
        counts,
    } = listing;
    let search = match search {
        None => None,
        Some(words) => {
            let mut ids = store::program::ids_by_words(connection, site, &words, MAX_OBJECTS).await?;
            ids.extend(store::course_run::ids_by_words(connection, site, &words, MAX_OBJECTS).await?);
            Some(Search {
                words,
                learning_object_ids: ids,
            })
        }
    };
    let filter = Filter {
        kind,
        is_active,
        template,
        search,
    };
    let page = store::configuration::list(connection, site, &filter, after, size).await?;
    let total = counted::total(counts, async |at_most| {
        store::configuration::count(connection, site, &filter, at_most).await
    })
    .await?;
    Ok(Counted { page, total })
}
