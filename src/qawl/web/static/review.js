// Reviewing by keyboard: the record in focus is a part of the page that is asked for and put in place. Every form of it
// is sent by script and its answer shown, so that nobody waits for a page; without this script the forms work as they are.

import { announce, csrfToken, isTyping } from "./site.js";
import { offerNames } from "./review_names.js";
import { readSelection } from "./review_selection.js";

const focus = document.getElementById("focus");
const queue = document.getElementById("queue");
const dialog = document.getElementById("keys");
const say = document.getElementById("review-words").dataset;
const POLL = 4000;
let chosen = null; // what is selected in the text: {side, start, end, words}
let busy = false;

// --- the record in focus ------------------------------------------------------------------------------

const item = () => focus.querySelector(".item-in-focus");
const bar = () => document.getElementById("bar");
const links = () => [...queue.querySelectorAll("a.queued")];
const linkOf = (record) => links().find((link) => link.dataset.record === record);

function put(html, { scroll = false } = {}) {
  const edit = document.getElementById("edit")?.open;
  focus.innerHTML = html;
  chosen = null;
  prepare();
  if (edit && document.getElementById("edit") && !scroll) document.getElementById("edit").open = true;
  if (scroll) focus.scrollIntoView({ block: "start" });
}

function prepare() {
  const shown = item();
  if (!shown) return;
  for (const link of links()) {
    if (link.dataset.record === shown.dataset.record) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  for (const field of focus.querySelectorAll("[data-suggest]")) offerNames(field, say.none);
  watchSelection();
}

async function show(record) {
  const answer = await fetch(`/review/item?at=${encodeURIComponent(record)}`, { headers: { "X-Part": "1" } });
  if (!answer.ok) return announce(say.failed);
  put(await answer.text(), { scroll: true });
  replaceAddress(record);
  focus.focus({ preventScroll: true });
}

async function step(by) {
  const all = links();
  const at = all.findIndex((link) => link.getAttribute("aria-current") === "true");
  const next = all[at + by];
  if (next) {
    await show(next.dataset.record);
    next.scrollIntoView({ block: "nearest" });
  } else if (by > 0 && queue.querySelector(".pager a")) {
    location.href = queue.querySelector(".pager a").href;
  } else announce(say.end);
}

// --- deciding -----------------------------------------------------------------------------------------

async function send(form, decision) {
  if (busy) return;
  busy = true;
  const body = new URLSearchParams(new FormData(form));
  if (decision) body.set("decision", decision);
  if (!body.get("reason")?.trim()) body.set("reason", bar()?.querySelector("#reason").value ?? "");
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body,
      headers: { "X-Part": "1", "X-CSRF-Token": csrfToken() },
    });
    const html = await answer.text();
    if (answer.status !== 200 && answer.status !== 400 && answer.status !== 409) return announce(say.failed);
    put(html);
    const now = item()?.dataset.record;
    if (!answer.ok) {
      announce(focus.querySelector(".notice[role=alert]")?.textContent ?? say.failed);
      return;
    }
    announce(say.kept);
    replaceAddress(now); // it waits no more, and yet a reload is to show it
    const link = linkOf(now);
    const whole = form.id === "bar" && (body.get("decision") === "confirm" || body.get("decision") === "reject");
    if (body.get("decision") === "undo") {
      link?.removeAttribute("data-decided");
    } else if (whole) {
      link?.setAttribute("data-decided", body.get("decision"));
      await step(1);
    }
  } finally {
    busy = false;
  }
}

function replaceAddress(record) {
  const address = new URL(location.href);
  address.searchParams.set("at", record);
  history.replaceState(null, "", address);
}

function decide(decision) {
  const form = bar();
  if (!form || (decision !== "undo" && !form.querySelector(`[value=${decision}]`))) return;
  const reason = form.querySelector("#reason");
  if (decision === "reject" && !reason.value.trim() && !item().dataset.record.includes("+")) {
    reason.dataset.then = "reject";
    reason.focus();
    announce(say.reject);
    reason.placeholder = say.reject;
    return;
  }
  send(form, decision);
}

function edit() {
  const form = document.getElementById("edit");
  if (!form) return;
  form.open = true;
  form.querySelector("select, input:not([type=hidden])")?.focus();
}

focus.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  const value = event.submitter?.name === "decision" ? event.submitter.value : null;
  if (form === bar()) decide(value ?? "confirm");
  else if (form.matches(".select-form")) use(form);
  else send(form, value);
});

// Enter in the note keeps what it was opened for; a note by itself decides nothing, and the keys are free again.
focus.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.id !== "reason") return;
  event.preventDefault();
  const then = event.target.dataset.then;
  if (then && event.target.value.trim()) decide(then);
  else focus.focus({ preventScroll: true });
});

focus.addEventListener("click", (event) => {
  const target = event.target.closest("button");
  if (!target) return;
  if (target.matches("[data-edit]")) edit();
  if (target.matches("[data-step]")) step(Number(target.dataset.step));
  if (target.matches("[data-help]")) dialog.showModal();
  if (target.matches("[data-reload]")) show(item().dataset.record);
});

queue.addEventListener("click", (event) => {
  const link = event.target.closest("a.queued");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(link.dataset.record);
});

// --- selecting words ----------------------------------------------------------------------------------

function watchSelection() {
  for (const form of focus.querySelectorAll(".select-form")) form.querySelector("button").disabled = !chosen;
}

document.addEventListener("selectionchange", () => {
  if (document.activeElement?.closest?.("input, textarea, select")) return;
  chosen = readSelection();
  watchSelection();
});

function use(form) {
  const selected = readSelection() ?? chosen;
  if (!selected) return announce(say.select);
  for (const name of ["start", "end", "words"]) form.elements[name].value = selected[name];
  send(form);
}

/** Select the words on which the record rests now; Shift and arrows change that by a word. */
function selectPresent() {
  const near = focus.querySelector(".near");
  const pieces = [...(near?.querySelectorAll(".evidence, .cue") ?? [])];
  const evidence = pieces.filter((piece) => piece.classList.contains("evidence"));
  const of = evidence.length ? evidence : pieces;
  if (!of.length) return;
  near.focus();
  getSelection().setBaseAndExtent(of[0].firstChild, 0, of.at(-1).firstChild, of.at(-1).firstChild.length);
}

function extend(key) {
  const selection = getSelection();
  if (!selection.rangeCount || !selection.anchorNode?.parentElement?.closest(".near")) return false;
  selection.modify("extend", key === "ArrowLeft" ? "left" : "right", "word");
  return true;
}

// --- keys ---------------------------------------------------------------------------------------------

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => decide("confirm"),
  r: () => decide("reject"),
  e: edit,
  u: () => decide("undo"),
  n: () => bar()?.querySelector("#reason").focus(),
  s: selectPresent,
  "?": () => dialog.showModal(),
};
const PARTS = { 1: "evidence", 2: "source", 3: "cue", 4: "content", 5: "content-add" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
  if (event.key === "Escape") {
    if (event.defaultPrevented) return;
    const details = document.getElementById("edit");
    if (details?.contains(document.activeElement)) details.open = false;
    document.activeElement?.blur?.();
    focus.focus({ preventScroll: true });
    return;
  }
  if (isTyping(event)) return;
  if (event.shiftKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
    if (extend(event.key)) event.preventDefault();
    return;
  }
  // By the key's place where the layout writes Arabic.
  const key = /^[a-z?1-5]$/i.test(event.key) ? event.key.toLowerCase() : event.code === "Slash" && event.shiftKey ? "?" : event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.code.startsWith("Digit") ? event.code.slice(5) : "";
  const part = PARTS[key] && focus.querySelector(`.select-form[data-part="${PARTS[key]}"]`);
  if (part) {
    event.preventDefault();
    use(part);
  } else if (KEYS[key]) {
    event.preventDefault();
    KEYS[key]();
  }
});

// --- others who review --------------------------------------------------------------------------------

async function look() {
  const shown = item();
  if (!shown || busy || document.hidden) return;
  const seen = JSON.parse(shown.dataset.versions);
  const query = new URLSearchParams(Object.keys(seen).slice(0, 40).map((id) => ["record", id]));
  try {
    const answer = await fetch(`/review/state?${query}`);
    if (!answer.ok || busy || item() !== shown) return;
    const now = await answer.json();
    if (Object.entries(now).every(([id, count]) => seen[id] === count)) return;
    const elsewhere = shown.querySelector("#elsewhere");
    if (elsewhere.hidden) announce(say.other);
    elsewhere.hidden = false;
    if (!shown.contains(document.activeElement) && !document.getElementById("edit")?.open && !chosen) {
      const part = await fetch(`/review/item?at=${encodeURIComponent(shown.dataset.record)}`, { headers: { "X-Part": "1" } });
      if (part.ok && item() === shown) {
        put(await part.text());
        announce(say.other);
      }
    }
  } catch {
    // the server is away; the next look tells
  }
}

setInterval(look, POLL);
prepare();
