// The tab of what a plan does to each role, and the sheet of a role in the drawer.

import { el } from "./dom.js";
import { count, pick, t } from "./i18n.js";
import { documentView } from "./document-view.js";
import { label } from "./names.js";
import { openPanel } from "./panel.js";
import { register } from "./tabs.js";

const NUMBERS = ["gains", "loses", "keeps", "approves"];

register({ id: "effects", title: "roles-affected", render, print });
function render(container, data) {
  const touched = data.effects.filter(({ sheet }) => sheet);
  const quiet = data.effects.length - touched.length;
  const heads = ["role", "becomes", ...NUMBERS].map((key) => el("th", { scope: "col", class: NUMBERS.includes(key) && "number", text: t(key) }));
  const parts = [
    touched.length > 0 &&
      el("div", { class: "table-box", tabindex: "0", role: "region", "aria-label": t("roles-affected") }, el("table", { class: "facts effects" }, el("thead", {}, el("tr", {}, heads)), el("tbody", {}, touched.map((effect) => line(data, effect))))),
    quiet > 0 && el("p", { class: "report-note", text: count("quiet-roles", quiet) }),
  ];
  container.append(...parts.filter(Boolean));
}

function line(data, effect) {
  const stays = !effect.begins && !effect.ends;
  const name = stays ? pick(effect.title) : label(data.roles[effect.role]);
  const open = el("button", { class: "link", type: "button", text: name, on: { click: () => openPanel({ kind: "role", index: effect.role }) } });
  const becomes = effect.begins ? "begins" : effect.ends ? "ends" : "";
  const numbers = NUMBERS.map((key) => el("td", { class: `number ${key}${effect[key] ? "" : " none empty"}`, "data-title": t(key) }, el("span", { text: effect[key] })));
  return el("tr", {}, el("th", { scope: "row" }, open), el("td", { class: becomes || "empty", "data-title": t("becomes") }, becomes && el("span", { text: t(becomes) })), numbers);
}

function print(container, data) {
  const sheets = data.effects.filter(({ sheet }) => sheet).map(({ sheet }) => el("article", { class: "sheet" }, el("h2", { text: pick(sheet.title) }), ...documentView({ ...sheet, facts: [] })));
  render(container, data);
  container.append(...sheets);
}
