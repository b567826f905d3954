//! Chromium in front of the desk: chromedriver of its own, and what a person does at a window: look, click, type, press keys.
//!
//! Not here: what is expected of the desk. And no whole client of WebDriver's: ten commands are asked for (docs/decisions/0041).

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use ajar::locale::visible;
use data_encoding::BASE64;
use serde_json::{Value, json};

/// What the standard calls an element in its answers.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// How long a page may take to show something. It bounds a failure; nothing is measured by it.
const PATIENCE: Duration = Duration::from_secs(20);

/// chromedriver, which ends with this.
pub struct Driver {
    process: Child,
    address: String,
    chromium: PathBuf,
}

/// One window of a browser that shares nothing with another's.
pub struct Window {
    client: reqwest::Client,
    session: String,
    base: String,
    // Its profile stays for as long as it is open.
    _profile: tempfile::TempDir,
}

impl Driver {
    /// `None`: there is no Chromium here, which has been said.
    pub fn start() -> Option<Self> {
        // They open windows for minutes, so they run where somebody asks for them by name.
        if !is_required() {
            eprintln!(
                "SKIPPED in Chromium: AJAR_REQUIRE=chromium runs this (chromium, chromedriver, axe-core: CONTRIBUTING.md)"
            );
            return None;
        }
        let (chromium, driver) = (on_path("chromium"), on_path("chromedriver"));
        assert!(
            chromium.is_some() && driver.is_some(),
            "AJAR_REQUIRE names chromium, and chromium or chromedriver is not here"
        );
        let (Some(chromium), Some(driver)) = (chromium, driver) else { return None };
        let mut process =
            Command::new(driver).arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let said = BufReader::new(process.stdout.take().unwrap());
        let port = said.lines().map_while(Result::ok).find_map(|line| {
            let port = line.split_once("started successfully on port ")?.1.trim_end_matches('.');
            port.parse::<u16>().ok()
        });
        Some(Self { process, address: format!("http://127.0.0.1:{}", port.unwrap()), chromium })
    }

    /// Opens a window onto a site.
    pub async fn window(&self, base: String) -> Window {
        let profile = tempfile::tempdir().unwrap();
        let folder = format!("--user-data-dir={}", profile.path().display());
        let args = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            &folder,
        ];
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "unhandledPromptBehavior": "ignore",
            "goog:chromeOptions": { "binary": self.chromium, "args": args },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        } } });
        let client = reqwest::Client::builder().timeout(PATIENCE * 3).build().unwrap();
        let made = ask(&client, &format!("{}/session", self.address), Some(&wanted)).await.unwrap();
        let session = format!("{}/session/{}", self.address, made["sessionId"].as_str().unwrap());
        let window = Window { client, session, base, _profile: profile };
        // Nothing scrolls by itself under a click.
        window.look_as(1440, false).await;
        window
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        _ = self.process.kill();
        _ = self.process.wait();
    }
}

impl Window {
    pub async fn go(&self, path: &str) {
        self.tell("url", json!({ "url": format!("{}{path}", self.base) })).await;
    }

    /// Runs a function's body in the page.
    pub async fn run(&self, script: &str, args: Value) -> Value {
        self.tell("execute/sync", json!({ "script": script, "args": args })).await
    }

    /// The same for one that ends by calling its last argument.
    pub async fn run_async(&self, script: &str, args: Value) -> Value {
        self.tell("execute/async", json!({ "script": script, "args": args })).await
    }

    /// Clicks the button, link or summary that is called this.
    pub async fn press(&self, name: &str) {
        let quoted = serde_json::to_string(name).unwrap();
        let path = format!("//*[self::button or self::a or self::summary][contains(normalize-space(), {quoted})]");
        self.click("xpath", &path).await;
    }

    /// Clicks what a selector of CSS finds.
    pub async fn click_on(&self, selector: &str) {
        self.click("css selector", selector).await;
    }

    async fn click(&self, how: &str, what: &str) {
        let element = self.find(how, what).await;
        self.tell(&format!("element/{element}/click"), json!({})).await;
    }

    /// Types into the field that is labelled so, after what stands in it.
    pub async fn fill(&self, label: &str, text: &str) {
        let quoted = serde_json::to_string(label).unwrap();
        let path = format!("//*[@id = //label[contains(normalize-space(), {quoted})]/@for]");
        let element = self.find("xpath", &path).await;
        self.tell(&format!("element/{element}/value"), json!({ "text": text })).await;
    }

    /// From now on everything is looked for in this frame.
    pub async fn enter_frame(&self, selector: &str) {
        let element = self.find("css selector", selector).await;
        self.tell("frame", json!({ "id": { ELEMENT: element } })).await;
    }

    /// And now in the page again.
    pub async fn out_of_frames(&self) {
        self.tell("frame", json!({ "id": null })).await;
    }

    /// Presses keys, wherever the focus is.
    pub async fn keys(&self, keys: &str) {
        let strokes = keys
            .chars()
            .flat_map(|key| ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key.to_string() })));
        let actions: Vec<_> = strokes.collect();
        self.tell("actions", json!({ "actions": [{ "type": "key", "id": "keys", "actions": actions }] })).await;
    }

    async fn find(&self, how: &str, what: &str) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let found = self.try_tell("element", json!({ "using": how, "value": what })).await;
            match found {
                Ok(found) => return found[ELEMENT].as_str().unwrap().to_owned(),
                Err(why) => assert!(Instant::now() < until, "{what} is not on the page: {why}\n{}", self.text().await),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// What can be read on the page.
    pub async fn text(&self) -> String {
        visible(self.run("return document.body.innerText", json!([])).await.as_str().unwrap())
    }

    /// Waits until this can be read on the page.
    pub async fn wait_for(&self, text: &str) {
        let until = Instant::now() + PATIENCE;
        while !self.text().await.contains(text) {
            assert!(Instant::now() < until, "{text:?} never came:\n{}", self.text().await);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until this cannot be read there any more.
    pub async fn wait_for_no(&self, text: &str) {
        let until = Instant::now() + PATIENCE;
        while self.text().await.contains(text) {
            assert!(Instant::now() < until, "{text:?} never went:\n{}", self.text().await);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The texts of all that a selector finds, exactly.
    pub async fn texts(&self, selector: &str) -> Vec<String> {
        let all = self
            .run("return [...document.querySelectorAll(arguments[0])].map(one => one.textContent)", json!([selector]))
            .await;
        serde_json::from_value(all).unwrap()
    }

    /// How wide the window is, and whether it is dark.
    pub async fn look_as(&self, width: u32, dark: bool) {
        let size = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 700 });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
        let scheme = if dark { "dark" } else { "light" };
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }, { "name": "prefers-reduced-motion", "value": "reduce" }]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// A picture of the whole page, as a PNG.
    pub async fn picture(&self) -> Vec<u8> {
        let shot =
            self.devtools("Page.captureScreenshot", json!({ "format": "png", "captureBeyondViewport": true })).await;
        BASE64.decode(shot["data"].as_str().unwrap().as_bytes()).unwrap()
    }

    /// What the browser has written into a log since it was last asked.
    pub async fn log(&self, which: &str) -> Vec<String> {
        let lines = self.tell("se/log", json!({ "type": which })).await;
        lines.as_array().unwrap().iter().map(|line| line["message"].as_str().unwrap().to_owned()).collect()
    }

    /// What it has asked for since then, address by address.
    pub async fn asked_for(&self) -> Vec<String> {
        let lines = self.log("performance").await.into_iter().map(|line| serde_json::from_str::<Value>(&line).unwrap());
        let sent = lines.filter(|line| line["message"]["method"] == "Network.requestWillBeSent");
        sent.map(|line| line["message"]["params"]["request"]["url"].as_str().unwrap().to_owned()).collect()
    }

    pub async fn close(self) {
        self.client.delete(&self.session).send().await.unwrap();
    }

    async fn devtools(&self, command: &str, params: Value) -> Value {
        self.tell("goog/cdp/execute", json!({ "cmd": command, "params": params })).await
    }

    async fn tell(&self, what: &str, body: Value) -> Value {
        self.try_tell(what, body).await.unwrap_or_else(|why| panic!("{what}: {why}"))
    }

    async fn try_tell(&self, what: &str, body: Value) -> Result<Value, String> {
        ask(&self.client, &format!("{}/{what}", self.session), Some(&body)).await
    }
}

async fn ask(client: &reqwest::Client, at: &str, body: Option<&Value>) -> Result<Value, String> {
    let asked = match body {
        Some(body) => client.post(at).header("content-type", "application/json").body(body.to_string()),
        None => client.get(at),
    };
    let answer = asked.send().await.map_err(|why| why.to_string())?;
    let good = answer.status().is_success();
    let mut said: Value = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
    let value = said["value"].take();
    if good { Ok(value) } else { Err(value["message"].as_str().unwrap_or_default().to_owned()) }
}

fn on_path(program: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Whether what is missing is to fail a test.
#[expect(clippy::disallowed_methods, reason = "a test asks how it is run")]
pub fn is_required() -> bool {
    std::env::var("AJAR_REQUIRE").is_ok_and(|names| names.split(',').any(|name| name.trim() == "chromium"))
}
