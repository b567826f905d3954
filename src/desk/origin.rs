//! Whether a change comes from a page of our own. Pages say `no-referrer`, and a browser then writes `Origin: null` on their forms; it says where
//! they come from in `Sec-Fetch-Site`, which no page can forge (docs/decisions/0034).
//!
//! Not here: the form's token (`guard`).

use axum::http::HeaderMap;

/// Whether it does. What says nothing of where it comes from is not believed.
pub(super) fn is_ours(headers: &HeaderMap, address: &str) -> bool {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let origin = said("origin").filter(|origin| *origin != "null");
    match (said("sec-fetch-site"), origin) {
        (Some(site), Some(origin)) => site == "same-origin" && origin == address,
        (Some(site), None) => site == "same-origin",
        (None, Some(origin)) => origin == address,
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn only_our_own_pages_are_believed() {
        let ours = "https://desk.example.org";
        for (site, origin, good) in [
            (Some("same-origin"), Some("null"), true),
            (Some("same-origin"), Some(ours), true),
            (None, Some(ours), true),
            (Some("same-origin"), None, true),
            (Some("same-site"), Some("null"), false),
            (Some("cross-site"), Some(ours), false),
            (Some("same-origin"), Some("https://other.example.org"), false),
            (None, Some("https://desk.example.org.evil.example"), false),
            (None, Some("null"), false),
            (None, None, false),
            (Some("none"), None, false),
        ] {
            let mut headers = HeaderMap::new();
            for (name, value) in [("sec-fetch-site", site), ("origin", origin)] {
                headers.extend(
                    value
                        .map(|value| (name.parse().unwrap(), HeaderValue::from_static(value)))
                        .into_iter()
                        .map(|(n, v): (axum::http::HeaderName, _)| (Some(n), v)),
                );
            }
            assert_eq!(is_ours(&headers, ours), good, "{site:?} {origin:?}");
        }
    }
}
