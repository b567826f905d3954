//! stub
pub mod pace;
