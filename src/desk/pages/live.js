// Keeps an open page fresh. The server says only that something has changed; the page then fetches itself and puts its marked parts in place.
// Everything works without this: a reload does the same.
"use strict";
(() => {
  const marked = () => document.querySelectorAll("[data-live]");
  if (!marked().length || !window.EventSource) return;
  let busy = false, again = false;
  const fresh = async () => {
    if (busy) { again = true; return; }
    busy = true;
    try {
      const answer = await fetch(location.href, { headers: { "x-ajar-looking": "1" }, redirect: "manual" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of marked()) {
        const other = page.getElementById(part.id);
        // What somebody is in the middle of stays as it is.
        const typing = part.contains(document.activeElement) && document.activeElement.matches("input, textarea, select");
        if (!other || typing || part.querySelector("details[open]")) continue;
        if (other.innerHTML === part.innerHTML) continue;
        const focused = document.activeElement && part.contains(document.activeElement) ? document.activeElement.id : "";
        part.replaceChildren(...other.childNodes);
        if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
      }
    } catch { /* the next change asks again */ } finally {
      busy = false;
      if (again) { again = false; setTimeout(fresh, 500); }
    }
  };
  const source = new EventSource("/live");
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
