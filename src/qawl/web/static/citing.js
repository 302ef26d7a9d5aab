// Copying citations: `a.cite` leads to a record's citation as text, `button[data-copies]` to a text field on the page.
// Where the clipboard may not be used the text is shown, selected, to be copied by hand.

import { announce } from "./site.js";

async function copy(words, near, said) {
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    show(words, near);
    return;
  }
  const before = near.textContent;
  near.textContent = said;
  announce(said);
  setTimeout(() => {
    near.textContent = before;
  }, 2000);
}

/** The text in a field of its own behind what was pressed, selected. */
function show(words, near) {
  let field = near.parentElement.querySelector("textarea.to-copy");
  if (!field) {
    field = document.createElement("textarea");
    field.className = "to-copy";
    field.readOnly = true;
    field.rows = 6;
    field.dir = "auto";
    field.setAttribute("aria-label", near.textContent);
    near.after(field);
  }
  field.value = words;
  field.focus();
  field.select();
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a.cite");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    const answer = await fetch(link.href, { headers: { Accept: "text/plain" } });
    if (answer.ok) await copy(await answer.text(), link, link.dataset.said);
    else location.assign(link.href);
    return;
  }
  const button = event.target.closest("button[data-copies]");
  if (button) await copy(document.getElementById(button.dataset.copies).value, button, button.dataset.said);
});

for (const button of document.querySelectorAll("button[data-copies]")) button.hidden = false;
