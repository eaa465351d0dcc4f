// A table of facts: sortable by its heads. {id, title, columns: [{key, kind, title}], rows: [[cell]]};
// a cell is a number, a text, [english, chinese], a ref of a column of the kind "ref", or null.

import { el, put } from "./dom.js";
import { language, pick, t } from "./i18n.js";
import { refLabel } from "./names.js";
import { severityMark } from "./findings-list.js";

const SEVERITIES = ["info", "warning", "error"];

/** The table as an element. */
export function factTable(table) {
  const body = el("tbody");
  const heads = table.columns.map((column, at) => {
    const button = el("button", { class: "sort", type: "button", text: pick(column.title), on: { click: () => sortBy(at) } });
    return el("th", { scope: "col", class: column.kind }, button);
  });
  let sorted = { at: -1, down: false };

  function sortBy(at) {
    sorted = { at, down: sorted.at === at && !sorted.down };
    draw();
  }

  function draw() {
    const rows = [...table.rows];
    if (sorted.at >= 0) rows.sort(comparing(table.columns[sorted.at].kind, sorted.at));
    if (sorted.down) rows.reverse();
    heads.forEach((head, at) => head.setAttribute("aria-sort", at !== sorted.at ? "none" : sorted.down ? "descending" : "ascending"));
    put(body, ...rows.map((row) => el("tr", {}, row.map((cell, at) => el("td", { class: table.columns[at].kind }, shown(cell, table.columns[at].kind))))));
  }

  draw();
  return el("div", { class: "table-box", tabindex: "0", role: "region", "aria-label": pick(table.title) }, el("table", { class: "facts" }, el("thead", {}, el("tr", {}, heads)), body));
}

function comparing(kind, at) {
  const order = new Intl.Collator(language(), { numeric: true });
  const key = (row) => (kind === "severity" ? SEVERITIES.indexOf(row[at]) : row[at]);
  return (one, other) => {
    const [a, b] = [key(one), key(other)];
    if (a === null || b === null) return (a === null) - (b === null);
    return typeof a === "number" && typeof b === "number" ? a - b : order.compare(shownText(a, kind), shownText(b, kind));
  };
}

function shown(cell, kind) {
  if (cell !== null && kind === "severity") return el("span", {}, severityMark(cell), " ", t(cell));
  return shownText(cell, kind);
}

function shownText(cell, kind) {
  if (cell === null) return "";
  return kind === "ref" ? refLabel(cell) : String(pick(cell));
}
