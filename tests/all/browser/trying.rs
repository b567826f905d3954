//! `ajar try` as a newcomer meets it: the real program, a phone on the left and the desk on the right. `AJAR_SHOTS` keeps a picture of both sides
//! (those in the README are made by `docs/pictures/make.sh`).

use std::net::TcpListener;

use crate::browser::driver::{Driver, Window};
use crate::support::program::{Serving, ajar};

const WORDS: &str = "I keep meaning to come in, but I walk past.";
const REPLY: &str = "Hello, this is Sample. Come on Tuesday, I will be at the door.";

/// What is between these is done in one of the two frames.
macro_rules! within {
    ($window:ident, $frame:literal, $($act:expr);+ $(;)?) => {{
        $window.enter_frame($frame).await;
        $($act.await;)+
        $window.out_of_frames().await;
    }};
}

async fn keep(window: &Window, name: &str) {
    if let Some(folder) = std::env::var_os("AJAR_SHOTS") {
        std::fs::write(std::path::Path::new(&folder).join(name), window.picture().await).unwrap();
    }
}

#[tokio::test]
async fn a_newcomer_sends_a_few_words_on_the_left_and_picks_them_up_on_the_right() {
    let Some(driver) = Driver::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
    let serving = Serving::start(ajar(folder.path()).args(["try", "--port", &port]), &folder.path().join("log"));
    let address = format!("http://127.0.0.1:{port}");
    serving.answers(&format!("{address}/try")).await;
    let window = driver.window(address).await;
    window.look_as(1440, false).await;
    window.go("/try").await;
    within!(window, "#phone",
        window.press("Start");
        window.wait_for("Nobody is reading live");
        window.fill("Write a message", WORDS);
        window.click_on("button.send");
        window.wait_for(WORDS);
    );
    window.press("A quiet moment passes").await;
    within!(window, "#phone",
        window.press("Send these words");
    );
    within!(window, "#desk",
        window.press("People waiting");
        window.wait_for("One person is waiting");
        window.click_on("ol.people a");
        window.press("I will answer");
        window.wait_for(WORDS);
        window.fill("Write as", REPLY);
        window.click_on("form.answer .acts button");
        window.wait_for(REPLY);
    );
    within!(window, "#phone", window.wait_for(REPLY));
    keep(&window, "try-light.png").await;
    window.look_as(1440, true).await;
    keep(&window, "try-dark.png").await;
    window.close().await;
}
