//! Log lines on standard error, as JSON or text.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::config::LogConfig;
use crate::config::log::LogFormat;

/// Starts logging, once per process: where a subscriber is set already, as in tests, that one stays.
pub fn init(config: &LogConfig) {
    let level = config.level.as_str().to_lowercase();
    // Libraries below `warn` would log statements and headers.
    let filter = EnvFilter::new(format!("warn,server={level},migration={level}"));
    // A closed standard error must not end the process, so failures to write are not reported to it.
    let layer = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .log_internal_errors(false);
    let registry = tracing_subscriber::registry().with(filter);
    let result = match config.format {
        LogFormat::Json => registry
            .with(
                layer
                    .json()
                    .flatten_event(true)
                    .with_span_list(false)
                    .with_current_span(true),
            )
            .try_init(),
        LogFormat::Text => registry.with(layer.with_ansi(false)).try_init(),
    };
    if result.is_ok() {
        log_panics();
    }
}

/// Says where it panicked and not why: the message could hold what a caller sent.
fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map_or_else(|| "unknown".to_owned(), ToString::to_string);
        tracing::error!(place, "panicked at {place}");
    }));
}
