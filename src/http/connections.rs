//! The connections: how many there are at once, and how long each may take to say what it wants. Whoever says it slowly, a letter at a
//! time, is let go, and nobody can pile up more than there is room for.
//!
//! Not here: what is answered (`webhook`, `health`), how long a body may take (`webhook`).

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ConnectInfo;
use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

/// The limits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Connections at once. Who comes then waits until one ends; the system keeps a line of them.
    pub connections: usize,
    /// How long a request's head may take to arrive. An open connection that asks nothing more is closed after as long.
    pub head: Duration,
}

impl Limits {
    /// In earnest. A reverse proxy keeps some dozens of connections, and says what it wants at once; contrib/ has it close them earlier.
    pub const USUAL: Self = Self { connections: 512, head: Duration::from_secs(20) };
}

/// How long to wait when the system gives no connection: it has no file left for it, say.
const BREATH: Duration = Duration::from_millis(500);

/// Answers with `routes` until `stop` becomes true, and comes back when everything that was asked before has been answered.
pub(super) async fn serve(listener: TcpListener, routes: Router, mut stop: watch::Receiver<bool>, limits: Limits) {
    let room = Arc::new(Semaphore::new(limits.connections));
    let under_way = GracefulShutdown::new();
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(limits.head);
    loop {
        let came = tokio::select! {
            came = next(&listener, &room) => came,
            // An error means that nobody is left who could say stop.
            _ = stop.wait_for(|stop| *stop) => break,
        };
        let Some((stream, peer, place)) = came else { break };
        // Whoever it matters to (the desk) asks who is calling.
        let routes = routes.clone().layer(Extension(ConnectInfo(peer)));
        let answering = server.serve_connection(TokioIo::new(stream), TowerToHyperService::new(routes));
        let answering = under_way.watch(answering);
        tokio::spawn(async move {
            // It broke off, or was too slow: there is nobody to tell.
            drop(answering.await);
            drop(place);
        });
    }
    drop(listener);
    under_way.shutdown().await;
}

/// The next connection, once there is room for it.
async fn next(listener: &TcpListener, room: &Arc<Semaphore>) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let place = room.clone().acquire_owned().await.ok()?;
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => return Some((stream, peer, place)),
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken; whoever it was will try again");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::task::JoinHandle;

    use super::*;

    async fn start(connections: usize) -> (std::net::SocketAddr, watch::Sender<bool>, JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = watch::channel(false);
        let routes = Router::new().route("/", get(|| async { "here" }));
        let limits = Limits { connections, head: Duration::from_millis(200) };
        (address, stop, tokio::spawn(serve(listener, routes, stopped, limits)))
    }

    async fn ask(address: std::net::SocketAddr, head: &str) -> TcpStream {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        stream
    }

    async fn answer(mut stream: TcpStream) -> String {
        let mut text = String::new();
        // A connection that is let go may end with a reset.
        drop(stream.read_to_string(&mut text).await);
        text
    }

    #[tokio::test]
    async fn who_never_says_what_they_want_is_let_go_and_makes_room_for_others() {
        let (address, stop, server) = start(2).await;
        let silent = ask(address, "").await;
        let slow = ask(address, "GET / HTTP/1.1\r\nhost: a\r\nx-").await;
        let waiting = ask(address, "GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
        assert!(answer(waiting).await.ends_with("here"));
        for one in [silent, slow] {
            assert!(!answer(one).await.contains("200"));
        }
        stop.send_replace(true);
        server.await.unwrap();
    }

    #[tokio::test]
    async fn an_open_connection_that_asks_nothing_more_does_not_hold_up_a_stop() {
        let (address, stop, server) = start(2).await;
        let mut open = ask(address, "GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
        let mut some = [0; 512];
        assert!(open.read(&mut some).await.unwrap() > 0);
        stop.send_replace(true);
        server.await.unwrap();
        assert_eq!(answer(open).await, "");
    }
}
