//! Tells Cargo that the dialogues, the locales, the migrations and the pages of the checker's codes are part of the binary, so that a new file in them is noticed.

fn main() {
    for folder in ["dialogues", "docs/codes", "locales", "migrations"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
