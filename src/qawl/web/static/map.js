// The map's page: the state that stands in the address, the slider, the panel and the legend. Drawing is done by
// map-webgl.js, or by map-svg.js where the browser has no WebGL 2; both are given the same places.

const element = document.getElementById("map");
const options = element.dataset;
const words = JSON.parse(options.words);
const language = options.language;
const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
const { announce } = await import(options.site);
const symbols = await import(options.symbols);

const $ = (id) => document.getElementById(id);
const slider = $("time-slider");
const panel = $("map-panel");
const asked = new URLSearchParams(location.search);
const FILTERS = ["type", "actor", "speaker", "status", "origins", "outlet"];
const FRAME_MS = 900;
const MOST_AREAS = 50;

const state = {
  date: asked.get("date") ?? "",
  days: Number(asked.get("days") ?? options.days),
  place: asked.get("place") ?? "",
  camera: readCamera(asked.get("at")),
};
let frame = { days: {}, sides: [] };
let days = [];
let busy = [];
let map = null;
let places = [];
let outlines = new Map();
let asking = null;
let playing = 0;

function readCamera(text) {
  const [latitude, longitude, zoom] = (text ?? "").split(",").map(Number);
  return [latitude, longitude, zoom].every(Number.isFinite) && text ? { latitude, longitude, zoom } : null;
}

function filters() {
  const wanted = new URLSearchParams();
  for (const name of FILTERS) if (asked.get(name) && asked.get(name) !== (name === "origins" ? "1" : "")) wanted.set(name, asked.get(name));
  return wanted;
}

function address(path, more = {}) {
  const query = filters();
  for (const [key, value] of Object.entries(more)) [].concat(value).forEach((one) => query.append(key, one));
  return `${path}?${query}`;
}

async function ask(path, more, signal) {
  const answer = await fetch(address(path, more), { signal, headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

// --- days ---------------------------------------------------------------------------------------------------------

function nextDay(day, by) {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + by);
  return at.toISOString().slice(0, 10);
}

/** The days of the slider: from the first to the last, without what lies far off the rest («in 1948»). */
function daysOf(counts) {
  const told = Object.keys(counts).sort();
  if (!told.length) return [];
  const total = Object.values(counts).reduce((sum, one) => sum + one, 0);
  let first = 0, seen = 0;
  if (total > 100) while (seen + counts[told[first]] <= total * 0.01) seen += counts[told[first++]];
  const found = [];
  for (let day = told[first]; day <= told.at(-1); day = nextDay(day, 1)) found.push(day);
  return found;
}

function dayWords(day) {
  const [year, month, date] = day.split("-").map(Number);
  return `${date} ${words.months[month - 1]} ${year}`;
}

function indexOf(day) {
  if (!days.length || day < days[0]) return 0;
  return day > days.at(-1) ? days.length - 1 : days.indexOf(day);
}

function drawBars() {
  const width = Math.max(60, Math.min(400, Math.floor($("time-bars").clientWidth / 3) || 200));
  const sums = new Array(Math.min(width, days.length)).fill(0);
  days.forEach((day, i) => { sums[Math.floor((i * sums.length) / days.length)] += frame.days[day] ?? 0; });
  const most = Math.max(1, ...sums);
  $("time-bars").setAttribute("viewBox", `0 0 ${sums.length} 30`);
  $("time-bars").replaceChildren(
    ...sums.map((sum, i) => {
      const height = sum ? 2 + 28 * Math.sqrt(sum / most) : 0;
      return symbols.svgElement("rect", { x: i + 0.1, y: 30 - height, width: 0.8, height });
    }),
  );
}

function setDay(day, { keep = true } = {}) {
  state.date = day;
  slider.value = String(indexOf(day));
  slider.setAttribute("aria-valuetext", dayWords(day));
  $("time-day").textContent = dayWords(day);
  document.querySelector('#map-filters [name="date"]').value = day;
  if (keep) remember();
  return update();
}

function step(by) {
  const kind = $("time-step").value;
  const at = indexOf(state.date);
  if (kind === "change") {
    const found = by > 0 ? busy.find((day) => day > state.date) : busy.findLast((day) => day < state.date);
    return found ? setDay(found) : null;
  }
  const to = Math.min(days.length - 1, Math.max(0, at + by * Number(kind)));
  return to === at ? null : setDay(days[to]);
}

function play(on) {
  clearTimeout(playing);
  playing = 0;
  document.body.classList.toggle("is-playing", on);
  $("time-play").setAttribute("aria-label", on ? words.pause : words.play);
  if (on) turn();
}

async function turn() {
  playing = setTimeout(async () => {
    const done = step(1);
    if (done === null) return play(false);
    await done;
    if (playing) turn();
  }, FRAME_MS);
}

// --- what is shown ------------------------------------------------------------------------------------------------

async function update() {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  element.dataset.state = "asking";
  try {
    const [told, control] = await Promise.all([
      ask("/map/places", { date: state.date, days: state.days }, signal),
      ask("/map/control", { date: state.date }, signal),
    ]);
    join(told.features, control.features);
    await needOutlines(signal);
    if (signal.aborted) return;
    if (!state.camera) lookAround();
    show();
    note("");
  } catch (error) {
    if (error.name === "AbortError") return;
    note(words.failed);
    element.dataset.state = "failed";
  }
}

/** One place for what is told and what is held; where no claim is shown, who holds it still is. */
function join(told, held) {
  const found = new Map();
  for (const feature of [...told, ...held]) {
    const { place: id, ar, en, kind, is_area: isArea, claims, types, verdict, ...more } = feature.properties;
    const place = found.get(id) ?? { id, ar, en, kind, isArea, at: feature.geometry?.coordinates ?? null, claims: 0, held: null };
    if (claims) Object.assign(place, { claims, types });
    if (verdict) place.held = { verdict, ...more };
    found.set(id, place);
  }
  places = [...found.values()].filter((place) => place.claims || (place.held && !isHidden(place)));
  for (const place of places) place.look = symbols.lookOf(place.held, frame.sides);
  places.sort((a, b) => b.claims - a.claims || (a.id < b.id ? -1 : 1));
}

/** With a filter of claims, places that no claim fits are left out; a country of which nothing is claimed now always is. */
function isHidden(place) {
  return ["type", "status", "outlet"].some((name) => asked.get(name)) || (place.kind === "country" && !place.claims);
}

async function needOutlines(signal) {
  const missing = places.filter((place) => place.isArea && !outlines.has(place.id)).map((place) => place.id);
  for (let at = 0; at < missing.length; at += MOST_AREAS) {
    const found = await ask("/map/areas", { place: missing.slice(at, at + MOST_AREAS) }, signal);
    for (const feature of found.features) outlines.set(feature.properties.place, feature);
  }
}

function show() {
  map.show(places, outlines);
  drawList();
  if (state.place) openPanel(state.place, { move: false, focus: false });
}

function note(text) {
  $("map-note").textContent = text;
  $("map-note").hidden = !text;
}

function heldWords(place) {
  if (!place.held) return "";
  const names = place.held.names.slice(0, 3).join(words.comma);
  return names ? `${words[place.held.verdict]} · ${names}` : words[place.held.verdict];
}

function drawList() {
  const ground = groundColours();
  $("map-count").textContent = `(${places.length})`;
  $("map-list").replaceChildren(
    ...places.slice(0, 300).map((place) => {
      const item = document.createElement("li"), button = document.createElement("button"), name = document.createElement("bdi");
      button.type = "button";
      button.className = "place-button";
      button.dataset.place = place.id;
      name.textContent = place[language];
      const line = document.createElement("span");
      line.className = "soft small";
      line.textContent = [place.isArea ? words.area : "", place.claims ? `${words.claims}: ${place.claims}` : "", heldWords(place)].filter(Boolean).join(" · ");
      button.append(symbols.legendSvg(place.look, ground), name, line);
      button.addEventListener("click", () => openPanel(place.id));
      item.append(button);
      return item;
    }),
  );
}

function groundColours() {
  const style = getComputedStyle(document.documentElement);
  return { ink: style.getPropertyValue("--ink").trim(), paper: style.getPropertyValue("--card").trim() };
}

function drawLegend() {
  const ground = groundColours();
  const row = (look, text) => {
    const item = document.createElement("li"), said = document.createElement("bdi");
    said.textContent = text;
    item.append(symbols.legendSvg(look, ground), said);
    return item;
  };
  const nameOf = (side) => (side.id.startsWith("country.") ? words.state.replace("{name}", side[language]) : side[language]);
  const sides = frame.sides.map((side, i) => row({ kind: "agreed", a: i, b: -1 }, nameOf(side)));
  $("legend-sides").replaceChildren(...sides, row({ kind: "agreed", a: -1, b: -1 }, words.other));
  const [a, b] = [0, Math.min(1, frame.sides.length - 1)];
  $("legend-verdicts").replaceChildren(
    row({ kind: "agreed", a, b: -1 }, words.agreed),
    row({ kind: "single", a, b: -1 }, words.single_origin),
    row({ kind: "contested", a, b }, words.contested),
    row({ kind: "stale", a, b: -1 }, words.stale),
    row({ kind: "unknown", a: -1, b: -1 }, words.unknown),
    row({ kind: "untold", a: -1, b: -1 }, words.untold),
  );
}

// --- one place ----------------------------------------------------------------------------------------------------

let panelAsks = 0;

async function openPanel(id, { move = true, focus = true } = {}) {
  state.place = id;
  remember();
  const number = (panelAsks += 1);
  const place = places.find((one) => one.id === id);
  const at = place && (place.at ?? outlines.get(id)?.properties.label);
  map.choose(id, move && at ? { at, zoom: place.isArea ? 5.5 : 7 } : {});
  const answer = await fetch(address("/map/place", { place: id, date: state.date, days: state.days }));
  if (number !== panelAsks) return;
  if (!answer.ok) return closePanel();
  panel.innerHTML = await answer.text();
  panel.hidden = false;
  document.body.classList.add("has-panel");
  if (focus) panel.querySelector("#panel-title").focus();
  element.dataset.panel = id;
}

function closePanel() {
  panelAsks += 1;
  state.place = "";
  delete element.dataset.panel;
  panel.hidden = true;
  panel.replaceChildren();
  document.body.classList.remove("has-panel");
  map.choose("");
  remember();
  slider.focus({ preventScroll: true });
}

panel.addEventListener("click", (event) => {
  const day = event.target.closest("[data-day]")?.dataset.day;
  if (day) setDay(day);
  else if (event.target.closest("[data-close]")) closePanel();
});

// --- the address --------------------------------------------------------------------------------------------------

function remember() {
  const query = filters();
  if (state.date) query.set("date", state.date);
  query.set("days", String(state.days));
  if (state.place) query.set("place", state.place);
  if (state.camera) query.set("at", [state.camera.latitude, state.camera.longitude, state.camera.zoom].map((one) => one.toFixed(2)).join(","));
  history.replaceState(null, "", `?${query}`);
  const list = filters();
  list.set("date", state.date);
  list.set("days", String(state.days));
  list.set("view", "list");
  $("as-list").href = `/map?${list}`;
}

function theme() {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function changeTheme() {
  map.setTheme(theme());
  drawLegend();
  drawList();
}

async function openMap(basemap) {
  const settings = {
    basemap, language, words, symbols, reduced, theme: theme(), maplibre: options.maplibre,
    camera: state.camera ?? { longitude: 40, latitude: 33.5, zoom: 4.6 },
    onPick: (id) => openPanel(id, { move: false }),
    onMove: (camera) => {
      state.camera = camera;
      remember();
    },
  };
  try {
    const { WebglMap } = await import(options.webgl);
    return await WebglMap.open(element, settings);
  } catch (error) {
    element.replaceChildren();
    const { SvgMap } = await import(options.svg);
    return new SvgMap(element, settings);
  }
}

/** Look at where most is claimed: at the places that are points, without the few that lie far off the rest. */
function lookAround() {
  const at = places.filter((place) => place.at && place.claims).slice(0, 60).map((place) => place.at);
  if (!at.length) return;
  const sorted = [0, 1].map((axis) => at.map((point) => point[axis]).sort((a, b) => a - b));
  const cut = Math.floor(at.length * 0.05);
  const [west, south] = sorted.map((one) => one[cut]), [east, north] = sorted.map((one) => one.at(-1 - cut));
  map.fit([west - 0.5, south - 0.5, east + 0.5, north + 0.5]);
  state.camera = map.camera();
}

async function begin() {
  const [basemap, found] = await Promise.all([fetch(options.basemap).then((answer) => answer.json()), ask("/map/frame", {})]);
  frame = found;
  days = daysOf(frame.days);
  busy = days.filter((day) => frame.days[day]);
  map = await openMap(basemap);
  window.qawlMap = map;
  drawLegend();
  if (!days.length) {
    note(words.empty);
    $("map-time").hidden = true;
    map.show([], outlines);
    return;
  }
  slider.max = String(days.length - 1);
  $("time-first").textContent = dayWords(days[0]);
  $("time-last").textContent = dayWords(days.at(-1));
  drawBars();
  const isChosen = Boolean(state.date);
  await setDay(isChosen ? state.date : days.at(-1), { keep: isChosen });
}

// --- hands --------------------------------------------------------------------------------------------------------

slider.addEventListener("input", () => setDay(days[Number(slider.value)]));
$("time-back").addEventListener("click", () => step(-1));
$("time-forth").addEventListener("click", () => step(1));
$("time-play").addEventListener("click", () => play(!playing));
$("time-window").addEventListener("change", (event) => {
  state.days = Number(event.target.value);
  document.querySelector('#map-filters [name="days"]').value = event.target.value;
  remember();
  update();
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && !panel.hidden) return closePanel();
  if (event.target.closest("input:not([type=range]), textarea, select, button, a, summary")) return;
  if (event.key === " ") {
    event.preventDefault();
    play(!playing);
  } else if (event.key === "," || event.key === ".") step(event.key === "." ? 1 : -1);
});
new MutationObserver(changeTheme).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changeTheme);
new ResizeObserver(() => days.length && drawBars()).observe($("time-bars"));
slider.addEventListener("change", () => announce(`${dayWords(state.date)}: ${words.places} ${places.length}`));

begin().catch(() => {
  note(words.failed);
  element.dataset.state = "failed";
});
