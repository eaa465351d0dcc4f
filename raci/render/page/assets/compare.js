// The tab of two versions side by side: row by row and cell by cell, with what changes marked.

import { comparison, LAST, printable, shownPair, SIDES, versionName } from "./compare-model.js";
import { el, put } from "./dom.js";
import { folded, toggle } from "./folding.js";
import { createGrid } from "./grid.js";
import { count, t } from "./i18n.js";
import { legend } from "./legend.js";
import { bandsOf, cellOf, groupHead, headOf, narrowest } from "./matrix-look.js";
import { byDepartment } from "./matrix-model.js";
import { printMatrix } from "./matrix-print.js";
import { label } from "./names.js";
import { openPanel } from "./panel.js";
import { get, onState, set } from "./state.js";
import { sideSwitch } from "./side-switch.js";
import { register } from "./tabs.js";
import { changeOf, SIGNS } from "./versions.js";


register({ id: "compare", title: "compare", render, print });

/** Both versions as one matrix: what changes has the letters before and after. */
function print(container, data) {
  const pair = shownPair(data);
  const { model, left } = printable(data, pair);
  container.append(el("p", { text: t("printed-changes", { before: versionName(data, pair[0]), after: versionName(data, pair[1]) }) }));
  printMatrix(container, model, left, false);
}

function render(container, data) {
  document.body.classList.add("fill");
  const bar = el("div", { class: "compare-bar" });
  const grids = SIDES.map(() => createGrid());
  const heads = SIDES.map(() => el("h2", { class: "pane-head" }));
  const panes = el("div", { class: "panes" }, SIDES.map((side, n) => el("section", { class: `pane ${side}` }, heads[n], grids[n].element)));
  const nothing = el("p", { class: "report-note" });
  container.append(bar, nothing, panes, legend(data));
  together(...grids.map(({ element }) => element));
  draw();
  const end = onState(["from", "to", "all", "side", "ids", "q", "fold"], draw);
  return () => {
    document.body.classList.remove("fill");
    end();
  };

  function draw() {
    const of = comparison(data, shownPair(data));
    const left = of.left(get("all") === "1", get("q").trim());
    if (!bar.contains(document.activeElement) || document.activeElement.type !== "search") put(bar, ...tools(data, of));
    panes.dataset.side = get("side") || "after";
    panes.hidden = !left.activities.length;
    nothing.hidden = left.activities.length > 0;
    nothing.textContent = t("nothing-moves");
    SIDES.forEach((side, n) => {
      heads[n].textContent = `${t(side)} · ${versionName(data, of.pair[n])}`;
      grids[n].show(view(of, side, left));
    });
  }
}

/** Lets two boxes scroll as one. */
function together(one, other) {
  for (const [from, to] of [[one, other], [other, one]]) {
    from.addEventListener("scroll", () => {
      if (to.scrollTop !== from.scrollTop) to.scrollTop = from.scrollTop;
      if (to.scrollLeft !== from.scrollLeft) to.scrollLeft = from.scrollLeft;
    }, { passive: true });
  }
}

function tools(data, of) {
  const all = el("input", { type: "checkbox", checked: get("all") !== "1", on: { change: () => set({ all: all.checked ? "" : "1" }) } });
  const counts = ["came", "went", "changed"].map((change) => el("li", { class: `chg-${change}` }, el("b", { text: SIGNS[change] }), " ", count(`n-${change}`, of.found[change])));
  return [
    data.versions.length > LAST + 1 && el("div", { class: "bar-row" }, versionChoice(data, of.pair, 0), versionChoice(data, of.pair, 1)),
    data.left_out.rows > 0 && el("p", { class: "left-out", text: t("left-out", { what: count("n-activities", data.left_out.rows) }) }),
    el("div", { class: "bar-row" }, search(), el("label", { class: "tool-choice" }, all, el("span", { text: t("only-changes") })), el("ul", { class: "change-counts" }, counts)),
    sideSwitch(),
  ];
}

function search() {
  const box = el("input", { type: "search", value: get("q"), placeholder: t("search"), "aria-label": t("search"), on: { input: () => set({ q: box.value }) } });
  return box;
}

function versionChoice(data, pair, n) {
  const options = data.versions.map((_, at) => el("option", { value: String(at), text: versionName(data, at), selected: pair[n] === at }));
  const box = el("select", { on: { change: () => set({ [n ? "to" : "from"]: box.value }) } }, options);
  return el("label", { class: "tool-choice" }, el("span", { text: t(SIDES[n]) }), box);
}

function view(of, side, left) {
  const data = of.data;
  const model = of.models[side];
  const closed = folded();
  const lines = byDepartment(data, "activities", left.activities).flatMap(({ department, numbers }) => [
    { group: true, department, size: numbers.length, folded: closed.has(department) },
    ...(closed.has(department) ? [] : numbers.map((number) => ({ number }))),
  ]);
  return {
    lines,
    columns: left.roles,
    bands: bandsOf(data, "roles", left.roles),
    label: `${t("compare")}: ${t(side)}`,
    corner: t("activity"),
    narrowest: narrowest(data) + 10,
    side: (line) => (line.group ? groupHead(data, line) : sideHead(of, side, "activities", line.number)),
    head: (number) => sideHead(of, side, "roles", number),
    cell: (line, number) => changedCell(of, side, model, line.number, number),
    open(line, number) {
      if (line?.group) toggle(line.department);
      else if (line === undefined) openPanel({ kind: "role", index: number });
      else if (number === undefined) openPanel({ kind: "activity", index: line.number });
      else openPanel({ kind: "cell", index: `${line.number}.${number}` });
    },
  };
}

/** The head of a row or column, with a sign where it comes or goes. */
function sideHead(of, side, section, number) {
  const change = changeOf(of.sides.before[section][number] ?? undefined, of.sides.after[section][number] ?? undefined);
  const head = headOf(of.models[side], section, number);
  const here = of.sides[side][section][number];
  const text = (here ? label(here) : head.text) + elsewhere(of.data, here, of.data[section][number]);
  const sign = change === "came" || change === "went" ? `${SIGNS[change]} ` : "";
  return { ...head, text: `${sign}${text}`, label: sign ? `${head.label}, ${t(change)}` : head.label };
}

/** Rows and columns stand where the newest version has them: the department that one had before. */
function elsewhere(data, here, newest) {
  if (!here || here.department === newest.department) return "";
  return ` (${here.department === undefined ? t("no-department") : label(data.departments[here.department])})`;
}

const BLANK = "\u00a0"; // the grid draws no cell without a text

function changedCell(of, side, model, row, role) {
  const change = of.change(row, role);
  const cell = cellOf(model, row, role);
  const absent = !of.sides[side].activities[row] || !of.sides[side].roles[role];
  if (!change) return absent ? { ...cell, text: BLANK, look: "absent" } : cell;
  const text = cell.text ? `${SIGNS[change]} ${cell.text}` : BLANK;
  return { ...cell, text, look: `${cell.look} chg chg-${change}`, label: `${cell.label}, ${t(change)}` };
}
