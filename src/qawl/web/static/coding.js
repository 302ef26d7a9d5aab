// Coding one article: words that are selected can be given to the record in whose text they stand.

import { offerNames } from "./review_names.js";
import { readSelection } from "./review_selection.js";

let chosen = null;

for (const field of document.querySelectorAll("[data-suggest]")) offerNames(field, document.body.dataset.none ?? "");

document.addEventListener("selectionchange", () => {
  if (document.activeElement?.closest?.("input, textarea, select")) return;
  chosen = readSelection();
  const own = getSelection().anchorNode?.parentElement?.closest(".coded");
  for (const form of document.querySelectorAll(".select-form")) {
    form.querySelector("button").disabled = !chosen || form.closest(".coded") !== own;
  }
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches(".select-form")) return;
  const selected = readSelection() ?? chosen;
  if (!selected) return event.preventDefault();
  for (const name of ["start", "end", "words"]) event.target.elements[name].value = selected[name];
});
