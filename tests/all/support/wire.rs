//! A bare HTTP server that breaks off wherever a test wants it to: below what a web framework lets one do.
//!
//! Not here: Telegram's own ways (`telegram`).

use std::collections::VecDeque;
use std::io::ErrorKind;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What it does with one request, once that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Answers with the number of the request as the message's id.
    Answer,
    /// Answers, and closes the connection without having said so.
    AnswerAndClose,
    /// Answers, and closes the connection about when the next call may come: at another microsecond each time.
    AnswerAndCloseSoon,
    /// Answers, says that it closes the connection, and does.
    AnswerAndSayClose,
    /// Answers after so many milliseconds.
    Late(u64),
    /// Resets the connection.
    Reset,
    /// Half an answer, then the end.
    Half,
    /// The head of an answer, then a byte every 50 milliseconds.
    Drip,
    /// An answer that says it is so many bytes long.
    Declares(usize),
    /// An answer of so many bytes, that does not say how long it is.
    Pours(usize),
    /// Another address to go to.
    Elsewhere,
}

/// The server. It stops when the test's runtime does.
#[derive(Clone)]
pub struct Wire {
    acts: Arc<Mutex<VecDeque<Act>>>,
    seen: Arc<Mutex<Seen>>,
    address: String,
}

/// What it has seen.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// How many connections were made.
    pub connections: usize,
    /// The bodies of the requests that were read whole.
    pub bodies: Vec<String>,
}

impl Wire {
    /// Starts it on a free port. Requests after the last of `acts` are answered.
    pub async fn start(acts: &[Act]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let wire = Self { acts: Arc::new(Mutex::new(acts.iter().copied().collect())), seen: Arc::default(), address };
        let served = wire.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                served.seen.lock().unwrap().connections += 1;
                tokio::spawn(served.clone().serve(stream));
            }
        });
        wire
    }

    /// Its address.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// What it has seen so far.
    pub fn seen(&self) -> Seen {
        self.seen.lock().unwrap().clone()
    }

    async fn serve(self, mut stream: TcpStream) {
        while let Some(body) = request(&mut stream).await {
            let number = {
                let mut seen = self.seen.lock().unwrap();
                seen.bodies.push(body);
                seen.bodies.len()
            };
            let act = self.acts.lock().unwrap().pop_front().unwrap_or(Act::Answer);
            if !perform(&mut stream, act, number).await {
                return;
            }
        }
    }
}

/// The next request's body, if it comes whole.
async fn request(stream: &mut TcpStream) -> Option<String> {
    let mut text = String::new();
    let mut bytes = [0; 4_096];
    loop {
        let read = stream.read(&mut bytes).await.ok().filter(|read| *read > 0)?;
        text.push_str(std::str::from_utf8(&bytes[..read]).unwrap());
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
        if body.len() == length.parse::<usize>().unwrap() {
            return Some(body.to_owned());
        }
    }
}

/// Whether the connection goes on.
async fn perform(stream: &mut TcpStream, act: Act, number: usize) -> bool {
    let result = format!(r#"{{"ok":true,"result":{{"message_id":{number}}}}}"#);
    let answer = |more: &str| format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n{more}\r\n{result}", result.len());
    let head = |length: usize| format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n");
    let text = match act {
        Act::Answer | Act::AnswerAndClose | Act::AnswerAndCloseSoon => answer(""),
        Act::AnswerAndSayClose => answer("connection: close\r\n"),
        Act::Late(wait) => {
            tokio::time::sleep(Duration::from_millis(wait)).await;
            answer("")
        }
        Act::Reset => {
            stream.set_zero_linger().unwrap();
            return false;
        }
        Act::Half => answer("").split_at(answer("").len() - 9).0.to_owned(),
        Act::Drip => head(1_000),
        Act::Declares(length) => head(length),
        Act::Pours(_) => "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n".into(),
        Act::Elsewhere => "HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n".into(),
    };
    put(stream, text.as_bytes()).await;
    match act {
        Act::Drip => {
            while put(stream, b" ").await {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
        Act::Pours(length) => {
            put(stream, &vec![b' '; length]).await;
        }
        Act::AnswerAndCloseSoon => {
            let soon = Duration::from_micros(number as u64 * 7 % 400);
            tokio::task::spawn_blocking(move || std::thread::sleep(soon)).await.unwrap();
        }
        Act::Declares(_) | Act::Answer | Act::Late(_) | Act::Elsewhere => return true,
        Act::AnswerAndClose | Act::AnswerAndSayClose | Act::Half | Act::Reset => {}
    }
    false
}

/// Whether somebody still reads.
async fn put(stream: &mut TcpStream, bytes: &[u8]) -> bool {
    match stream.write_all(bytes).await {
        Ok(()) => true,
        Err(error) => {
            assert!(matches!(error.kind(), ErrorKind::BrokenPipe | ErrorKind::ConnectionReset), "{error}");
            false
        }
    }
}
