//! What a browser says of itself, as a few words that its owner knows it by: "Firefox, Windows".
//!
//! Not here: anything that is decided by it; nothing is.

/// Names of browsers as they stand in what a browser says, the telling ones first, and as people know them.
const BROWSERS: [(&str, &str); 6] = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
];

/// In a few words; empty if it says nothing that is known.
pub(super) fn words(says: &str) -> String {
    let named =
        |known: &[(&str, &str)]| known.iter().find(|(sign, _)| says.contains(sign)).map(|(_, name)| (*name).to_owned());
    [named(&BROWSERS), named(&SYSTEMS)].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn browsers_are_told_by_name_and_nothing_else_is_kept() {
        let edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0";
        assert_eq!(words(edge), "Edge, Windows");
        assert_eq!(words("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"), "Firefox, Linux");
        assert_eq!(words("<script>alert(1)</script>"), "");
    }
}
