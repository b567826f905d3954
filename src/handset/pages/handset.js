// The phone without a page that blinks: forms are sent in the background, and what is new is fetched. Without this the forms do the same.
"use strict";
const chat = document.getElementById("chat");
const words = document.getElementById("words");

const newest = () => { chat.scrollTop = chat.scrollHeight; };

// What had the focus has it again if it still stands there; else whoever pressed it goes on at what came of it.
function again(focused) {
  const same = focused.value ? `button[value="${focused.value}"]` : `article[data-id="${focused.dataset.id}"]`;
  const theirs = chat.querySelectorAll("article.theirs");
  const there = chat.querySelector(same) || theirs[theirs.length - 1];
  if (there) there.focus({ preventScroll: true });
}

function show(html) {
  if (chat.innerHTML === html) return;
  const focused = chat.contains(document.activeElement) && document.activeElement !== chat ? document.activeElement : null;
  chat.innerHTML = html;
  newest();
  if (focused) again(focused);
}

async function look() {
  const answer = await fetch(chat.dataset.part);
  if (answer.ok) show(await answer.text());
}

document.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const writes = form.contains(words);
  if (writes) { words.value = ""; grow(); form.querySelector("details").open = false; words.focus(); }
  const answer = await fetch(form.action, { method: "POST", body, headers: { "x-part": "chat" } });
  if (answer.ok) show(await answer.text());
});

// Enter sends, as on most keyboards; with Shift it makes a new line.
words.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    words.form.requestSubmit(words.form.querySelector(".send"));
  }
});

function grow() { words.rows = Math.min(6, words.value.split("\n").length); }
words.addEventListener("input", grow);

new EventSource("/try/live").addEventListener("message", look);
newest();
