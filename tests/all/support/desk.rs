//! A desk that is served, and a browser in front of it: cookies, forms, and nothing of JavaScript.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use ajar::clock::Clock;
use ajar::content::Edition;
use ajar::desk::{self, Fact, FetchMedia, NoMedia, Reviewed};
use ajar::http;
use ajar::staff::accounts::Token;
use ajar::store::coordinators::{Role, Roles};
use ajar::story::FileRef;
use ajar::telegram::client::{Client, Token as BotToken};
use ajar::telegram::file::NoFile;
use data_encoding::BASE32_NOPAD;
use futures_util::future::BoxFuture;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::header::{COOKIE, HeaderMap, LOCATION, SET_COOKIE};
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::support::house::House;
use crate::support::places::Place;
use crate::support::telegram::{self, Telegram};

pub const ADDRESS: &str = "https://desk.example.org";
pub const PASSWORD: &str = "a long walk by the sea";

/// A house with its desk open.
pub struct Open {
    pub house: House,
    pub address: SocketAddr,
    /// Where voice notes and pictures are kept.
    pub telegram: Telegram,
    // Its files stay for as long as it is open.
    _place: Place,
    _stop: watch::Sender<bool>,
}

/// Files come from Telegram, as in production.
struct FromTelegram(Client);

impl FetchMedia for FromTelegram {
    fn fetch<'a>(&'a self, file: &'a FileRef) -> BoxFuture<'a, Result<Vec<u8>, NoMedia>> {
        let told = |why| match why {
            NoFile::Gone => NoMedia::Gone,
            NoFile::TooLong => NoMedia::NotShown,
            NoFile::Call(_) => NoMedia::Unreached,
        };
        Box::pin(async move { self.0.file(file).await.map_err(told) })
    }
}

/// What the desk is made from, over this house: files come from this Telegram.
pub fn parts(house: &House, telegram: &Telegram, address: &str, stop: watch::Receiver<bool>) -> desk::Parts {
    let edition = Edition::load(None).unwrap();
    let desk = Arc::new(edition.desk);
    let (content, locales, files) = (edition.content, Arc::new(edition.locales), edition.files);
    let (_, reviewed) = watch::channel(Arc::new(Reviewed { content, locales, desk: desk.clone(), files }));
    let (_, words) = watch::channel(desk);
    let client = Client::new(telegram.address(), &BotToken::new(telegram::TOKEN).unwrap()).unwrap();
    desk::Parts {
        staff: house.staff.clone(),
        words,
        address: address.into(),
        service: "The Open Door".into(),
        phone: "01632 960 123".into(),
        bot: Some("AjarTestBot".into()),
        reviewed,
        media: Arc::new(FromTelegram(client)),
        facts: vec![Fact { which: "service", value: "The Open Door".into() }],
        rehearsal: None,
        stop,
    }
}

/// What a browser has got.
pub struct Got {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    pub body: String,
}

impl Got {
    pub fn to(&self) -> &str {
        self.headers.get(LOCATION).map(|to| to.to_str().unwrap()).unwrap_or_default()
    }

    pub fn has(&self, text: &str) -> bool {
        self.body.contains(text)
    }
}

impl Open {
    /// A desk that a proxy stands in front of, as in a service.
    pub async fn at(place: Place) -> Self {
        Self::called(place, |_| ADDRESS.to_owned()).await
    }

    /// One that is called at the address where it listens: what a real browser says of where it comes from has to fit.
    pub async fn here(place: Place) -> Self {
        Self::called(place, |address| format!("http://{address}")).await
    }

    async fn called(place: Place, called: impl FnOnce(SocketAddr) -> String) -> Self {
        let house = House::at(&place.data, &place.keys).await;
        let telegram = Telegram::start().await;
        let (stop, stopped) = watch::channel(false);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let routes = desk::router(parts(&house, &telegram, &called(address), stopped.clone()));
        tokio::spawn(http::serve(listener, routes, stopped));
        Self { house, address, telegram, _place: place, _stop: stop }
    }

    pub fn browser(&self) -> Browser {
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let clock = self.house.clock.clone();
        Browser {
            client,
            clock,
            address: self.address,
            from: "192.0.2.7".into(),
            cookies: BTreeMap::new(),
            secret: String::new(),
            page: String::new(),
        }
    }

    /// A browser in which somebody with these roles is signed in.
    pub async fn signed_in(&self, name: &str, roles: &[Role]) -> Browser {
        let mut browser = self.invited(name, roles).await;
        browser.enrol().await;
        browser
    }

    /// A browser in which somebody has taken an invitation up, and is asked for a second factor.
    pub async fn invited(&self, name: &str, roles: &[Role]) -> Browser {
        let roles = Some(Roles::of(roles.iter().copied()));
        let invitation = self.house.staff.invite(None, name, roles).await.unwrap();
        let mut browser = self.browser();
        let link = format!("/invited/{}", invitation.token.reveal());
        browser.get(&link).await;
        let got = browser.post(&link, &[("password", PASSWORD), ("again", PASSWORD)]).await;
        assert_eq!((got.status, got.to()), (303, "/enrol"), "{}", got.body);
        browser
    }
}

pub struct Browser {
    client: reqwest::Client,
    clock: Clock,
    address: SocketAddr,
    pub from: String,
    pub cookies: BTreeMap<String, String>,
    /// The secret that an app on its owner's phone has.
    pub secret: String,
    /// The page that stands there.
    pub page: String,
}

impl Browser {
    pub async fn get(&mut self, path: &str) -> Got {
        self.send(self.client.get(self.at(path))).await
    }

    /// Sends a form, as a page of the desk would.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Got {
        let token = self.token();
        let fields: Vec<_> = fields.iter().copied().chain([("form", token.as_str())]).collect();
        self.post_as(path, &body(&fields), &[("sec-fetch-site", "same-origin"), ("origin", "null")]).await
    }

    /// Sends a form exactly like this.
    pub async fn post_as(&mut self, path: &str, body: &str, headers: &[(&str, &str)]) -> Got {
        let kind = ("content-type", "application/x-www-form-urlencoded");
        let mut asked = self.client.post(self.at(path)).body(body.to_owned());
        for (name, value) in headers.iter().chain([&kind]) {
            if !value.is_empty() {
                asked = asked.header(*name, *value);
            }
        }
        self.send(asked).await
    }

    /// The token that every form of this browser's carries.
    pub fn token(&self) -> String {
        let known = self.cookies.get("__Host-ajar").and_then(|cookie| Token::read(cookie));
        known.map(|token| token.for_forms().reveal()).unwrap_or_default()
    }

    /// Asks, and does not wait for an answer that never ends.
    pub async fn peek(&mut self, path: &str) -> Got {
        let answer = self.client.get(self.at(path)).header(COOKIE, self.cookie()).send().await.unwrap();
        Got {
            status: answer.status().as_u16(),
            headers: answer.headers().clone(),
            bytes: Vec::new(),
            body: String::new(),
        }
    }

    /// The first piece of an answer that never ends.
    pub async fn first_of(&mut self, path: &str) -> String {
        let mut answer = self.client.get(self.at(path)).header(COOKIE, self.cookie()).send().await.unwrap();
        String::from_utf8(answer.chunk().await.unwrap().unwrap().to_vec()).unwrap()
    }

    /// Asks for some of the bytes.
    pub async fn get_part(&mut self, path: &str, range: &str) -> Got {
        self.send(self.client.get(self.at(path)).header("range", range)).await
    }

    fn cookie(&self) -> String {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        cookies.join("; ")
    }

    /// Sets the second factor up, as the page says.
    pub async fn enrol(&mut self) -> Vec<String> {
        let page = self.get("/enrol").await;
        self.secret = between(&page.body, "<code>", "</code>").unwrap().replace(' ', "");
        let now = self.code();
        let got = self.post("/enrol", &[("code", &now)]).await;
        assert_eq!(got.status, 200, "{}", got.body);
        got.body.split("<li><code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
    }

    pub async fn sign_in(&mut self, name: &str, password: &str) -> Got {
        self.get("/sign-in").await;
        self.post("/sign-in", &[("name", name), ("password", password)]).await
    }

    /// The code that its owner's phone shows now.
    pub fn code(&self) -> String {
        code(&self.secret, self.clock.now().timestamp())
    }

    fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    async fn send(&mut self, asked: reqwest::RequestBuilder) -> Got {
        let asked = asked.header(COOKIE, self.cookie()).header("x-forwarded-for", &self.from);
        let answer = asked.send().await.unwrap();
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        for cookie in headers.get_all(SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            assert!(cookie.starts_with("__Host-"), "{cookie}");
            for rule in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"] {
                assert!(cookie.contains(rule), "{cookie}");
            }
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let bytes = answer.bytes().await.unwrap().to_vec();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        if !body.is_empty() && status != 303 {
            self.page.clone_from(&body);
        }
        Got { status, headers, bytes, body }
    }
}

pub fn between(text: &str, from: &str, to: &str) -> Option<String> {
    let rest = text.split_once(from)?.1;
    Some(rest.split_once(to)?.0.to_owned())
}

pub fn body(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// The code that an app shows: RFC 6238, as the tests see it.
pub fn code(secret: &str, at: i64) -> String {
    let secret = BASE32_NOPAD.decode(secret.as_bytes()).unwrap();
    let mac = Hmac::<sha1::Sha1>::new_from_slice(&secret).unwrap().chain_update((at / 30).to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[19] & 15);
    let number = u32::from_be_bytes([hash[at], hash[at + 1], hash[at + 2], hash[at + 3]]) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}
