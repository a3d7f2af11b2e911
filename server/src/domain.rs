//! Pure rules; no async, no database, no HTTP.
