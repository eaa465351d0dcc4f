// What the drawer shows of a cell, an activity and a role on a page of two versions.

import { comparison, shownPair, SIDES } from "./compare-model.js";
import { documentView } from "./document-view.js";
import { el } from "./dom.js";
import { facts, findingList, link } from "./entity-panels.js";
import { pick, t } from "./i18n.js";
import { functionWord } from "./matrix-look.js";
import { activityFindings, cellFindings, lettersOf, roleFindings } from "./matrix-model.js";
import { label } from "./names.js";
import { registerPanel } from "./panel.js";
import { printSheet } from "./sheet-print.js";

registerPanel("cell", (data, index) => {
  const [row, role] = index.split(".").map(Number);
  if (!data.activities[row] || !data.roles[role]) return null;
  const of = comparison(data, shownPair(data));
  return {
    title: SIDES.map((side) => shortLetters(of, side, row, role)).join(" → "),
    body: [
      facts([
        [t("activity"), link("activity", row, data.activities[row])],
        [t("role"), link("role", role, data.roles[role])],
        ...SIDES.map((side) => [t(side), words(of, side, row, role)]),
      ]),
      ...found(data, (model) => cellFindings(model, row, role), of),
    ],
  };
});

registerPanel("activity", (data, index) => {
  const row = Number(index);
  if (!data.activities[row]) return null;
  const of = comparison(data, shownPair(data));
  const roles = data.columns.filter((role) => SIDES.some((side) => of.letters(side, row, role)));
  return {
    title: label(data.activities[row]),
    body: [table("role", roles.map((role) => [link("role", role, data.roles[role]), row, role]), of), ...found(data, (model) => activityFindings(model, row), of)],
  };
});

registerPanel("role", (data, index) => {
  const role = Number(index);
  if (!data.roles[role]) return null;
  const of = comparison(data, shownPair(data));
  const effect = data.effects?.find((each) => each.role === role);
  const rows = [...data.activities.keys()].filter((row) => SIDES.some((side) => of.letters(side, row, role)));
  const told = effect?.sheet ? documentView(effect.sheet) : [effect && el("p", { text: t("nothing-for-role") })];
  const held = rows.length > 0 && el("section", { class: "report-part" }, el("h2", { text: t("takes-part") }), table("activity", rows.map((row) => [link("activity", row, data.activities[row]), row, role]), of));
  return { title: effect?.sheet ? pick(effect.sheet.title) : label(data.roles[role]), body: [...told, held, ...found(data, (model) => roleFindings(model, role), of), printButton()].filter(Boolean) };
});

function printButton() {
  return el("p", { class: "sheet-tools" }, el("button", { class: "tool", type: "button", text: t("print-sheet"), on: { click: printSheet } }));
}

function shortLetters(of, side, row, role) {
  const kind = of.letters(side, row, role);
  return kind ? lettersOf(kind) : "–";
}

function words(of, side, row, role) {
  const kind = of.letters(side, row, role);
  if (!kind) return "–";
  return `${lettersOf(kind)} · ${kind.functions.map(functionWord).join(t("comma"))}`;
}

/** Who or what has which letters before and after; what changes stands out. */
function table(head, entries, of) {
  const rows = entries.map(([name, row, role]) => {
    const change = of.change(row, role);
    const cells = SIDES.map((side) => el("td", { "data-title": t(side) }, el("span", { text: shortLetters(of, side, row, role) })));
    return el("tr", { class: change && `chg-row chg-${change}` }, el("th", { scope: "row" }, name), cells, el("td", { class: change ? null : "empty", "data-title": t("change") }, change && el("span", { text: t(change) })));
  });
  const heads = [head, ...SIDES].map((key) => el("th", { scope: "col", text: t(key) }));
  return el("div", { class: "table-box" }, el("table", { class: "facts" }, el("thead", {}, el("tr", {}, heads, el("th", { scope: "col", text: t("change") }))), el("tbody", {}, rows)));
}

function found(data, ask, of) {
  const numbers = [...new Set(SIDES.toReversed().flatMap((side) => ask(of.models[side])))];
  return numbers.length ? [findingList(data, numbers)] : [];
}
