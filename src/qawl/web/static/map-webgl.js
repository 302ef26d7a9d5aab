// The map drawn by MapLibre. It knows how to draw what it is given and tells what was clicked; what is shown is not its
// business. It has the same methods as the SVG map, which stands in where WebGL 2 is missing.

const FONT = ["IBM Plex Sans Arabic"];
const GROUNDS = {
  light: { sea: "#dbe7ec", land: "#f6f3ea", line: "#b9b2a0", province: "#d9d3c4", water: "#8db4c6", river: "#6d9fb8", ink: "#191b1d", soft: "#5b5f64", waterInk: "#2f6480", paper: "#ffffff", halo: "#f6f3ea" },
  dark: { sea: "#0f161b", land: "#20262b", line: "#59626a", province: "#353d44", water: "#17303d", river: "#356079", ink: "#f2f1ec", soft: "#b0b5ba", waterInk: "#8fc0dc", paper: "#14181b", halo: "#14181b" },
};
const NOTHING = { type: "FeatureCollection", features: [] };

export class WebglMap {
  /** Resolves when the map stands; rejects where the browser cannot draw it. */
  static async open(element, options) {
    if (!document.createElement("canvas").getContext("webgl2")) throw new Error("no WebGL 2");
    const maplibre = await import(options.maplibre);
    const sample = options.language === "ar" ? "دير الزور 0123" : "Deir ez-Zor 0123";
    await Promise.all([document.fonts.load(`400 16px "${FONT[0]}"`, sample), document.fonts.load(`600 16px "${FONT[0]}"`, sample)]);
    return new WebglMap(maplibre, element, options);
  }

  constructor(maplibre, element, { basemap, language, words, symbols, camera, theme, reduced, onPick, onMove }) {
    this.language = language;
    this.symbols = symbols;
    this.basemap = basemap;
    this.theme = theme;
    this.reduced = reduced;
    this.onPick = onPick;
    this.element = element;
    this.data = { points: NOTHING, areas: NOTHING, labels: NOTHING };
    this.chosen = "";
    const [west, south, east, north] = basemap.bbox;
    this.map = new maplibre.Map({
      container: element,
      style: this.style(),
      center: [camera.longitude, camera.latitude],
      zoom: camera.zoom,
      minZoom: 2.5,
      maxZoom: 11,
      maxBounds: [west - 6, south - 6, east + 6, north + 4],
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      attributionControl: false,
      renderWorldCopies: false,
      fadeDuration: reduced ? 0 : 150,
      locale: { "NavigationControl.ZoomIn": words.zoomIn, "NavigationControl.ZoomOut": words.zoomOut, "Map.Title": words.map, "ScaleControl.Kilometers": words.kilometres, "ScaleControl.Meters": words.metres },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
    this.map.addControl(new maplibre.ScaleControl({ unit: "metric" }), "bottom-left");
    this.map.setMissingStyleImageResolver((id) => this.addImage(id));
    this.map.on("moveend", () => onMove(this.camera()));
    this.map.on("idle", () => { if (element.dataset.state === "drawing") element.dataset.state = "idle"; });
    this.map.on("click", (event) => this.pick(event));
    this.map.on("mousemove", (event) => {
      const over = this.map.queryRenderedFeatures(event.point, { layers: this.touchable() }).length > 0;
      this.map.getCanvas().style.cursor = over ? "pointer" : "";
    });
  }

  touchable() {
    return ["clusters", "points", "area-names", "areas"].filter((id) => this.map.getLayer(id));
  }

  style() {
    const ground = GROUNDS[this.theme];
    const name = ["get", this.language];
    const base = (layer, more = {}) => ({ source: "base", filter: ["==", ["get", "layer"], layer], ...more });
    const label = (of, size, colour, more = {}) => ({
      id: `base-${of}`,
      type: "symbol",
      source: "base",
      filter: ["all", ["==", ["get", "of"], of], ["<=", ["get", "from"], ["zoom"]]],
      layout: { "text-field": name, "text-font": FONT, "text-size": size, "text-padding": 6, "text-max-width": 7, ...more },
      paint: { "text-color": colour, "text-halo-color": ground.halo, "text-halo-width": of === "sea" || of === "river" ? 0.8 : 1.4 },
    });
    return {
      version: 8,
      sources: {
        base: { type: "geojson", data: this.basemap },
        areas: { type: "geojson", data: this.data.areas },
        "area-names": { type: "geojson", data: this.data.labels },
        places: {
          type: "geojson", data: this.data.points, cluster: true, clusterRadius: 34, clusterMaxZoom: 5,
          clusterProperties: { claims: ["+", ["get", "claims"]] },
        },
        chosen: { type: "geojson", data: NOTHING },
      },
      layers: [
        { id: "sea", type: "background", paint: { "background-color": ground.sea } },
        { id: "land", type: "fill", ...base("land"), paint: { "fill-color": ground.land } },
        { id: "lakes", type: "fill", ...base("lake"), paint: { "fill-color": ground.sea } },
        { id: "areas", type: "fill", source: "areas", layout: { "fill-sort-key": ["get", "rank"] }, paint: { "fill-pattern": ["get", "pattern"] } },
        { id: "provinces", type: "line", ...base("province"), minzoom: 4.5, paint: { "line-color": ground.province, "line-width": 0.8 } },
        { id: "rivers", type: "line", ...base("river"), paint: { "line-color": ground.river, "line-width": ["interpolate", ["linear"], ["zoom"], 4, 0.6, 8, 1.8] } },
        { id: "borders", type: "line", ...base("border"), paint: { "line-color": ground.line, "line-width": ["interpolate", ["linear"], ["zoom"], 3, 0.8, 8, 1.6] } },
        { id: "area-edges", type: "line", source: "areas", paint: { "line-color": ["get", "colour"], "line-width": 1.6, "line-dasharray": [3, 2] } },
        label("sea", 12, ground.waterInk, { "text-letter-spacing": this.language === "ar" ? 0 : 0.08 }),
        label("river", 11, ground.waterInk),
        label("province", 11, ground.soft),
        label("country", ["interpolate", ["linear"], ["zoom"], 3, 11, 7, 15], ground.soft),
        {
          id: "area-names", type: "symbol", source: "area-names",
          layout: { "text-field": ["get", "label"], "text-font": FONT, "text-size": 12.5, "text-max-width": 8, "text-variable-anchor": ["center", "top", "bottom", "left", "right"], "text-radial-offset": 0.8, "symbol-sort-key": ["-", 0, ["get", "claims"]] },
          paint: { "text-color": ground.ink, "text-halo-color": ground.halo, "text-halo-width": 2 },
        },
        {
          id: "clusters", type: "circle", source: "places", filter: ["has", "point_count"],
          paint: { "circle-color": ground.paper, "circle-stroke-color": ground.ink, "circle-stroke-width": 1.6, "circle-radius": ["interpolate", ["linear"], ["get", "claims"], 1, 12, 100, 20, 2000, 30] },
        },
        {
          id: "cluster-numbers", type: "symbol", source: "places", filter: ["has", "point_count"],
          layout: { "text-field": ["case", [">", ["get", "claims"], 0], ["to-string", ["get", "claims"]], ""], "text-font": FONT, "text-size": 12, "text-allow-overlap": true, "text-padding": 12 },
          paint: { "text-color": ground.ink },
        },
        {
          id: "chosen", type: "circle", source: "chosen",
          paint: { "circle-radius": 17, "circle-color": "rgba(0,0,0,0)", "circle-stroke-color": ground.ink, "circle-stroke-width": 2.5 },
        },
        {
          id: "points", type: "symbol", source: "places", filter: ["!", ["has", "point_count"]],
          layout: {
            "icon-image": ["get", "icon"], "icon-allow-overlap": true, "icon-size": ["get", "size"], "symbol-sort-key": ["-", 0, ["get", "claims"]],
            "text-field": ["get", "label"], "text-font": FONT, "text-size": 13, "text-optional": true, "text-max-width": 9,
            "text-variable-anchor": ["top", "bottom", "left", "right"], "text-radial-offset": 0.95,
          },
          paint: { "text-color": ground.ink, "text-halo-color": ground.halo, "text-halo-width": 1.6 },
        },
      ],
    };
  }

  addImage(id) {
    const [use, kind, a, b] = id.split(".");
    const look = { kind, a: Number(a), b: Number(b) };
    const { ink, paper } = GROUNDS[this.theme];
    const made = (use === "area" ? this.symbols.areaImage : this.symbols.symbolImage)(look, { ink, paper });
    if (!this.map.hasImage(id)) this.map.addImage(id, made.data, { pixelRatio: made.ratio });
  }

  /** Show these places: ``places`` have a look and a number of claims, ``outlines`` the polygons of those that are areas. */
  show(places, outlines) {
    const { keyOf, labelOf, colourOf } = this.symbols;
    const points = [], areas = [], labels = [];
    for (const place of places) {
      const own = { place: place.id, claims: place.claims, label: labelOf(place[this.language]) };
      if (!place.isArea) {
        const size = place.look.kind === "untold" ? 0.55 + Math.min(0.6, Math.log10(1 + place.claims) / 4) : 0.8 + Math.min(0.45, Math.log10(1 + place.claims) / 6);
        points.push({ type: "Feature", geometry: { type: "Point", coordinates: place.at }, properties: { ...own, icon: `symbol.${keyOf(place.look)}`, size } });
        continue;
      }
      const outline = outlines.get(place.id);
      if (!outline) continue;
      const rank = { country: 0, region: 1, river: 2, province: 3 }[place.kind] ?? 4;
      const isWide = place.kind === "country" || place.kind === "river"; // no side is painted over all of one
      const isFaint = place.look.kind === "untold" && place.kind === "country";
      const pattern = `area.${isWide ? "faint.-1.-1" : keyOf(place.look)}`;
      areas.push({ type: "Feature", geometry: outline.geometry, properties: { ...own, pattern, colour: isFaint ? "rgba(0,0,0,0)" : colourOf(place.look.kind === "untold" ? -1 : place.look.a), rank } });
      const label = place.claims ? `${own.label}\n${place.claims}` : own.label;
      labels.push({ type: "Feature", geometry: { type: "Point", coordinates: outline.properties.label }, properties: { ...own, label } });
    }
    const collection = (features) => ({ type: "FeatureCollection", features });
    this.data = { points: collection(points), areas: collection(areas), labels: collection(labels) };
    this.put();
  }

  put() {
    const sources = { places: this.data.points, areas: this.data.areas, "area-names": this.data.labels };
    const set = () => {
      for (const [id, data] of Object.entries(sources)) this.map.getSource(id).setData(data);
      this.mark();
      this.element.dataset.state = "drawing";
      this.map.triggerRepaint();
    };
    if (this.map.getSource("places")) set();
    else this.map.once("load", set);
  }

  mark() {
    const found = this.data.points.features.filter((one) => one.properties.place === this.chosen);
    this.map.getSource("chosen")?.setData({ type: "FeatureCollection", features: found });
  }

  choose(id, { at, zoom } = {}) {
    this.chosen = id;
    this.mark();
    if (!at) return;
    const to = { center: at, zoom: Math.max(this.map.getZoom(), zoom ?? 6.6) };
    if (this.reduced) this.map.jumpTo(to);
    else this.map.easeTo({ ...to, duration: 600 });
  }

  fit([west, south, east, north]) {
    this.map.fitBounds([[west, south], [east, north]], { padding: 48, maxZoom: 7.5, animate: false });
  }

  camera() {
    const { lng, lat } = this.map.getCenter();
    return { longitude: lng, latitude: lat, zoom: this.map.getZoom() };
  }

  setTheme(theme) {
    if (theme === this.theme) return;
    this.theme = theme;
    this.map.setStyle(this.style(), { diff: false });
    this.map.once("styledata", () => this.put());
  }

  async pick(event) {
    const [found] = this.map.queryRenderedFeatures(event.point, { layers: this.touchable() });
    if (!found) return;
    if (found.layer.id === "clusters") {
      const zoom = await this.map.getSource("places").getClusterExpansionZoom(found.properties.cluster_id);
      this.choose(this.chosen, { at: found.geometry.coordinates, zoom });
      return;
    }
    this.onPick(found.properties.place);
  }

  /** What is drawn of a place, for whoever looks from outside (tests do). */
  drawn(id) {
    const all = [...this.data.points.features, ...this.data.areas.features];
    return all.find((one) => one.properties.place === id)?.properties ?? null;
  }
}
