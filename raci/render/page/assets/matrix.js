// The tab of the matrix: its bar, the grid, its legend, and how the data look in the grid.

import { el, put } from "./dom.js";
import { clearButton, choice, FILTER_KEYS, filterBar } from "./filters.js";
import { createGrid } from "./grid.js";
import { count, pick, t } from "./i18n.js";
import { legend } from "./legend.js";
import { activityFindings, byDepartment, cellFindings, kindOf, lettersOf, loudest, narrowed, roleFindings, worst } from "./matrix-model.js";
import { label } from "./names.js";
import { openPanel } from "./panel.js";
import { get, onState, set } from "./state.js";
import { register } from "./tabs.js";
import { modelOf } from "./entity-panels.js";

register({ id: "matrix", title: "matrix", render });

const BETWEEN = " · ";


function render(container, data) {
  const model = modelOf(data);
  document.body.classList.add("fill");
  const grid = createGrid();
  const status = el("p", { class: "status", role: "status" });
  const bar = el("div");
  container.append(bar, status, grid.element, legend(data));
  drawBar();
  draw();
  const ends = [onState([...FILTER_KEYS, "by", "fold", "flat"], draw), onState(["ids"], () => { drawBar(); draw(); }), onState(["by", "flat"], drawBar)];
  return () => {
    document.body.classList.remove("fill");
    for (const end of ends) end();
  };

  function drawBar() {
    put(bar, filterBar(data, switches(data)));
  }

  function draw() {
    const left = narrowed(model, choice());
    const shown = view(model, left);
    grid.show(shown);
    const numbers = [count("n-activities", left.activities.length), count("n-roles", left.roles.length), count("n-findings", data.findings.length)];
    put(status, el("span", { text: numbers.join(BETWEEN) }), clearButton(), foldButton(data, shown));
  }
}

export function isTransposed(data) {
  return (get("by") || (data.by_role ? "role" : "activity")) === "role";
}

function switches(data) {
  const by = isTransposed(data);
  const start = data.by_role ? "role" : "activity";
  const next = by ? "activity" : "role";
  return [
    el("button", { class: "tool", type: "button", text: t("transpose"), "aria-pressed": String(by), on: { click: () => set({ by: next === start ? "" : next, fold: "" }) } }),
    data.departments.length > 0 && el("button", { class: "tool", type: "button", text: t("group"), "aria-pressed": String(get("flat") !== "1"), on: { click: () => set({ flat: get("flat") === "1" ? "" : "1" }) } }),
  ];
}

function foldButton(data, shown) {
  if (!shown.groups.length) return null;
  const all = shown.groups.every((group) => folded().has(group));
  return el("button", { class: "link", type: "button", text: t(all ? "unfold-all" : "fold-all"), on: { click: () => set({ fold: all ? "" : shown.groups.join(".") }) } });
}

function folded() {
  return new Set(get("fold").split(".").filter(Boolean).map(Number));
}

function toggle(department) {
  const now = folded();
  if (!now.delete(department)) now.add(department);
  set({ fold: [...now].join(".") });
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
  if (get("flat") === "1" || !grouped.some((group) => group.department >= 0)) {
    return { lines: numbers.map((number) => ({ number })), groups: [] };
  }
  const closed = folded();
  const lines = grouped.flatMap(({ department, numbers: own }) => {
    const head = { group: true, department, size: own.length, folded: closed.has(department) };
    return head.folded ? [head] : [head, ...own.map((number) => ({ number }))];
  });
  return { lines, groups: grouped.map((group) => group.department) };
}

export function departmentName(data, department) {
  return department >= 0 ? label(data.departments[department]) : t("no-department");
}

function bandsOf(data, section, numbers) {
  const bands = [];
  numbers.forEach((number, at) => {
    const department = data[section][number].department ?? -1;
    if (bands.at(-1)?.department === department) bands.at(-1).to = at + 1;
    else bands.push({ department, from: at, to: at + 1, text: departmentName(data, department) });
  });
  return bands.some((band) => band.department >= 0) ? bands : [];
}

function groupHead(data, line) {
  const name = departmentName(data, line.department);
  return { text: `${name}  ${line.size}`, label: `${name}, ${line.size}`, folded: line.folded };
}

function headOf(of, section, number) {
  const entity = of.data[section][number];
  const findings = section === "roles" ? roleFindings(of, number) : activityFindings(of, number);
  const text = label(entity);
  const parts = [text, section === "activities" && entity.critical && t("critical"), findings.length && count("n-findings", findings.length)];
  return { text, label: parts.filter(Boolean).join(", "), mark: worst(of.data, findings), count: findings.length };
}

function cellOf(of, activity, role) {
  const kind = kindOf(of, activity, role);
  const findings = cellFindings(of, activity, role);
  const names = { role: pick(of.data.roles[role].name), activity: pick(of.data.activities[activity].name) };
  if (!kind) return { text: "", look: "none", label: t("cell-empty", names) };
  const said = t("cell-label", { ...names, functions: kind.functions.map(functionWord).join(t("comma")) });
  return {
    text: lettersOf(kind),
    look: `fn-${look(kind)}${kind.derived ? " derived" : ""}${findings.length ? " found" : ""}`,
    mark: worst(of.data, findings),
    label: [said, kind.derived && t("derived-word"), findings.length && count("n-findings", findings.length)].filter(Boolean).join(t("comma")),
  };
}

/** The colours of a cell: by its loudest function; who does and answers has both. */
export function look(kind) {
  const both = ["responsible", "accountable"].every((each) => kind.functions.includes(each));
  return both ? "both" : loudest(kind);
}

export function functionWord(name) {
  return t(name).split(/[:：]/)[0];
}

function narrowest(data) {
  const width = (text) => [...text].reduce((sum, sign) => sum + (sign > "\u2e7f" ? 14 : 8.5), 0);
  return Math.max(44, ...data.cells.palette.map((kind) => Math.ceil(width(lettersOf(kind))) + 18));
}
