//! What stands for a placeable while texts are measured: the longest and the shortest value that is plausible.
//!
//! Not here: what a person sees (`locale`).

/// The longest plausible value.
pub(super) fn longest(name: &str) -> String {
    let value = match name {
        "service" => "The Open Door Wellbeing Centre in Seaham",
        "name" | "young-name" => "Alexandra Fitzgerald",
        "complaints-name" => "Alexandra Fitzgerald-Montgomery",
        "team" => "Alexandra, Bartholomew, Christopher, Elizabeth, Gwendolyn and Marguerite",
        "phone" | "complaints-phone" | "childline" | "samaritans" | "number" => "01632 960 123",
        "childline-chat" => "childline.org.uk",
        "email" | "complaints-email" | "website" | "link" => "hello@the-open-door-in-seaham.example.org",
        "address" => "The Old School, 14 Mill Lane, Seaham, County Durham SR7 7AA",
        "reading" => "Monday, Tuesday, Thursday, Friday and Sunday",
        "day" | "until" => "Wednesday 30 September",
        "moment" => "Wednesday 30 September, 16:30",
        "keep-days" => "365",
        "code" => "library-and-community-centre",
        "question" => "Is there a quiet time?",
        "answer" => "There is no door. People meet at the bandstand in the park.",
        "row" => "A life in danger now, in British Sign Language: the app or the web page 999bsl.co.uk. Any time.",
        _ => "28",
    };
    value.to_owned()
}

/// The shortest plausible value.
pub(super) fn shortest(name: &str) -> String {
    let value = match name {
        "service" => "Hub",
        "name" | "young-name" | "complaints-name" => "Jo",
        "childline" => "0800 1111",
        _ => "1",
    };
    value.to_owned()
}
