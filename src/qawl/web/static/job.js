// A job's page while the job runs: asks once a second how far it is, and says so to those who cannot see it.
import { announce } from "./site.js";

const live = document.getElementById("live");
const PATIENCE = 1000;
const LONGEST = 15000;
let said = "";
let failures = 0;

function hasEnded() {
  return ["done", "failed", "cancelled"].includes(live.querySelector("#status").dataset.state);
}

/** Put in what has changed and leave the rest, so that nothing under the pointer or focus goes away. */
function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").body;
  const wanted = [...fresh.children];
  const ids = new Set(wanted.map((part) => part.id));
  for (const part of [...live.children]) if (!ids.has(part.id)) part.remove();
  let last = null;
  for (const part of wanted) {
    const before = live.querySelector(`:scope > #${part.id}`);
    if (!before) last ? last.after(part) : live.prepend(part);
    else if (before.outerHTML !== part.outerHTML) before.replaceWith(part);
    last = live.querySelector(`:scope > #${part.id}`);
  }
}

function say() {
  const words = live.querySelector("#status").dataset.say;
  if (words !== said) announce(words);
  said = words;
}

async function look() {
  try {
    const answer = await fetch(live.dataset.path, { headers: { "HX-Request": "true" } });
    if (answer.status === 401 || answer.status === 404) return location.reload();
    if (!answer.ok) throw new Error(answer.status);
    show(await answer.text());
    failures = 0;
    say();
  } catch {
    failures += 1;
  }
  if (!hasEnded()) wait();
}

function wait() {
  const pause = document.hidden ? 5 * PATIENCE : PATIENCE * 2 ** failures;
  setTimeout(look, Math.min(pause, LONGEST));
}

said = live.querySelector("#status").dataset.say;
if (!hasEnded()) wait();
