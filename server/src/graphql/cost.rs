//! What a document may cost: one for each field, lists multiplied by the size of their page.

use std::sync::{Arc, OnceLock};

use async_graphql::extensions::{Extension, ExtensionContext, ExtensionFactory, NextValidation};
use async_graphql::{MaybeUndefined, ServerError, ValidationResult};

use super::error;

/// The most that a request may cost; depends on who asks. Travels with the request's data.
#[derive(Clone, Debug)]
pub(super) struct CostBudget {
    pub(super) most: usize,
    /// What it costs, once every check is passed.
    pub(super) passed_at: Arc<OnceLock<usize>>,
}

/// Refuses documents over their budget before anything is executed.
pub(super) struct CostLimit;

impl ExtensionFactory for CostLimit {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait::async_trait]
impl Extension for CostLimit {
    async fn validation(
        &self,
        ctx: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Vec<ServerError>> {
        let result = next.run(ctx).await?;
        let cost = result.complexity;
        match ctx.data_opt::<CostBudget>() {
            Some(CostBudget { most, .. }) if cost > *most => Err(vec![error::whole_request(error::coded(
                error::Code::LimitExceeded,
                format!("the document costs {cost} and may cost {most}: ask for fewer fields or smaller pages"),
            ))]),
            Some(CostBudget { passed_at, .. }) => {
                // It is validated once.
                let _ = passed_at.set(cost);
                Ok(result)
            }
            None => Ok(result),
        }
    }
}

/// The cost of a page of which `first` rows are asked for.
pub(super) fn page(first: MaybeUndefined<i32>, child: usize) -> usize {
    // A size that is out of range is refused by its resolver; here it counts as the largest page.
    let size = match first {
        MaybeUndefined::Undefined | MaybeUndefined::Null => super::connection::DEFAULT_SIZE,
        MaybeUndefined::Value(first) => usize::try_from(first).map_or(100, |it| it.min(100)),
    };
    1 + size.saturating_mul(child)
}
