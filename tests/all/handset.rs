//! `ajar try` as somebody meets it: the real program, its page, and nothing but what a browser sends.

use std::net::TcpListener;

use crate::support::program::{Serving, ajar};
use reqwest::header::{CONTENT_SECURITY_POLICY, HOST, ORIGIN};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};

struct Page {
    serving: Serving,
    _folder: tempfile::TempDir,
    client: Client,
    address: String,
}

impl Page {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = ajar(folder.path());
        let serving = Serving::start(command.args(["try", "--port", &port.to_string()]), &folder.path().join("log"));
        let client = Client::builder().redirect(Policy::none()).no_proxy().build().unwrap();
        let page = Self { serving, _folder: folder, client, address: format!("127.0.0.1:{port}") };
        page.serving.answers(&page.at("/try")).await;
        page
    }

    fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    async fn get(&self, path: &str) -> String {
        let answer = self.client.get(self.at(path)).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.text().await.unwrap()
    }

    async fn send(&self, path: &str, body: &str, origin: &str) -> Response {
        let post = self.client.post(self.at(path)).header(ORIGIN, origin).body(body.to_owned());
        post.send().await.unwrap()
    }

    /// A form is sent as the page sends it, and what stands in the chat then.
    async fn act(&self, path: &str, body: &str) -> String {
        let answer = self.send(path, body, &format!("http://{}", self.address)).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{body}");
        self.get("/try/chat").await
    }

    /// Presses the button with this label.
    async fn press(&self, chat: &str, label: &str) -> String {
        let before = chat.rsplit_once(&format!(">{label}</button>")).unwrap_or_else(|| panic!("{label}: {chat}")).0;
        let value = before.rsplit_once("value=\"").unwrap().1.split('"').next().unwrap();
        self.act("/try/phone", &format!("button={value}")).await
    }
}

#[tokio::test]
async fn p10_somebody_tries_the_shortest_way_on_the_page() {
    let mut page = Page::open().await;
    let shell = page.get("/try").await;
    assert!(shell.contains("src=\"/try/phone#newest\"") && shell.contains("Everything here is made up"));
    let before = page.get("/try/phone").await;
    assert!(
        before.contains("This is a program") && before.contains("value=\"start\""),
        "what Telegram shows before Start"
    );
    let chat = page.act("/try/phone", "do=start&code=library-1").await;
    assert!(chat.contains("Nobody is reading live"), "{chat}");
    let chat = page.act("/try/phone", "do=say&words=%3Cb%3Eaye%3C%2Fb%3E%2C+reet%0D%0A%F0%9F%90%95").await;
    assert!(chat.contains("&#60;b&#62;aye&#60;/b&#62;, reet\n🐕") && !chat.contains("<b>"), "{chat}");
    let chat = page.act("/try", "do=quiet").await;
    assert!(chat.contains("This is what would be sent"), "{chat}");
    let chat = page.press(&chat, "Send these words").await;
    assert!(chat.contains("Your words are sent"), "{chat}");
    let story = page.get("/try/story").await;
    assert!(story.contains("Person: /start library-1") && story.contains("[Send these words]"), "{story}");
    page.serving.end().await;
}

#[tokio::test]
async fn only_the_page_itself_acts_on_the_phone_and_every_answer_says_what_it_may_load() {
    let mut page = Page::open().await;
    for other in ["null", "https://evil.example", "http://127.0.0.1:1"] {
        let answer = page.send("/try/phone", "do=start", other).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{other}");
    }
    let pointed = page.client.get(page.at("/try")).header(HOST, "evil.example").send().await.unwrap();
    assert_eq!(pointed.status(), StatusCode::FORBIDDEN);
    assert!(page.get("/try/chat").await.contains("value=\"start\""), "nothing was done");
    for path in ["/try", "/try/phone", "/try/chat", "/try/handset.js", "/try/story", "/try/nothing"] {
        let answer = page.client.get(page.at(path)).send().await.unwrap();
        let policy = answer.headers().get(CONTENT_SECURITY_POLICY).unwrap().to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
    }
    // What a form cannot hold, and what nobody understands, is nothing done.
    let here = format!("http://{}", page.address);
    let huge = page.send("/try/phone", &format!("do=say&words={}", "a".repeat(100_000)), &here).await;
    assert_eq!(huge.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert!(page.act("/try/phone", "button=7.7").await.contains("value=\"start\""));
    page.serving.end().await;
}

#[tokio::test]
async fn nothing_is_left_of_what_was_tried() {
    let mut page = Page::open().await;
    page.act("/try/phone", "do=start").await;
    page.serving.end().await;
    assert!(!page.serving.said().contains("ERROR"), "{}", page.serving.said());
}
