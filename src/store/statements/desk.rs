//! The texts behind the desk: the team, what it did, how it signs in, and where it is signed in.
//!
//! Not here: what coordinators do for people (`statements`), what any of it means (`staff`).

use super::{Listed, Of, On};

macro_rules! coordinators {
    ($rest:literal) => {
        concat!("SELECT id, name, active, created_at, roles, left_at FROM coordinator ", $rest)
    };
}

statements! {
    // ---- the team
    /// Somebody on the team.
    Data Both COORDINATOR_PUT = "INSERT INTO coordinator (id, name, folded, active, created_at, roles) VALUES ($1, $2, $3, TRUE, $4, $5) \
        ON CONFLICT (folded) DO NOTHING";
    /// By name.
    Data Both COORDINATOR_FIND = coordinators!("WHERE folded = $1");
    /// By id.
    Data Both COORDINATOR_GET = coordinators!("WHERE id = $1");
    /// All of them.
    Data Both COORDINATOR_LIST = coordinators!("ORDER BY folded");
    /// They may act or not; whoever is back has not left.
    Data Both COORDINATOR_ACTIVE = "UPDATE coordinator SET active = $2, left_at = NULL WHERE id = $1";
    /// What they may do.
    Data Both COORDINATOR_ROLES = "UPDATE coordinator SET roles = $2 WHERE id = $1";
    /// They have left for good.
    Data Both COORDINATOR_LEAVE = "UPDATE coordinator SET active = FALSE, left_at = $2 WHERE id = $1";
    /// All of them, with how they stand: whether they can sign in, and until when they are invited.
    Data Both TEAM_LIST = "SELECT c.id, c.name, c.active, c.created_at, c.roles, c.left_at, a.second IS NOT NULL AS can_sign_in, i.expires_at AS invited_until \
        FROM coordinator c LEFT JOIN account a ON a.coordinator = c.id LEFT JOIN invitation i ON i.coordinator = c.id ORDER BY c.folded";

    // ---- audit
    /// An act, recorded.
    Data Both AUDIT_PUT = "INSERT INTO audit (id, at, coordinator, act, referral, detail) VALUES ($1, $2, $3, $4, $5, $6)";
    /// The newest acts.
    Data Both AUDIT_LIST = "SELECT a.id, a.at, a.coordinator, c.name AS coordinator_name, a.act, a.referral, r.reference, a.detail FROM audit a \
        LEFT JOIN coordinator c ON c.id = a.coordinator LEFT JOIN referral r ON r.id = a.referral ORDER BY a.at DESC, a.id LIMIT $1 + 0";
    /// The newest acts before a moment.
    Data Both AUDIT_BEFORE = "SELECT a.id, a.at, a.coordinator, c.name AS coordinator_name, a.act, a.referral, r.reference, a.detail FROM audit a \
        LEFT JOIN coordinator c ON c.id = a.coordinator LEFT JOIN referral r ON r.id = a.referral WHERE a.at < $1 ORDER BY a.at DESC, a.id LIMIT $2 + 0";

    // ---- accounts
    /// How somebody signs in.
    Data Both ACCOUNT_GET = "SELECT coordinator, password, second, next, step, changed_at FROM account WHERE coordinator = $1";
    /// A password, for the first time or anew.
    Data Both ACCOUNT_PUT = "INSERT INTO account (coordinator, password, step, changed_at) VALUES ($1, $2, 0, $3) \
        ON CONFLICT (coordinator) DO UPDATE SET password = $2, changed_at = $3";
    /// A second factor that is to be proved.
    Data Both ACCOUNT_NEXT = "UPDATE account SET next = $2 WHERE coordinator = $1";
    /// It is proved, at that step of time.
    Data Both ACCOUNT_PROVED = "UPDATE account SET second = next, next = NULL, step = $2, changed_at = $3 WHERE coordinator = $1 AND next IS NOT NULL";
    /// A code is used, if none of its step or a later one was.
    Data Both ACCOUNT_STEP = "UPDATE account SET step = $2 WHERE coordinator = $1 AND step < $2";
    /// They can no longer sign in.
    Data Both ACCOUNT_DROP = "DELETE FROM account WHERE coordinator = $1";
    /// Whether anybody can sign in.
    Data Both ACCOUNT_ANY = "SELECT COUNT(*) FROM account WHERE second IS NOT NULL";
    /// A code for the day on which a phone is lost.
    Data Both RECOVERY_PUT = "INSERT INTO recovery (coordinator, code) VALUES ($1, $2)";
    /// It is used up.
    Data Both RECOVERY_USE = "DELETE FROM recovery WHERE coordinator = $1 AND code = $2";
    /// All of them go.
    Data Both RECOVERY_DROP = "DELETE FROM recovery WHERE coordinator = $1";
    /// How many are left.
    Data Both RECOVERY_COUNT = "SELECT COUNT(*) FROM recovery WHERE coordinator = $1";

    // ---- invitations
    /// One for each person: a new one takes the old one's place.
    Data Both INVITATION_PUT = "INSERT INTO invitation (coordinator, token, made_by, made_at, expires_at) VALUES ($1, $2, $3, $4, $5) \
        ON CONFLICT (coordinator) DO UPDATE SET token = $2, made_by = $3, made_at = $4, expires_at = $5";
    /// Whom a link invites, if it still holds.
    Data Both INVITATION_FIND = "SELECT c.id, c.name, c.active, c.created_at, c.roles, c.left_at FROM invitation i JOIN coordinator c ON c.id = i.coordinator \
        WHERE i.token = $1 AND i.expires_at > $2 AND c.active";
    /// It is used, or taken back.
    Data Both INVITATION_DROP = "DELETE FROM invitation WHERE coordinator = $1";

    // ---- sessions
    /// Somebody is signed in, or about to be.
    Data Both SESSION_PUT = "INSERT INTO session (id, token, coordinator, stage, device, made_at, used_at) VALUES ($1, $2, $3, $4, $5, $6, $6)";
    /// Whose it is, if it was used since one moment and made since another.
    Data Both SESSION_FIND = "SELECT s.id, s.coordinator, c.name, c.roles, s.stage, s.device, s.made_at, s.used_at FROM session s \
        JOIN coordinator c ON c.id = s.coordinator WHERE s.token = $1 AND s.used_at > $2 AND s.made_at > $3 AND c.active";
    /// Somebody's, the newest first.
    Data Both SESSION_LIST = "SELECT s.id, s.coordinator, c.name, c.roles, s.stage, s.device, s.made_at, s.used_at FROM session s \
        JOIN coordinator c ON c.id = s.coordinator WHERE s.coordinator = $1 AND s.used_at > $2 AND s.made_at > $3 ORDER BY s.used_at DESC, s.id";
    /// It is in use.
    Data Both SESSION_TOUCH = "UPDATE session SET used_at = $2 WHERE id = $1 AND used_at < $2";
    /// One ends.
    Data Both SESSION_END = "DELETE FROM session WHERE id = $1 AND coordinator = $2";
    /// All of somebody's end.
    Data Both SESSION_END_ALL = "DELETE FROM session WHERE coordinator = $1";
    /// Those that are over go.
    Data Both SESSION_SWEEP = "DELETE FROM session WHERE used_at <= $1 OR made_at <= $2";
    /// Somebody has signed in on this device.
    Data Both DEVICE_PUT = "INSERT INTO device (token, coordinator, used_at) VALUES ($1, $2, $3) \
        ON CONFLICT (token) DO UPDATE SET coordinator = $2, used_at = $3";
    /// Whether they have, since then.
    Data Both DEVICE_FIND = "SELECT COUNT(*) FROM device WHERE token = $1 AND coordinator = $2 AND used_at > $3";
    /// None of somebody's is known any more.
    Data Both DEVICE_DROP = "DELETE FROM device WHERE coordinator = $1";

    // ---- attempts that failed
    /// How many, and when the last one was.
    Data Both THROTTLE_GET = "SELECT failures, last_at FROM throttle WHERE source = $1";
    /// One more; after a quiet while it counts from one again.
    Data Both THROTTLE_FAIL = "INSERT INTO throttle (source, failures, last_at) VALUES ($1, 1, $2) ON CONFLICT (source) DO UPDATE SET \
        failures = CASE WHEN throttle.last_at <= $3 THEN 1 ELSE throttle.failures + 1 END, last_at = $2";
    /// It went well.
    Data Both THROTTLE_CLEAR = "DELETE FROM throttle WHERE source = $1";
    /// What is long past goes.
    Data Both THROTTLE_SWEEP = "DELETE FROM throttle WHERE last_at <= $1";

    // ---- open pages
    /// Whether anything has changed that may stand on an open page.
    Data Both STIRRED = "SELECT (SELECT MAX(changed_at) FROM referral) AS referral, (SELECT MAX(at) FROM talk) AS talk, \
        (SELECT MAX(edited_at) FROM talk WHERE edited_at IS NOT NULL) AS edited, (SELECT MAX(at) FROM audit) AS act, \
        (SELECT COUNT(*) FROM talk WHERE delivery = 'waiting') AS under_way, \
        (SELECT COUNT(*) FROM referral WHERE status IN ('claimed', 'in-touch')) AS in_hand";
}
