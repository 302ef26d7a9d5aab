// How sides and verdicts look: a colour and a shape for each side, so that neither alone is needed to tell them apart.
//
// Colours are those of Okabe and Ito, which people with any colour vision can tell apart; every shape has a dark (on the
// dark ground a light) outline. A solid shape is agreed by several origins, one with a hole is told by a single one,
// hatching is contested, an outline alone is too old to count.

export const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#f0e442"];
export const OTHER = "#8b8f94";
const SHAPES = ["circle", "square", "triangle", "diamond", "pentagon", "star", "hexagon"];
const SIZE = 26;

/** The number of a side's colour; -1 for a side without one of its own, or an unnamed one. */
export function numberOf(side, sides) {
  return sides.findIndex((one) => one.id === side);
}

export function colourOf(number) {
  return number < 0 ? OTHER : COLOURS[number % COLOURS.length];
}

/** What is drawn for one place: its kind, and the numbers of one or two sides. */
export function lookOf(held, sides) {
  if (!held) return { kind: "untold", a: -1, b: -1 };
  const numbers = [...new Set(held.sides.map((side) => numberOf(side, sides)))];
  const own = numbers.filter((number) => number >= 0);
  const [a, b] = own.length ? own : numbers;
  const first = a ?? -1;
  if (held.verdict === "contested") return { kind: "contested", a: first, b: b ?? -1 };
  if (!held.sides.length || held.verdict === "unknown") return { kind: "unknown", a: -1, b: -1 };
  if (held.verdict === "stale") return { kind: "stale", a: first, b: -1 };
  if (held.verdict === "agreed") return { kind: "agreed", a: first, b: -1 };
  return own.length > 1 ? { kind: "shared", a: first, b } : { kind: "single", a: first, b: -1 };
}

export function keyOf(look) {
  return `${look.kind}.${look.a}.${look.b}`;
}

function polygon(corners, radius, turn = -90) {
  return Array.from({ length: corners }, (_, i) => {
    const angle = ((turn + (360 / corners) * i) * Math.PI) / 180;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

function star(radius) {
  const outer = polygon(5, radius), inner = polygon(5, radius * 0.48, -54);
  return outer.flatMap((point, i) => [point, inner[i]]);
}

/** The outline of a side's shape around (0, 0), as SVG path data. */
export function shapePath(number, radius) {
  const shape = number < 0 ? "cross" : SHAPES[number % SHAPES.length];
  if (shape === "circle") return `M${-radius} 0a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0z`;
  const points = {
    square: () => polygon(4, radius * 1.18, 45),
    triangle: () => polygon(3, radius * 1.25).map(([x, y]) => [x, y + radius * 0.2]),
    diamond: () => polygon(4, radius * 1.2),
    pentagon: () => polygon(5, radius * 1.12),
    hexagon: () => polygon(6, radius * 1.1, 0),
    star: () => star(radius * 1.32),
    cross: () => {
      const arm = radius * 1.05, half = radius * 0.42;
      return [[-half, -arm], [half, -arm], [half, -half], [arm, -half], [arm, half], [half, half], [half, arm], [-half, arm], [-half, half], [-arm, half], [-arm, -half], [-half, -half]];
    },
  }[shape]();
  return `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join("L")}z`;
}

/** Parts of a symbol as values that canvas and SVG both draw: path, fill, stroke, width, dash. */
function partsOf(look, radius, ink, paper) {
  const path = shapePath(look.a, radius), round = shapePath(0, radius);
  const fill = colourOf(look.a);
  switch (look.kind) {
    case "agreed":
      return [{ path, fill, stroke: ink, width: 2 }];
    case "single":
      return [{ path, fill, stroke: ink, width: 1.4 }, { path: shapePath(0, radius * 0.34), fill: paper, stroke: ink, width: 0.8 }];
    case "shared":
      return [
        { path: round, fill, stroke: ink, width: 1.4 },
        { path: `M0 ${-radius}A${radius} ${radius} 0 0 1 0 ${radius}z`, fill: colourOf(look.b), stroke: ink, width: 1 },
        { path: shapePath(0, radius * 0.3), fill: paper, stroke: ink, width: 0.8 },
      ];
    case "contested":
      return [{ path: round, fill: paper, stroke: ink, width: 2, stripes: [colourOf(look.a), look.b < 0 && look.a < 0 ? paper : colourOf(look.b)] }];
    case "stale":
      return [{ path, fill: paper, stroke: fill, width: 2.4, dash: [3, 2] }];
    case "unknown":
      return [{ path: round, fill: paper, stroke: OTHER, width: 1.6 }, { path: shapePath(0, 1.6), fill: ink }];
    default:
      return [{ path: shapePath(0, radius * 0.55), fill: OTHER, stroke: ink, width: 1 }];
  }
}

/** A symbol as image data for the map. */
export function symbolImage(look, { ink, paper }) {
  const ratio = 2, canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE * ratio;
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  context.translate(SIZE / 2, SIZE / 2);
  for (const part of partsOf(look, 9, ink, paper)) {
    const path = new Path2D(part.path);
    context.fillStyle = part.fill;
    context.fill(path);
    if (part.stripes) {
      context.save();
      context.clip(path);
      context.lineWidth = 3.2;
      part.stripes.forEach((colour, which) => {
        context.strokeStyle = colour;
        context.beginPath();
        for (let at = -24 + which * 4.5; at < 24; at += 9) {
          context.moveTo(at - 12, 12);
          context.lineTo(at + 12, -12);
        }
        context.stroke();
      });
      context.restore();
    }
    if (part.stroke) {
      context.setLineDash(part.dash ?? []);
      context.lineWidth = part.width;
      context.strokeStyle = part.stroke;
      context.stroke(path);
    }
  }
  return { data: context.getImageData(0, 0, canvas.width, canvas.height), ratio };
}

/** What fills an area: slanted stripes of both sides where contested, else the side's colour with its shapes strewn in. */
export function areaImage(look, { paper }) {
  const ratio = 2, size = 24, canvas = document.createElement("canvas");
  canvas.width = canvas.height = size * ratio;
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  if (look.kind === "contested") {
    [look.a, look.b].forEach((number, which) => {
      context.strokeStyle = number < 0 && which ? paper : colourOf(number);
      context.lineWidth = 4;
      context.globalAlpha = 0.6;
      context.beginPath();
      for (const at of [-24, -12, 0, 12, 24]) {
        context.moveTo(at + which * 6 - 6, size + 6);
        context.lineTo(at + which * 6 + size + 6, -6);
      }
      context.stroke();
    });
  } else {
    const number = ["faint", "untold", "unknown"].includes(look.kind) ? -1 : look.a;
    context.globalAlpha = { faint: 0.03, untold: 0.1, stale: 0.14 }[look.kind] ?? 0.3;
    context.fillStyle = colourOf(number);
    context.fillRect(0, 0, size, size);
    if (look.kind !== "untold" && look.kind !== "faint") {
      context.globalAlpha = look.kind === "stale" ? 0.35 : 0.75;
      for (const [x, y] of [[6, 6], [18, 18]]) {
        context.save();
        context.translate(x, y);
        context.fill(new Path2D(shapePath(number, 2.4)));
        context.restore();
      }
    }
  }
  return { data: context.getImageData(0, 0, canvas.width, canvas.height), ratio };
}

const SVG = "http://www.w3.org/2000/svg";

export function svgElement(name, attributes = {}, children = []) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

let hatches = 0;

/** A symbol as an SVG group around (0, 0). */
export function symbolSvg(look, { ink, paper }, radius = 9) {
  const group = svgElement("g");
  for (const part of partsOf(look, radius, ink, paper)) {
    let fill = part.fill;
    if (part.stripes) {
      const id = `hatch-${(hatches += 1)}`;
      group.append(hatchPattern(id, part.stripes, paper, 4.5));
      fill = `url(#${id})`;
    }
    group.append(
      svgElement("path", { d: part.path, fill, stroke: part.stroke, "stroke-width": part.width, "stroke-dasharray": part.dash?.join(" ") }),
    );
  }
  return group;
}

export function hatchPattern(id, [first, second], paper, width) {
  return svgElement("pattern", { id, width: 2 * width, height: 2 * width, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, [
    svgElement("rect", { width: 2 * width, height: 2 * width, fill: paper }),
    svgElement("rect", { width, height: 2 * width, fill: first }),
    svgElement("rect", { x: width, width: width * 0.8, height: 2 * width, fill: second }),
  ]);
}

/** A symbol standing alone, for legends. */
export function legendSvg(look, ground) {
  return svgElement("svg", { width: SIZE, height: SIZE, viewBox: `${-SIZE / 2} ${-SIZE / 2} ${SIZE} ${SIZE}`, "aria-hidden": "true" }, [symbolSvg(look, ground)]);
}

/** Names on a map stand without vowel marks and brackets. */
export function labelOf(name) {
  return (name ?? "").replace(/[\u064b-\u0652\u0670\u0640]/g, "").replace(/\s*[([].*$/, "").trim();
}
