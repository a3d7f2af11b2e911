//! Documents met before, parsed and measured: an app sends the same few again and again.
//!
//! Only documents that their sender was allowed to send are kept; who sends one again is checked anew. A flood of distinct
//! documents displaces others and takes no more memory.

use std::sync::Arc;

use moka::sync::Cache;

use super::prepared::Prepared;

/// How much memory the documents take together, about.
const MAX_BYTES: u64 = 8 << 20;

/// Documents met before, by their text.
pub(in crate::http) struct Library(Cache<Arc<str>, Arc<Prepared>>);

impl Default for Library {
    fn default() -> Self {
        let size = |text: &Arc<str>, document: &Arc<Prepared>| {
            u32::try_from(text.len().saturating_add(document.n_bytes())).unwrap_or(u32::MAX)
        };
        Self(Cache::builder().max_capacity(MAX_BYTES).weigher(size).build())
    }
}

impl Library {
    pub(super) fn find(&self, text: &str) -> Option<Arc<Prepared>> {
        self.0.get(text)
    }

    pub(super) fn keep(&self, text: &str, document: Arc<Prepared>) {
        self.0.insert(text.into(), document);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::prepared::Prepared;
    use super::{Library, MAX_BYTES};
    use crate::config::LimitsConfig;

    #[test]
    fn a_flood_of_documents_stays_bounded() {
        let library = Library::default();
        let prepare = |text: &str| {
            Arc::new(Prepared::new(text, &LimitsConfig::default(), 2_000).unwrap_or_else(|_| panic!("{text}")))
        };
        let usual = "{ usual }";
        library.keep(usual, prepare(usual));
        for n in 0..1_000 {
            // Who is used often stays.
            assert!(n < 10 || library.find(usual).is_some(), "{n}");
            let text = format!("{{ {} }}", format!("field{n} ").repeat(100));
            library.keep(&text, prepare(&text));
        }
        library.0.run_pending_tasks();
        assert!(library.0.weighted_size() <= MAX_BYTES, "{}", library.0.weighted_size());
        assert!(library.0.entry_count() > 100);
    }
}
