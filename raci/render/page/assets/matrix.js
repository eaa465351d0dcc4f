// The tab of the matrix.

import { el, put } from "./dom.js";
import { pick, t } from "./i18n.js";
import { label } from "./names.js";
import { onState } from "./state.js";
import { register } from "./tabs.js";

register({ id: "matrix", title: "matrix", render });

function render(container, data) {
  const draw = () => {
    const heads = data.columns.map((role) => el("th", { scope: "col", text: label(data.roles[role]) }));
    const rows = data.activities.map((activity, at) => row(activity, held(data.cells.rows[at]), data));
    put(
      container,
      el("div", { class: "table-box" }, el("table", { class: "facts" }, el("thead", {}, el("tr", {}, el("th", { text: t("activity") }), heads)), el("tbody", {}, rows))),
    );
  };
  draw();
  return onState(["ids"], draw);
}

function held(line) {
  const kinds = new Map();
  for (let at = 0; at < line.length; at += 2) kinds.set(line[at], line[at + 1]);
  return kinds;
}

function row(activity, kinds, data) {
  const cells = data.columns.map((role) => el("td", { text: pick(data.cells.palette[kinds.get(role)]?.letters) }));
  return el("tr", {}, el("th", { scope: "row", text: label(activity) }), cells);
}
