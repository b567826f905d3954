//! Tells Cargo that the dialogues and the locales are part of the binary, so that a new file in them is noticed.

fn main() {
    for folder in ["dialogues", "locales"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
