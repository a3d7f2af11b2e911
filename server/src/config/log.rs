//! `log`: what is logged, and how.

use super::error::ConfigError;
use super::reader::Reader;

/// `log`: what is logged, and how.
#[derive(Clone, Debug)]
pub struct LogConfig {
    /// `log.format`: one JSON object a line, or text for people.
    pub format: LogFormat,
    /// `log.level`: the least severe level that is logged.
    pub level: tracing::Level,
}

/// The form of a log line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// A JSON object.
    Json,
    /// Text for people.
    Text,
}

pub(super) fn read(reader: &mut Reader) -> Result<LogConfig, ConfigError> {
    let format = reader.choice("log.format", &[("json", LogFormat::Json), ("text", LogFormat::Text)])?;
    let level = reader.choice(
        "log.level",
        &[
            ("info", tracing::Level::INFO),
            ("error", tracing::Level::ERROR),
            ("warn", tracing::Level::WARN),
            ("debug", tracing::Level::DEBUG),
            ("trace", tracing::Level::TRACE),
        ],
    )?;
    Ok(LogConfig { format, level })
}
