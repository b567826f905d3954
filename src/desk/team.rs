//! The team: who is on it and what each may do; inviting, suspending, removing.
//!
//! Not here: the rules of it (`staff`), one's own account (`devices`).

use askama::Template;

use super::answer::Answer;
use super::ask::Ask;
use super::failure::Failure;
use super::frame::Frame;
use crate::referral::Queue;
use crate::staff::accounts::{Invitation, Member};
use crate::store::coordinators::{Role, Roles};

#[derive(Template)]
#[template(path = "team.html")]
struct Page<'a> {
    f: &'a Frame,
    members: Vec<Member>,
    me: uuid::Uuid,
    /// An invitation that was made just now; its link is shown this once.
    made: Option<Made>,
    nobody_for: Vec<String>,
}

struct Made {
    name: String,
    link: String,
    until: chrono::DateTime<chrono::Utc>,
}

impl Page<'_> {
    /// Every role, with whether this one has it.
    fn roles(&self, of: &Roles) -> Vec<(Role, bool)> {
        Role::ALL.into_iter().map(|role| (role, of.has(role))).collect()
    }

    fn role(&self, role: &Role) -> String {
        self.f.w(&format!("desk-role-{}", role.as_str()))
    }

    fn about(&self, role: &Role) -> String {
        self.f.w(&format!("desk-role-{}-may", role.as_str()))
    }
}

/// The page.
pub(super) async fn page(ask: Ask) -> Result<Answer, Failure> {
    draw(&ask, None).await
}

/// What is sent to somebody who is named in the config and is not on the team, in words; leads alone can do something about it.
pub(super) async fn nobody_for(ask: &Ask) -> Result<Vec<String>, Failure> {
    if !ask.frame.roles.has(Role::Lead) {
        return Ok(Vec::new());
    }
    let says = |(queue, name): (Queue, String)| {
        let key = match queue {
            Queue::Main => return None,
            Queue::Complaints => "desk-team-nobody-complaints",
            Queue::Young => "desk-team-nobody-young",
        };
        Some(ask.frame.w1(key, "name", &name))
    };
    Ok(ask.desk.staff.nobody_for().await?.into_iter().filter_map(says).collect())
}

/// Invites somebody, new or known.
pub(super) async fn invite(ask: Ask) -> Result<Answer, Failure> {
    let roles = chosen(&ask)?;
    let made = ask.desk.staff.invite(Some(ask.me()?.coordinator), ask.form.get("name"), Some(roles)).await?;
    draw(&ask, Some(made)).await
}

/// Invites a member of the team anew: for a lost phone, or a forgotten password.
pub(super) async fn invite_again(ask: Ask) -> Result<Answer, Failure> {
    let id = ask.id()?;
    let members = ask.desk.staff.members().await?;
    let member = members.into_iter().find(|member| member.id == id).ok_or(Failure::NotFound)?;
    let made = ask.desk.staff.invite(Some(ask.me()?.coordinator), &member.name, None).await?;
    draw(&ask, Some(made)).await
}

/// Takes an invitation back.
pub(super) async fn uninvite(ask: Ask) -> Result<Answer, Failure> {
    ask.desk.staff.uninvite(ask.me()?.coordinator, ask.id()?).await?;
    Ok(Answer::go("/team"))
}

/// What somebody may do from now on.
pub(super) async fn roles(ask: Ask) -> Result<Answer, Failure> {
    let roles = chosen(&ask)?;
    ask.desk.staff.set_roles(ask.me()?.coordinator, ask.id()?, roles).await?;
    Ok(Answer::go("/team"))
}

/// Keeps somebody out for a while.
pub(super) async fn suspend(ask: Ask) -> Result<Answer, Failure> {
    ask.desk.staff.suspend(ask.me()?.coordinator, ask.id()?).await?;
    Ok(Answer::go("/team"))
}

/// Lets them in again.
pub(super) async fn restore(ask: Ask) -> Result<Answer, Failure> {
    ask.desk.staff.restore(ask.me()?.coordinator, ask.id()?).await?;
    Ok(Answer::go("/team"))
}

/// Somebody has left.
pub(super) async fn remove(ask: Ask) -> Result<Answer, Failure> {
    ask.desk.staff.remove(ask.me()?.coordinator, ask.id()?).await?;
    Ok(Answer::go("/team"))
}

/// The roles that were ticked: one at least, and none that is not there.
fn chosen(ask: &Ask) -> Result<Roles, Failure> {
    let named: Option<Vec<Role>> = ask.form.all("role").map(Role::from_name).collect();
    let roles = Roles::of(named.ok_or(Failure::Unreadable)?);
    if roles == Roles::default() { Err(Failure::Field("desk-failed-no-role")) } else { Ok(roles) }
}

async fn draw(ask: &Ask, made: Option<Invitation>) -> Result<Answer, Failure> {
    let made = made.map(|made| Made {
        link: format!("{}/invited/{}", ask.desk.address, made.token.reveal()),
        name: made.name,
        until: made.until,
    });
    let members = ask.desk.staff.members().await?;
    let nobody_for = nobody_for(ask).await?;
    Answer::page(&Page { f: &ask.frame, members, me: ask.me()?.coordinator, made, nobody_for })
}
