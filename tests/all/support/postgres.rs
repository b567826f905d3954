//! One throw-away PostgreSQL server for each test process, with a fresh database for whoever asks.
//!
//! It runs as `nobody` when the tests run as root, listens on a socket in a temporary folder only, and is stopped, and its folder removed, when
//! the process ends in whatever way. Without PostgreSQL on the machine the tests that want it are skipped with a line on standard error,
//! unless `AJAR_REQUIRE` names `postgres`.

#![expect(clippy::expect_used, reason = "a test that cannot begin is to fail at once")]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use sqlx::{Connection, Executor, PgConnection};

static SERVER: OnceLock<Option<Server>> = OnceLock::new();
static DATABASES: AtomicU32 = AtomicU32::new(1);

struct Server {
    folder: PathBuf,
    // The server's keeper waits for the end of its standard input, which this process holds.
    _keeper: Child,
}

/// The address of a new, empty database. `None`: there is no PostgreSQL here, which has been said.
pub async fn database() -> Option<String> {
    let server = SERVER.get_or_init(start).as_ref()?;
    let name = format!("test_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
    let mut connection = connect(&server.address("postgres")).await;
    let create = format!("CREATE DATABASE {name}");
    connection.execute(sqlx::AssertSqlSafe(create)).await.expect("a database can be made");
    Some(server.address(&name))
}

impl Server {
    fn address(&self, database: &str) -> String {
        format!("postgres://ajar@localhost/{database}?host={}", self.folder.display())
    }
}

async fn connect(address: &str) -> PgConnection {
    for _ in 0..300 {
        if let Ok(connection) = PgConnection::connect(address).await {
            return connection;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the test's PostgreSQL server did not come up within 30 s");
}

fn start() -> Option<Server> {
    let Some(bin) = find_binaries() else {
        assert!(!is_required(), "AJAR_REQUIRE names postgres, and no PostgreSQL server was found on this machine");
        eprintln!(
            "SKIPPED on PostgreSQL: no server was found on this machine (set AJAR_REQUIRE=postgres to make this an error)"
        );
        return None;
    };
    // In /tmp, because a socket's path may have about a hundred bytes only.
    let folder = tempfile::Builder::new().prefix("ajar-pg-").tempdir_in("/tmp").expect("a folder").keep();
    let mut keeper = if output("id", &["-u"]).as_deref() == Some("0") {
        output("chown", &["nobody", &folder.display().to_string()]).expect("the folder can be given to nobody");
        let mut command = Command::new("setpriv");
        command.args(["--reuid=nobody", "--regid=nogroup", "--clear-groups", "sh"]);
        command
    } else {
        Command::new("sh")
    };
    keeper.arg("-c").arg(SCRIPT).arg("keeper").arg(&bin).arg(&folder);
    keeper.current_dir(&folder).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    Some(Server { folder, _keeper: keeper.spawn().expect("sh runs") })
}

/// Makes a cluster, runs it until standard input ends, and leaves nothing.
const SCRIPT: &str = r#"
bin=$1 folder=$2
"$bin/initdb" -D "$folder/data" -A trust -U ajar -E UTF8 --locale=C --no-sync >"$folder/initdb.log" 2>&1 || exit 1
"$bin/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=300 \
    >"$folder/postgres.log" 2>&1 </dev/null &
server=$!
cat >/dev/null
kill -INT $server
wait $server
rm -rf "$folder"/* 2>/dev/null
rmdir "$folder" 2>/dev/null
"#;

fn find_binaries() -> Option<PathBuf> {
    let told = output("pg_config", &["--bindir"]).map(PathBuf::from);
    let known =
        std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
    told.into_iter().chain(known).find(|bin| has(bin, "initdb") && has(bin, "postgres"))
}

fn has(bin: &Path, program: &str) -> bool {
    bin.join(program).is_file()
}

#[expect(clippy::disallowed_methods, reason = "a test's own switch, not the program's config")]
fn is_required() -> bool {
    std::env::var("AJAR_REQUIRE").is_ok_and(|names| names.split(',').any(|name| name.trim() == "postgres"))
}

fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let done = Command::new(program).args(arguments).output().ok().filter(|done| done.status.success())?;
    Some(String::from_utf8_lossy(&done.stdout).trim().to_owned())
}
