//! Forgetting: an errand under a key of its own first, then the person's key, then their rows (P26).
//!
//! Whatever instant it is broken off at, it is finished later: the person's date marks that it has begun, and a row without a key is erased.

use uuid::Uuid;

use super::carry_out::Hands;
use super::person::FORGETTING;
use super::{TurnError, Turns};
use crate::store::errands::{self, ErrandRow, Orders};
use crate::store::outgoing::Outgoing;
use crate::store::{StoreError, bubbles, people, places, referrals};
use crate::vault;

/// The first part, within the turn: what is left to do in the chat is put apart, nothing stands in any queue, and the person is marked.
pub(super) async fn begin(hands: &mut Hands<'_>, clear: bool) -> Result<(), TurnError> {
    let now = hands.now();
    for row in hands.person.referrals.clone() {
        referrals::withdraw(&mut hands.group.main, row.id, now, true).await?;
    }
    let left = last_orders(hands, clear).await?;
    put_errand(hands, left).await?;
    Ok(people::keep_until(&mut hands.group.main, hands.person.id, FORGETTING).await?)
}

async fn last_orders(hands: &mut Hands<'_>, clear: bool) -> Result<Vec<Outgoing>, TurnError> {
    let now = hands.now();
    let mut left = Vec::new();
    if clear {
        let messages = bubbles::deletable(&mut hands.group.main, hands.person.id, now).await?;
        left.extend(messages.chunks(100).map(|messages| Outgoing::Delete { messages: messages.to_vec() }));
    } else {
        let live = bubbles::strip(&mut hands.group.main, hands.person.id).await?;
        left.extend(live.into_iter().map(|message| Outgoing::Strip { message }));
        let renderer = hands.inner.renderer(&hands.before.locale);
        let rows = renderer.ways(crate::dialogue::Ways::Constant);
        left.push(Outgoing::Bubble { text: renderer.key("forgotten"), rows });
    }
    Ok(left)
}

async fn put_errand(hands: &mut Hands<'_>, left: Vec<Outgoing>) -> Result<(), TurnError> {
    let (now, chance) = (hands.now(), &hands.inner.parts.chance);
    let chat: i64 = vault::open(&hands.person.key, &places::chat(hands.person.id), &hands.person.row.chat)?;
    let (id, expires_at) = (chance.uuid()?, now + errands::LIFE);
    let key = hands.group.make_errand_key(id, expires_at, chance).await?;
    let orders = vault::seal(&key, &places::errand(id), &Orders { chat, left }, chance.bytes()?)?;
    let errand = ErrandRow { id, kind: "forget".to_owned(), ready_at: now, expires_at, orders };
    Ok(errands::add(&mut hands.group.main, &errand).await?)
}

impl Turns {
    /// The rest, once the first part is committed: the key and the hash of the chat, then the rows, then what the journals hold.
    pub(super) async fn finish_forgetting(&self, person: Uuid) -> Result<(), TurnError> {
        let inner = self.inner();
        let parts = &inner.parts;
        match parts.keystore.erase(person, &parts.chance).await {
            Ok(()) => {}
            // The key is gone; what a reader held up is wiped by the next housekeeping.
            Err(StoreError::NotScrubbed) => {}
            Err(error) => return Err(error.into()),
        }
        self.erase_rows(person).await?;
        inner.outbox_grew.notify_one();
        Ok(())
    }

    /// The rows of somebody whose key is gone. What the journal still holds of them is noise, and is wiped as soon as nobody reads.
    pub(super) async fn erase_rows(&self, person: Uuid) -> Result<(), TurnError> {
        let inner = self.inner();
        let written = inner.parts.writer.write_for(person, "erase", move |group| {
            Box::pin(async move { Ok::<_, TurnError>(people::erase_rows(&mut group.main, person).await?) })
        });
        written.await?;
        if let Err(error) = inner.parts.store.checkpoint().await {
            tracing::info!(%error, "the journal keeps sealed rows, without their key, for a while longer");
        }
        Ok(())
    }
}
