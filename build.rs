//! Tells Cargo that the dialogues, the locales and the migrations are part of the binary, so that a new file in them is noticed.

fn main() {
    for folder in ["dialogues", "locales", "migrations"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
