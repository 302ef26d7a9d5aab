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
  for (const part of [...live.children]) {
    const now = part.id && fresh.querySelector(`#${part.id}`);
    if (!now) part.remove();
    else if (now.outerHTML !== part.outerHTML) part.replaceWith(now);
  }
  for (const part of fresh.children) {
    if (part.id && !live.querySelector(`#${part.id}`)) live.append(part);
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
