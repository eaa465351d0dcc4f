// The tab of the matrix: its bar, the grid, its legend, and how the data look in the grid.

import { el, put } from "./dom.js";
import { clearButton, choice, FILTER_KEYS, filterBar } from "./filters.js";
import { folded, foldedId, toggle } from "./folding.js";
import { createGrid } from "./grid.js";
import { count, t } from "./i18n.js";
import { legend } from "./legend.js";
import { bandsOf, cellOf, groupHead, headOf, narrowest } from "./matrix-look.js";
import { byDepartment, narrowed } from "./matrix-model.js";
import { numberOf } from "./names.js";
import { printMatrix } from "./matrix-print.js";
import { openPanel } from "./panel.js";
import { get, onState, set } from "./state.js";
import { register } from "./tabs.js";
import { modelOf } from "./entity-panels.js";

register({ id: "matrix", title: "matrix", render, print });

const BETWEEN = " · ";
const last = { at: "", top: 0, left: 0 }; // where the hash led to last, and what was in view

function render(container, data) {
  const model = modelOf(data);
  document.body.classList.add("fill");
  const grid = createGrid();
  const status = el("p", { class: "status", role: "status" });
  const place = el("div");
  let bar = null;
  container.append(place, status, grid.element, legend(data));
  drawBar();
  draw();
  grid.element.scrollTo(last);
  if (!get("at")) last.at = "";
  requestAnimationFrame(goTo);
  const ends = [onState(["at"], goTo), onState(FILTER_KEYS, () => bar.show()), onState([...FILTER_KEYS, "by", "fold", "flat"], draw), onState(["ids"], () => { drawBar(); draw(); }), onState(["by", "flat"], drawBar)];
  return () => {
    Object.assign(last, { top: grid.element.scrollTop, left: grid.element.scrollLeft });
    document.body.classList.remove("fill");
    for (const end of ends) end();
  };

  /** Goes to the activity and role that the hash names, where they are shown and it has not been yet. */
  function goTo() {
    if (get("at") === last.at) return;
    last.at = get("at");
    const [activity, role] = get("at").split("/").map((id, at) => numberOf(at ? "role" : "activity", id));
    if (!last.at || !grid.element.isConnected) return;
    const shown = view(model, narrowed(model, choice()));
    const [down, across] = isTransposed(data) ? [role, activity] : [activity, role];
    const line = shown.lines.findIndex((each) => !each.group && each.number === down);
    grid.go(line, shown.columns.indexOf(across));
  }

  function drawBar() {
    bar = filterBar(data, switches(data));
    put(place, bar.element);
  }

  function draw() {
    const left = narrowed(model, choice());
    const shown = view(model, left);
    grid.show(shown);
    put(status, el("span", { text: totals(data, left) }), clearButton(bar), foldButton(data, shown), leftOutNote(data));
  }
}

function print(container, data) {
  const model = modelOf(data);
  printMatrix(container, model, narrowed(model, choice()), isTransposed(data));
}

function isTransposed(data) {
  return (get("by") || (data.by_role ? "role" : "activity")) === "role";
}

function switches(data) {
  const by = isTransposed(data);
  const start = data.by_role ? "role" : "activity";
  const next = by ? "activity" : "role";
  return [
    el("button", { class: "tool", type: "button", text: t("transpose"), "aria-pressed": String(by), on: { click: () => set({ by: next === start ? "" : next, fold: "" }) } }),
    isGrouped(data) && el("button", { class: "tool", type: "button", text: t(data.departments.length ? "group" : "group-tags"), "aria-pressed": String(get("flat") !== "1"), on: { click: () => set({ flat: get("flat") === "1" ? "" : "1" }) } }),
  ];
}

function totals(data, left) {
  const of = (key, n, all) => (n === all ? count(key, n) : t("n-of", { n, all: count(key, all) }));
  const parts = [of("n-activities", left.activities.length, data.activities.length), of("n-roles", left.roles.length, data.columns.length)];
  if (!left.narrowed) parts.push(count("n-findings", data.findings.length + (data.left_out.findings ?? 0)));
  if (!left.activities.length) parts.push(t(left.narrowed ? "none-left" : "no-activities"));
  return parts.join(BETWEEN);
}

function leftOutNote(data) {
  const { rows = 0, findings = 0 } = data.left_out;
  const left = [rows && count("n-activities", rows), findings && count("n-findings", findings)].filter(Boolean);
  return left.length > 0 && el("span", { class: "left-out", text: t("left-out", { what: left.join(t("comma")) }) });
}

function isGrouped(data) {
  return data.departments.length > 0 || data.activities.some((each) => each.tags);
}

function foldButton(data, shown) {
  if (!shown.groups.length) return null;
  const all = shown.groups.every((group) => folded().has(group));
  return el("button", { class: "link", type: "button", text: t(all ? "unfold-all" : "fold-all"), on: { click: () => set({ fold: all ? "" : shown.groups.map(foldedId).join("/") }) } });
}

/** The view that the grid shows: what stands down the side and across, and how it looks. */
function view(of, left) {
  const { data } = of;
  const by = isTransposed(data);
  const [down, across] = by ? ["roles", "activities"] : ["activities", "roles"];
  const { lines, groups } = linesOf(data, down, left[down]);
  const pair = (one, other) => (by ? [other, one] : [one, other]);
  return {
    lines,
    groups,
    columns: left[across],
    bands: bandsOf(data, across, left[across]),
    label: t("matrix"),
    corner: t(by ? "role" : "activity"),
    narrowest: narrowest(data),
    side: (line) => (line.group ? groupHead(data, line) : headOf(of, down, line.number)),
    head: (number) => headOf(of, across, number),
    cell: (line, number) => cellOf(of, ...pair(line.number, number)),
    open(line, number) {
      if (line?.group) toggle(line.department);
      else if (line === undefined) openPanel({ kind: kindOfSection(across), index: number });
      else if (number === undefined) openPanel({ kind: kindOfSection(down), index: line.number });
      else openPanel({ kind: "cell", index: pair(line.number, number).join(".") });
    },
  };
}

function kindOfSection(section) {
  return section === "roles" ? "role" : "activity";
}

function linesOf(data, section, numbers) {
  const grouped = byDepartment(data, section, numbers);
  if (get("flat") === "1" || !grouped.some((group) => group.department !== -1)) {
    return { lines: numbers.map((number) => ({ number })), groups: [] };
  }
  const closed = folded();
  const lines = grouped.flatMap(({ department, numbers: own }) => {
    const head = { group: true, department, size: own.length, folded: closed.has(department) };
    return head.folded ? [head] : [head, ...own.map((number) => ({ number }))];
  });
  return { lines, groups: grouped.map((group) => group.department) };
}
