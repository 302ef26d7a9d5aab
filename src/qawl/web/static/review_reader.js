// Correcting in the reader: choose a record, select its right words in the text, and say what they are.

import { announce, csrfToken } from "./site.js";
import { chosenCard, selectedSpan } from "./reader.js";

const template = document.getElementById("select-tools");
let span = null;

/** The buttons of a card, made when they are first needed. */
function toolsOf(card) {
  const foot = card.querySelector(".record-tools");
  let tools = foot.querySelector(".select-tools");
  if (!tools) {
    tools = template.content.firstElementChild.cloneNode(true);
    for (const button of tools.querySelectorAll("button")) {
      if (button.dataset.of === card.dataset.kind) button.addEventListener("click", () => correct(card, button));
      else button.remove();
    }
    foot.append(tools);
  }
  return tools;
}

function offer() {
  for (const tools of document.querySelectorAll(".select-tools")) tools.hidden = true;
  const card = chosenCard();
  if (card && span) toolsOf(card).hidden = false;
}

async function correct(card, button) {
  const id = card.dataset.record;
  const body = new URLSearchParams({ record: id, focus: id, decision: "correct" });
  body.set(`set.${button.dataset.part}`, `${span.start}-${span.end}`);
  const headers = { "X-Part": "1", "X-CSRF-Token": csrfToken() };
  const answer = await fetch("/review/decide", { method: "POST", body, headers });
  if (answer.ok) {
    location.hash = id;
    location.reload();
    return;
  }
  const told = toolsOf(card).querySelector("[role=alert]");
  told.textContent = told.dataset.failed;
  announce(told.dataset.failed);
}

document.addEventListener("selectionchange", () => {
  const selected = selectedSpan();
  if (selected || !document.activeElement?.closest(".select-tools")) span = selected;
  offer();
});
document.addEventListener("qawl:record", offer);
