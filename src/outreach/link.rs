//! Links: what a poster's code becomes on paper. The address, a code made from what the team calls the poster, and the picture that phones scan.

use qrcode::render::svg::Color;
use qrcode::{EcLevel, QrCode};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{CODE_LIMIT, LinkCode};

/// A code's length when it is made from a name: short enough to be typed.
const SHORT: usize = 32;

/// The address that opens the bot with this code. `bot` is its username, with or without the `@`.
pub fn address(bot: &str, code: &LinkCode) -> String {
    format!("https://t.me/{}?start={code}", bot.trim_start_matches('@'))
}

/// A code made from what the team calls a poster: "The library, Seaton" becomes `the-library-seaton`. Nothing, if no letter of it fits.
pub fn suggested(label: &str) -> Option<LinkCode> {
    let mut code = String::new();
    // Letters come apart from their accents, and keep the letter.
    for letter in label.nfd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
        if letter.is_ascii_alphanumeric() {
            code.push(letter);
        } else if !code.is_empty() && !code.ends_with('-') {
            code.push('-');
        }
    }
    code.truncate(SHORT.min(CODE_LIMIT));
    LinkCode::read(code.trim_end_matches('-'))
}

/// The picture of an address as SVG, dark on light whatever stands around it; it can be scanned with a quarter of it torn or stained. Nothing, if
/// the address is too long for one.
pub fn picture(address: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(address, EcLevel::Q).ok()?;
    let dark = Color("#000000");
    let svg =
        code.render::<Color<'_>>().min_dimensions(240, 240).dark_color(dark).light_color(Color("#ffffff")).build();
    // Of the file only the picture: its first line has no place in a page.
    svg.find("<svg").and_then(|at| svg.get(at..)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_made_from_a_name_and_can_be_carried_by_a_link() {
        for (label, code) in [
            ("The library, Seaton", Some("the-library-seaton")),
            ("  GP – Clayport (2026) ", Some("gp-clayport-2026")),
            ("Caffè Łódź", Some("caffe-odz")),
            ("مكتبة", None),
            ("", None),
        ] {
            assert_eq!(suggested(label).as_ref().map(LinkCode::as_str), code, "{label}");
        }
        assert!(suggested(&"a b".repeat(60)).unwrap().as_str().len() <= SHORT);
    }

    #[test]
    fn an_address_opens_the_bot_with_the_code() {
        let code = LinkCode::read("gp-seaton").unwrap();
        for bot in ["AjarBot", "@AjarBot"] {
            assert_eq!(address(bot, &code), "https://t.me/AjarBot?start=gp-seaton");
        }
    }

    #[test]
    fn the_longest_code_still_makes_a_picture() {
        let code = LinkCode::read(&"x".repeat(CODE_LIMIT)).unwrap();
        let svg = picture(&address(&"b".repeat(32), &code)).unwrap();
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>") && !svg.contains("style="), "no style of its own");
    }
}
