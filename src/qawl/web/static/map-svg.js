// The same map as SVG, for browsers that cannot draw it by WebGL: same places, same looks, same methods.
//
// Web Mercator in units of a thousandth of the world's width. Panning and zooming change the view box; symbols and names
// are scaled against it, so that they keep their size.

const WORLD = 1000;
const GROUNDS = {
  light: { ink: "#191b1d", paper: "#ffffff" },
  dark: { ink: "#f2f1ec", paper: "#14181b" },
};
const CROWDED = 90;

function project([longitude, latitude]) {
  const sine = Math.sin((latitude * Math.PI) / 180);
  return [(longitude / 360 + 0.5) * WORLD, (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD];
}

function unproject([x, y]) {
  const latitude = (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / WORLD))) * 180) / Math.PI;
  return [(x / WORLD - 0.5) * 360, latitude];
}

function line(points, close) {
  return `M${points.map((point) => project(point).map((n) => n.toFixed(3)).join(" ")).join("L")}${close ? "z" : ""}`;
}

function pathOf(geometry) {
  const { type, coordinates } = geometry;
  if (type === "Polygon") return coordinates.map((ring) => line(ring, true)).join("");
  if (type === "MultiPolygon") return coordinates.flat().map((ring) => line(ring, true)).join("");
  if (type === "MultiLineString") return coordinates.map((part) => line(part, false)).join("");
  return type === "LineString" ? line(coordinates, false) : "";
}

export class SvgMap {
  constructor(element, { basemap, language, words, symbols, camera, theme, onPick, onMove }) {
    const { svgElement } = symbols;
    Object.assign(this, { element, language, symbols, theme, onPick, onMove, basemap });
    this.places = [];
    this.outlines = new Map();
    this.chosen = "";
    element.classList.add("is-svg");
    this.defs = svgElement("defs");
    this.base = svgElement("g");
    this.areas = svgElement("g");
    this.names = svgElement("g", { class: "base-names" });
    this.symbolsLayer = svgElement("g");
    this.svg = svgElement("svg", { class: "svg-map", tabindex: "0", role: "group", "aria-label": words.map, preserveAspectRatio: "xMidYMid slice" }, [
      this.defs, this.base, this.areas, this.names, this.symbolsLayer,
    ]);
    for (const feature of basemap.features) {
      const layer = feature.properties.layer;
      if (layer !== "label") this.base.append(svgElement("path", { class: `base-${layer}`, d: pathOf(feature.geometry) }));
    }
    element.append(this.svg, this.buttons(words));
    this.move(camera);
    this.listen();
    new ResizeObserver(() => this.draw()).observe(element);
  }

  buttons(words) {
    const box = document.createElement("div");
    box.className = "svg-buttons";
    for (const [sign, label, by] of [["+", words.zoomIn, 1], ["−", words.zoomOut, -1]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.setAttribute("aria-label", label);
      button.addEventListener("click", () => this.zoomBy(by));
      box.append(button);
    }
    return box;
  }

  listen() {
    let held = null;
    this.svg.addEventListener("pointerdown", (event) => { held = { x: event.clientX, y: event.clientY, moved: false }; });
    this.svg.addEventListener("pointermove", (event) => {
      if (!held || !event.buttons) return;
      const scale = this.scale();
      const dx = (event.clientX - held.x) / scale, dy = (event.clientY - held.y) / scale;
      if (!held.moved && Math.hypot(dx, dy) * scale < 4) return;
      this.centre = [this.centre[0] - dx, this.centre[1] - dy];
      held = { x: event.clientX, y: event.clientY, moved: true };
      this.draw();
    });
    this.svg.addEventListener("pointerup", () => {
      if (held?.moved) this.onMove(this.camera());
      held = null;
    });
    this.svg.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.zoomBy(event.deltaY < 0 ? 0.5 : -0.5);
    }, { passive: false });
    this.svg.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (by && event.target === this.svg) {
        event.preventDefault();
        const step = 80 / this.scale();
        this.centre = [this.centre[0] + by[0] * step, this.centre[1] + by[1] * step];
        this.draw();
        this.onMove(this.camera());
      } else if (event.key === "+" || event.key === "=") this.zoomBy(1);
      else if (event.key === "-") this.zoomBy(-1);
    });
  }

  zoomBy(by) {
    this.zoom = Math.min(11, Math.max(2.5, this.zoom + by));
    this.draw();
    this.onMove(this.camera());
  }

  move({ longitude, latitude, zoom }) {
    this.centre = project([longitude, latitude]);
    this.zoom = zoom;
    this.draw();
  }

  /** Pixels in a unit; MapLibre counts the world as 512 pixels at zoom 0. */
  scale() {
    return (512 / WORLD) * 2 ** this.zoom;
  }

  show(places, outlines) {
    this.places = places;
    this.outlines = outlines;
    this.draw();
    this.element.dataset.state = "idle";
  }

  draw() {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (!width || !height) return;
    const scale = this.scale();
    const [x, y] = this.centre;
    this.svg.setAttribute("viewBox", `${x - width / 2 / scale} ${y - height / 2 / scale} ${width / scale} ${height / scale}`);
    this.svg.setAttribute("data-zoom", this.zoom.toFixed(1));
    this.drawAreas();
    this.drawNames(scale);
    this.drawSymbols(scale);
  }

  drawAreas() {
    const { svgElement, colourOf, hatchPattern, keyOf } = this.symbols;
    const { paper } = GROUNDS[this.theme];
    const rank = (place) => ({ country: 0, region: 1, river: 2, province: 3 })[place.kind] ?? 4;
    const made = [], patterns = new Map();
    for (const place of this.places.filter((one) => one.isArea && this.outlines.has(one.id)).sort((a, b) => rank(a) - rank(b))) {
      const colour = colourOf(place.look.kind === "untold" ? -1 : place.look.a);
      let fill = colour;
      if (place.look.kind === "contested") {
        const id = `area-${keyOf(place.look).replaceAll(".", "_")}`;
        if (!patterns.has(id)) patterns.set(id, hatchPattern(id, [colour, colourOf(place.look.b)], paper, 5 / this.scale()));
        fill = `url(#${id})`;
      }
      const isFaint = place.look.kind === "untold" && place.kind === "country";
      const isWide = place.kind === "country" || place.kind === "river"; // no side is painted over all of one
      const opacity = isWide ? 0.03 : { untold: 0.1, stale: 0.14, contested: 0.55 }[place.look.kind] ?? 0.3;
      const path = svgElement("path", { class: isFaint ? "area faint" : "area", d: pathOf(this.outlines.get(place.id).geometry), fill, "fill-opacity": opacity, stroke: colour, "data-place": place.id });
      path.addEventListener("click", () => this.onPick(place.id));
      made.push(path);
    }
    this.defs.replaceChildren(...patterns.values());
    this.areas.replaceChildren(...made);
  }

  drawNames(scale) {
    const made = [];
    for (const feature of this.basemap.features) {
      const { layer, of, from } = feature.properties;
      if (layer !== "label" || from > this.zoom) continue;
      made.push(this.text(feature.properties[this.language], project(feature.geometry.coordinates), scale, `name-${of}`, 11));
    }
    this.names.replaceChildren(...made);
  }

  text(words, [x, y], scale, name, size, dy = 0) {
    const made = this.symbols.svgElement("text", { class: name, x, y: y + dy / scale, "font-size": size / scale, "text-anchor": "middle", "stroke-width": 3 / scale });
    made.textContent = words;
    return made;
  }

  drawSymbols(scale) {
    const { svgElement, symbolSvg, labelOf } = this.symbols;
    const made = [], taken = [];
    const isNamed = this.places.length < CROWDED || this.zoom > 6;
    for (const place of [...this.places].sort((a, b) => b.claims - a.claims)) {
      const outline = this.outlines.get(place.id);
      if (place.isArea && !outline) continue;
      const at = project(place.isArea ? outline.properties.label : place.at);
      const group = svgElement("g", { class: place.isArea ? "of-area" : "spot", "data-place": place.id, "data-look": this.symbols.keyOf(place.look) });
      if (!place.isArea) {
        const size = place.look.kind === "untold" ? 0.8 : 1;
        const symbol = symbolSvg(place.look, GROUNDS[this.theme]);
        symbol.setAttribute("transform", `translate(${at[0]} ${at[1]}) scale(${size / scale})`);
        group.append(symbol);
        if (place.id === this.chosen) group.append(svgElement("circle", { class: "ring", cx: at[0], cy: at[1], r: 16 / scale, "stroke-width": 2.5 / scale }));
      }
      const words = labelOf(place[this.language]) + (place.isArea && place.claims ? ` · ${place.claims}` : "");
      const box = [at[0] * scale, at[1] * scale, words.length * 7];
      if ((isNamed || place.id === this.chosen) && !taken.some((one) => Math.abs(one[0] - box[0]) < (one[2] + box[2]) / 2 && Math.abs(one[1] - box[1]) < 16)) {
        taken.push(box);
        group.append(this.text(words, at, scale, "name-place", 13, place.isArea ? 4 : 22));
      }
      group.addEventListener("click", () => this.onPick(place.id));
      made.push(group);
    }
    this.symbolsLayer.replaceChildren(...made.reverse());
  }

  choose(id, { at, zoom } = {}) {
    this.chosen = id;
    if (at) this.move({ longitude: at[0], latitude: at[1], zoom: Math.max(this.zoom, zoom ?? 6.6) });
    else this.draw();
  }

  fit([west, south, east, north]) {
    const [left, bottom] = project([west, south]), [right, top] = project([east, north]);
    const { clientWidth: width, clientHeight: height } = this.element;
    const scale = Math.min((width - 80) / Math.max(right - left, 0.01), (height - 80) / Math.max(bottom - top, 0.01));
    this.centre = [(left + right) / 2, (top + bottom) / 2];
    this.zoom = Math.min(7.5, Math.max(2.5, Math.log2((scale * WORLD) / 512)));
    this.draw();
  }

  camera() {
    const [longitude, latitude] = unproject(this.centre);
    return { longitude, latitude, zoom: this.zoom };
  }

  setTheme(theme) {
    this.theme = theme;
    this.draw();
  }

  drawn(id) {
    const found = this.svg.querySelector(`.spot[data-place="${CSS.escape(id)}"], .of-area[data-place="${CSS.escape(id)}"]`);
    return found ? { icon: `symbol.${found.dataset.look}` } : null;
  }
}
