// What every page needs: the theme switch, the token that goes with changes, and the key for searching.

const root = document.documentElement;
const themes = ["auto", "light", "dark"];
const button = document.querySelector("[data-theme-switch]");

function remember(theme) {
  document.cookie = `qawl_theme=${theme}; path=/; max-age=31536000; samesite=lax`;
  root.dataset.theme = theme;
}

if (button) {
  button.hidden = false;
  button.addEventListener("click", () => {
    remember(themes[(themes.indexOf(root.dataset.theme) + 1) % themes.length]);
  });
}

// On a narrow screen the menu scrolls sideways: where one is stands in sight.
document.querySelector(".menu [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

/** The token that has to come back with every change; fetch calls send it as X-CSRF-Token. */
export function csrfToken() {
  return document.querySelector('meta[name="csrf-token"]').content;
}

/** Tell people who cannot see the page what has happened. */
export function announce(words) {
  document.getElementById("said").textContent = words;
}

/** True while somebody types: keys are theirs then. */
export function isTyping(event) {
  return event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event)) {
    const field = document.querySelector("main input[type=search]") ?? document.getElementById("quick");
    if (field) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  }
});

document.addEventListener("htmx:config:request", (event) => {
  const headers = event.detail.headers ?? event.detail.ctx?.request?.headers;
  if (headers) headers["X-CSRF-Token"] = csrfToken();
});
