// Keeps an open page fresh. The server says only that something has changed; the page then fetches itself and puts what is new in place. What has the
// focus, plays or is unfolded stays as it is until it is let go. What may not be seen any more goes at once, whoever holds it: somebody has taken it
// back, or asked to be forgotten, or it is with somebody else. Everything works without this: a reload does the same.
"use strict";
(() => {
  const marked = () => document.querySelectorAll("[data-live]");
  const page = document.querySelector("[data-shows]");
  if (!page || !window.EventSource) return;
  // A page that answered a form stands at the form's address, and says where it is at home.
  const home = page.dataset.home ?? location.pathname + location.search;
  // Not for whoever looks, not there, moved on, forgotten.
  const GONE = [403, 404, 409, 410];
  let busy = false, again = false, owed = false;
  const plays = (node) => [...node.querySelectorAll("audio, video")].some((one) => !one.paused && !one.ended);
  // Whether somebody is in the middle of it.
  const held = (node) => node.nodeType === 1
    && (node.contains(document.activeElement) || plays(node) || node.matches("details[open]") || node.querySelector("details[open]") !== null);
  // By what a piece is known again: its id, or what it is and the how-manieth.
  const keyed = (nodes) => {
    const times = {};
    return [...nodes].map((node) => [node.id || `${node.nodeName}${times[node.nodeName] = (times[node.nodeName] || 0) + 1}`, node]);
  };
  const merge = (old, now) => {
    const known = new Map(keyed(old.childNodes));
    let at = old.firstChild;
    const pass = (until) => {
      while (at && at !== until) {
        const next = at.nextSibling;
        if (held(at)) owed = true; else at.remove();
        at = next;
      }
    };
    for (const [key, node] of keyed(now.childNodes)) {
      const same = known.get(key);
      if (same && held(same)) {
        pass(same);
        at = same.nextSibling;
        if (same.isEqualNode(node)) continue;
        if (same.matches("section, ol, ul, div:not([id])")) merge(same, node); else owed = true;
      } else if (same && same.isEqualNode(node)) {
        if (same === at) at = at.nextSibling; else old.insertBefore(same, at);
      } else {
        const fresh = document.importNode(node, true);
        // What is read and is folded from now on stays unfolded for whoever reads it.
        if (same?.nodeName === "ARTICLE" && fresh.nodeName === "DETAILS") fresh.open = true;
        old.insertBefore(fresh, at);
      }
    }
    pass(null);
  };
  const fresh = async () => {
    if (busy) { again = true; return; }
    busy = true;
    try {
      const answer = await fetch(home, { headers: { "x-ajar-looking": "1" }, redirect: "manual" });
      if (GONE.includes(answer.status)) location.replace(home);
      if (!answer.ok) return;
      const now = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!now.getElementById(page.id)) { location.replace(home); return; }
      owed = false;
      for (const part of marked()) {
        const other = now.getElementById(part.id);
        if (other) merge(part, other);
      }
    } catch { /* the next change asks again */ } finally {
      busy = false;
      if (again) { again = false; setTimeout(fresh, 500); }
    }
  };
  // Once it is let go, what is owed is made good.
  for (const done of ["focusout", "pause", "ended", "toggle"]) {
    document.addEventListener(done, () => { if (owed) setTimeout(fresh, 200); }, true);
  }
  const source = new EventSource(`/live?shows=${page.dataset.shows}`);
  source.onmessage = fresh;
  document.addEventListener("visibilitychange", () => { if (!document.hidden) fresh(); });
  addEventListener("pagehide", () => source.close());
})();
// What is being written is kept a moment after it was typed, so that it survives a closed window. The button does the same.
(() => {
  for (const box of document.querySelectorAll("textarea[data-draft]")) {
    let last = box.value, timer;
    const keep = () => {
      if (box.value === last) return;
      last = box.value;
      const body = new URLSearchParams({ text: box.value, form: box.form.elements.form.value });
      fetch(box.dataset.draft, { method: "POST", body, redirect: "manual", keepalive: box.value.length < 16000 }).catch(() => {});
    };
    box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, 1500); });
    box.form.addEventListener("submit", () => { clearTimeout(timer); last = box.value; });
    addEventListener("pagehide", keep);
  }
})();
