// The search page: facets begin folded where they would push the hits out of sight, and more hits keep the reader's place.

if (window.matchMedia("(max-width: 48rem)").matches) {
  for (const all of document.querySelectorAll(".facets-all")) all.open = false;
}

let last = null;

document.addEventListener("htmx:before:request", () => {
  last = [...document.querySelectorAll("#list > .hit")].at(-1) ?? null;
});

/** The link that was followed is gone: the first of the hits that it brought takes its place. */
document.addEventListener("htmx:after:swap", () => {
  const next = last?.nextElementSibling?.querySelector("a");
  last = null;
  next?.focus({ preventScroll: true });
});
