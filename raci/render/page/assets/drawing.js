// What a picture of SVG needs: texts cut to a width, and the marks of severities.

import { svg } from "./dom.js";

let ruler = null;

/** The width of a text in a font. */
export function textWidth(text, font) {
  ruler ??= document.createElement("canvas").getContext("2d");
  ruler.font = font;
  return ruler.measureText(text).width;
}

/** The longest beginning of a text that fits a width, with an ellipsis where it is cut. */
export function fitted(text, width, font) {
  const line = text.replace(/\s+/g, " ");
  if (textWidth(line, font) <= width) return line;
  const letters = [...line];
  let [fits, fails] = [0, letters.length];
  while (fails - fits > 1) {
    const middle = (fits + fails) >> 1;
    if (textWidth(`${letters.slice(0, middle).join("")}…`, font) <= width) fits = middle;
    else fails = middle;
  }
  return `${letters.slice(0, fits).join("")}…`;
}

const SHAPES = {
  error: "M0 -7L7 0L0 7L-7 0Z",
  warning: "M0 -6.5L7 6.5H-7Z",
  info: "M0 -6A6 6 0 1 1 0 6A6 6 0 1 1 0 -6Z",
};

/** The mark of a severity around a point: for each another shape and colour. */
export function severityShape(severity, x, y) {
  return svg("path", { class: `shape ${severity}`, d: SHAPES[severity], transform: `translate(${x} ${y})` });
}

/** A star with five points around a point: the mark of a head. */
export function star(x, y, size) {
  const points = Array.from({ length: 10 }, (_, at) => {
    const [angle, far] = [(at * Math.PI) / 5 - Math.PI / 2, at % 2 ? size * 0.45 : size];
    return `${(x + far * Math.cos(angle)).toFixed(1)} ${(y + far * Math.sin(angle)).toFixed(1)}`;
  });
  return svg("path", { class: "star", d: `M${points.join("L")}Z` });
}

/** A small picture within a text. */
export function icon(width, ...children) {
  return svg("svg", { class: "icon", viewBox: `0 0 ${width} 18`, width, height: 18, "aria-hidden": "true" }, children);
}
