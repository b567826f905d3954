//! The engine's own tests, over the shipped dialogues: a conversation is played, and every turn is held to the promises.

mod change;
mod burst;
pub(in crate::dialogue) mod chat;
mod danger;
mod everywhere;
mod honest;
mod pace;
mod pasted;
mod sending;
mod shown;
mod straight;
mod walk;
mod ways;
