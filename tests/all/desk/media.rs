//! Voice notes and pictures: fetched from Telegram when somebody plays them, for whoever may open that story, and kept nowhere.

use ajar::store::coordinators::Role;

use crate::desk::take_along::{KATE, waiting};
use crate::support::desk::Open;
use crate::support::places::{both, sqlite};
use crate::support::telegram::Fault;

const SOUND: &[u8] = b"OggS\0\x02 a voice, \xff\xfe\x00 and not a text";

async fn spoken(open: &mut Open) -> String {
    open.telegram.keep_file("AgADvoice", SOUND);
    open.house.start(KATE, None).await;
    open.house.voice(KATE).await;
    open.house.quiet().await;
    open.house.tap(KATE, "Send these words").await;
    waiting(open).await
}

#[tokio::test]
async fn p28_a_voice_note_is_played_by_whoever_may_open_it_and_by_nobody_else() {
    for place in both().await {
        let mut open = Open::at(place).await;
        let mut sam = open.signed_in("Sam", &[Role::Coordinator]).await;
        let mut ann = open.signed_in("Ann", &[Role::Coordinator]).await;
        let mut kit = open.signed_in("Kit", &[Role::Keeper]).await;
        let reference = spoken(&mut open).await;
        let path = format!("/people/{reference}/sent/1/0/0");
        assert_eq!(sam.get(&path).await.status, 409, "it was not taken on yet, and is not by looking");
        open.house.staff.claim("Sam", &reference).await.unwrap();
        let got = sam.get(&path).await;
        assert_eq!((got.status, got.bytes.as_slice()), (200, SOUND));
        assert_eq!(got.headers["content-type"], "audio/ogg");
        assert_eq!(got.headers["cache-control"], "no-store");
        let part = sam.get_part(&path, "bytes=1-3").await;
        assert_eq!((part.status, part.bytes.as_slice()), (206, &SOUND[1..4]));
        assert_eq!(part.headers["content-range"], format!("bytes 1-3/{}", SOUND.len()));
        assert_eq!(sam.get_part(&path, "bytes=900-").await.status, 416);
        assert_eq!((ann.get(&path).await.status, kit.get(&path).await.status), (409, 403));
        let acts = open.house.staff.acts(None, 20).await.unwrap();
        assert_eq!(acts.iter().filter(|act| act.act == "opened").count(), 1, "playing is part of opening");
        for other in ["sent/1/0/1", "sent/1/9/0", "sent/2/0/0", "sent/x/0/0", "sent/-1/0/0", "talk/nothing"] {
            assert_eq!(sam.get(&format!("/people/{reference}/{other}")).await.status, 404, "{other}");
        }
    }
}

#[tokio::test]
async fn what_telegram_does_not_give_or_is_no_sound_is_told_and_not_shown() {
    let mut open = Open::at(sqlite()).await;
    let mut sam = open.signed_in("Sam", &[Role::Coordinator]).await;
    let reference = spoken(&mut open).await;
    open.house.staff.claim("Sam", &reference).await.unwrap();
    let path = format!("/people/{reference}/sent/1/0/0");
    open.telegram.keep_file("AgADvoice", b"<html><script>alert(1)</script>");
    assert_eq!(sam.get(&path).await.status, 422);
    open.telegram.fail("getFile", Fault::Refuse(400, "Bad Request: file is too big"));
    assert_eq!(sam.get(&path).await.status, 422);
    open.telegram.fail("getFile", Fault::Refuse(400, "Bad Request: wrong file_id"));
    assert_eq!(sam.get(&path).await.status, 410);
    open.telegram.fail("getFile", Fault::Server(502));
    let got = sam.get(&path).await;
    assert!(got.status == 502 && got.has("Telegram could not be reached"));
    assert!(!got.has("AgADvoice") && !got.has("12345:TEST"), "neither Telegram’s names nor the token stand on a page");
}
