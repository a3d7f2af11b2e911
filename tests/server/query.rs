//! Tests of what can be read.

mod course_run;
mod credential;
mod credentials;
mod node;
mod program;
mod service_limits;
mod site;
mod viewer;
