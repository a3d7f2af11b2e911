//! One test body, two tests: one per database engine.

/// Runs async test bodies on both database engines: `on_both_engines!(body)` makes the tests `body::sqlite` and
/// `body::mysql` of `async fn body(engine: Engine)`.
///
/// Several bodies may be named, separated by commas.
#[macro_export]
macro_rules! on_both_engines {
    ($($body:ident),+ $(,)?) => {$(
        mod $body {
            #[tokio::test]
            async fn sqlite() {
                super::$body($crate::database::Engine::Sqlite).await;
            }

            #[tokio::test]
            async fn mysql() {
                super::$body($crate::database::Engine::MySql).await;
            }
        }
    )+};
}
