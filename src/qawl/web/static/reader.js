// The reader: the highlights of the text and the cards of the records point at each other.
//
// What other scripts may rely on (the review builds on it):
//
//   <article id="text" data-document="d_…">   the text; every piece of it stands in a segment
//     [data-start]            a segment: `data-start` is the code point of the document's text at which it begins. Its
//                             text is the document's own, character by character, but for one case: a segment with
//                             `data-length` shows something else in place of that many characters (a control that
//                             would reorder the text, shown as «[U+202E]»). Line breaks stand between paragraphs only.
//     [data-records]          ids of the statements and claims in which the segment lies, separated by spaces
//     .cue .source .content-1 … .content-3 .evidence .place    what it is to them
//     a.mark                  a number that is no text of the document and stands in no segment
//   .record[data-record][data-kind="statement"|"claim"]   the card of a record; its `id` is the record's id.
//                             `.record-tools` inside it is where buttons belong.
//
// Event on document: "qawl:record", detail {id, card}, when a record was chosen; id is "" when it was left.
// Functions: offsetOf(node, unit), selectedSpan(), chosenCard(), choose(card).

import { isTyping } from "./site.js";

const text = document.getElementById("text");
const panel = document.getElementById("records");
const strip = document.getElementById("why");
const cards = [...document.querySelectorAll(".record[data-record]")];
const cardOf = new Map(cards.map((card) => [card.dataset.record, card]));
const segmentsOf = new Map();
const lengthOf = new Map();
let current = null;

for (const segment of text.querySelectorAll("[data-records]")) {
  for (const id of segment.dataset.records.split(" ")) {
    if (!segmentsOf.has(id)) segmentsOf.set(id, []);
    segmentsOf.get(id).push(segment);
    lengthOf.set(id, (lengthOf.get(id) ?? 0) + segment.textContent.length);
  }
}

// --- offsets ------------------------------------------------------------------------------------------

/** How many code points stand before a UTF-16 unit of a text. */
function codePoints(words, unit) {
  return [...words.slice(0, unit)].length;
}

/** The code point of the document at a place in the text, as selections name it; null outside the text. */
export function offsetOf(node, unit) {
  if (!text.contains(node)) return null;
  if (node.nodeType !== Node.TEXT_NODE) return offsetAtChild(node, unit);
  const segment = node.parentElement.closest("[data-start]");
  if (!segment) return offsetAtChild(node.parentElement, 0);
  const start = Number(segment.dataset.start);
  if (segment.dataset.length) return start + (unit > 0 ? Number(segment.dataset.length) : 0);
  return start + codePoints(node.data, unit);
}

/** The same before the child of an element: where the next segment begins, or the last one ends. */
function offsetAtChild(element, index) {
  const range = document.createRange();
  range.setStart(element, index);
  range.setEndAfter(text.lastChild);
  const segments = [...text.querySelectorAll("[data-start]")];
  const next = segments.find((one) => range.comparePoint(one, 0) >= 0 && range.intersectsNode(one));
  if (next) return Number(next.dataset.start);
  const last = segments.at(-1);
  return last ? endOf(last) : null;
}

function endOf(segment) {
  return Number(segment.dataset.start) + Number(segment.dataset.length ?? [...segment.textContent].length);
}

/** The stretch that is selected in the text, in code points, without white space at its ends; null when none is. */
export function selectedSpan() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = offsetOf(range.startContainer, range.startOffset);
  const end = offsetOf(range.endContainer, range.endOffset);
  return start === null || end === null || start >= end ? null : { start, end };
}

// --- pointing -----------------------------------------------------------------------------------------

/** The records at a segment, the innermost (the one with the shortest text) first. */
function recordsAt(target) {
  const mark = target.closest("a.mark");
  if (mark) return [decodeURIComponent(mark.hash.slice(1))];
  const segment = target.closest("[data-records]");
  if (!segment) return [];
  const shown = segment.dataset.records.split(" ").filter((id) => cardOf.has(id) && !isHidden(id));
  return shown.sort((one, other) => lengthOf.get(one) - lengthOf.get(other));
}

/** True where the layer of a record is switched off. */
function isHidden(id) {
  return !layers.has(`${cardOf.get(id).dataset.kind}s`);
}

function paint(id, name) {
  for (const old of document.querySelectorAll(`.${name}`)) old.classList.remove(name);
  if (!id) return;
  for (const segment of segmentsOf.get(id) ?? []) segment.classList.add(name);
  cardOf.get(id)?.classList.add(name);
}

/** Choose a record: its highlight and its card are marked, its rules are told; `at` is what was clicked in the text. */
export function choose(card, { from = "card", focus = true, at = null } = {}) {
  const id = card?.dataset.record ?? "";
  current = card;
  paint(id, "chosen");
  for (const one of cards) one.toggleAttribute("aria-current", one === card);
  explain(card);
  if (card) reveal(at ?? segmentsOf.get(id)?.[0]);
  if (card && from !== "card" && isBeside()) reveal(card);
  if (card && focus) card.focus({ preventScroll: true });
  if (card) history.replaceState(null, "", `#${id}`);
  document.dispatchEvent(new CustomEvent("qawl:record", { detail: { id, card } }));
}

export function chosenCard() {
  return current;
}

/** True while the cards stand beside the text and not under it. */
function isBeside() {
  return getComputedStyle(panel).position === "sticky";
}

/** Bring something into view without moving what is in view already. */
function reveal(element) {
  if (!element) return;
  const box = element.getBoundingClientRect();
  const top = document.querySelector(".banner")?.offsetHeight ?? 0;
  const bottom = innerHeight - (strip && !strip.hidden ? strip.offsetHeight : 0);
  const scroller = element.closest(".panel") && isBeside() ? panel : null;
  const frame = scroller ? scroller.getBoundingClientRect() : { top, bottom };
  if (box.top >= Math.max(frame.top, top) && box.bottom <= Math.min(frame.bottom, bottom)) return;
  const by = box.top - Math.max(frame.top, top) - Math.min(120, (frame.bottom - frame.top) / 4);
  (scroller ?? window).scrollBy({ top: by });
}

let waiting = 0;

/** What the pointer rests on is lit at once; its rules are told when it stays. */
function light(id) {
  paint(id, "lit");
  clearTimeout(waiting);
  waiting = setTimeout(() => explain(cardOf.get(id) ?? current), id ? 350 : 600);
}

// --- why ----------------------------------------------------------------------------------------------

/** Tell in plain words which rules made a record; the words stand at the end of the page, each once. */
function explain(card) {
  if (!strip) return;
  strip.hidden = !card;
  if (!card) return;
  const body = strip.querySelector(".why-body");
  const said = card.querySelectorAll(".head, .told, .said");
  body.replaceChildren(...[...said].map((one) => one.cloneNode(true)), ...ruleLines(card));
  for (const named of body.querySelectorAll("[id]")) named.removeAttribute("id");
}

/** One line a part: «cue: words for: say …». The card names its rules, the glossary of the page tells them. */
function ruleLines(card) {
  const told = card.dataset.rules.split(";").filter(Boolean).map((one) => one.split("="));
  return told.map(([part, rules]) => {
    const line = document.createElement("p");
    const name = document.createElement("strong");
    name.textContent = document.querySelector(`.rule-book [data-part="${part}"]`).textContent;
    line.append(name, " ");
    const glosses = rules.split(" ").map(glossOf).filter(Boolean);
    glosses.forEach((gloss, index) => line.append(...(index ? ["; ", gloss] : [gloss])));
    return line;
  });
}

function glossOf(rule) {
  const told = document.getElementById(`rule-${rule}`)?.querySelector(".gloss");
  if (!told) return null;
  const gloss = document.createElement("span");
  gloss.dir = "auto";
  gloss.textContent = told.textContent;
  return gloss;
}

panel.addEventListener("toggle", (event) => {
  const details = event.target;
  if (details.open && details.matches(".more") && details.children.length === 1) tellMore(details);
}, true);

/** Everything behind a record, fetched when it is first asked for. */
async function tellMore(details) {
  const card = details.closest(".record");
  const told = details.appendChild(document.createElement("div"));
  const answer = await fetch(`/${card.dataset.kind}s/${card.dataset.record}/why`);
  if (answer.ok) told.innerHTML = await answer.text();
  else told.remove();
}

// --- layers -------------------------------------------------------------------------------------------

const layers = new Set();
const switches = [...document.querySelectorAll("[data-layer]")];

function applyLayers() {
  layers.clear();
  for (const one of switches) if (one.checked) layers.add(one.dataset.layer);
  document.querySelector(".reader").dataset.layers = [...layers].join(" ");
}

for (const one of switches) one.addEventListener("change", applyLayers);
if (switches.length) applyLayers();
document.querySelector(".layers")?.removeAttribute("hidden");

// --- events -------------------------------------------------------------------------------------------

text.addEventListener("pointerover", (event) => light(recordsAt(event.target)[0] ?? ""));
text.addEventListener("pointerleave", () => light(""));
text.addEventListener("click", (event) => {
  if (!getSelection().isCollapsed) return;
  const found = recordsAt(event.target);
  if (!found.length) return;
  event.preventDefault();
  // A second click at the same place goes one record further out.
  const next = current && found.includes(current.dataset.record) ? found.indexOf(current.dataset.record) + 1 : 0;
  choose(cardOf.get(found[next % found.length]), { from: "text", focus: isBeside(), at: event.target });
});
panel.addEventListener("pointerover", (event) => {
  light(event.target.closest(".record")?.dataset.record ?? "");
});
panel.addEventListener("pointerleave", () => light(""));
panel.addEventListener("click", (event) => {
  if (event.target.closest("a, button, summary, input, textarea, label")) return;
  const card = event.target.closest(".record");
  if (card && getSelection().isCollapsed) choose(card);
});
// By keyboard alone: a card that unfolds between pressing and letting go would take the link from under the pointer.
panel.addEventListener("focusin", (event) => {
  const card = event.target.closest(".record");
  if (card && card !== current && event.target.matches(":focus-visible")) choose(card, { focus: false });
});
strip?.querySelector("[data-leaves]").addEventListener("click", () => choose(null));
strip?.querySelector("[data-to-card]").addEventListener("click", () => {
  current?.scrollIntoView({ block: "center" });
  current?.focus({ preventScroll: true });
});

const steps = { j: 1, k: -1 };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
  if (event.key in steps) {
    event.preventDefault();
    step(steps[event.key]);
  } else if (event.key === "Enter" && current && event.target === current) {
    event.preventDefault();
    const details = current.querySelector("details.more");
    if (details) details.open = !details.open;
  } else if (event.key === "Escape" && current && !document.querySelector("dialog[open]")) {
    leave();
  }
});

/** The next or the previous card; from nowhere the first one in view. */
function step(by) {
  const shown = cards.filter((card) => !isHidden(card.dataset.record));
  if (!shown.length) return;
  const at = current ? shown.indexOf(current) : -1;
  const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + by, 0), shown.length - 1);
  choose(shown[next], { from: "keys" });
}

function leave() {
  const details = current.querySelector("details[open]");
  if (details) {
    details.open = false;
    return;
  }
  choose(null);
  document.activeElement?.blur();
  history.replaceState(null, "", location.pathname + location.search);
}

// --- arriving -----------------------------------------------------------------------------------------

/** Links lead to a record, or to any code point of the text: «#c_1f…», «#s-120». */
function arrive() {
  const target = decodeURIComponent(location.hash.slice(1));
  paint("", "target");
  if (cardOf.has(target)) {
    choose(cardOf.get(target), { from: "link" });
    return;
  }
  const place = /^s-(\d+)$/.exec(target);
  if (!place) return;
  const at = Number(place[1]);
  const segment = [...text.querySelectorAll("[data-start]")].findLast((one) => Number(one.dataset.start) <= at);
  if (!segment) return;
  const sentence = document.getElementById(target)?.closest(".sentence") ?? segment.closest(".sentence");
  sentence.classList.add("target");
  segment.scrollIntoView({ block: "center" });
}

addEventListener("hashchange", arrive);
arrive();
