// The matrix on paper: a table for each department with the roles that have a part in its rows,
// in as many strips of columns as are needed; ids small beside names; heads repeated on each page.

import { el } from "./dom.js";
import { count, pick, t } from "./i18n.js";
import { legend } from "./legend.js";
import { departmentName } from "./matrix-look.js";
import { byDepartment, cellFindings, activityFindings, kindOf, lettersOf, look, roleFindings, worst } from "./matrix-model.js";
import { severityMark } from "./findings-list.js";

const WIDTH = 810; // CSS pixels of the columns on A4 across, beside the names of the rows
const SIDE = 230; // those of the names of the rows
const MOST_CELLS = 150000; // what a browser lays out on paper in reasonable time

/** Adds the rows and columns that are left to a container; `by`: roles stand down the side. */
export function printMatrix(container, model, left, by) {
  const { data } = model;
  const [down, across] = by ? ["roles", "activities"] : ["activities", "roles"];
  const pair = (one, other) => (by ? [other, one] : [one, other]);
  const at = (one, other) => kindOf(model, ...pair(one, other));
  container.append(legend(data));
  if (left.narrowed) container.append(el("p", { class: "banner", text: t("filtered", { what: [count("n-activities", left.activities.length), count("n-roles", left.roles.length)].join(" · ") }) }));
  let cells = 0;
  const cut = [];
  const used = new Set();
  for (const sheet of sheets(model, at, down, left[down], across, left[across])) {
    cells += sheet.columns.length * sheet.groups.reduce((sum, group) => sum + group.numbers.length, 0);
    if (cells > MOST_CELLS) cut.push(...sheet.groups.flatMap((group) => group.numbers));
    else for (const strip of strips(model, across, sheet.columns)) container.append(table(model, { down, across, pair, at }, sheet, strip));
    sheet.columns.forEach((column) => used.add(column));
  }
  const idle = left[across].filter((column) => !used.has(column));
  if (idle.length) container.append(listed(t(across === "roles" ? "roles-without-part" : "rows-without-part"), data[across], idle));
  if (cut.length) container.append(el("p", { class: "banner", text: t("left-out", { what: count(down === "roles" ? "n-roles" : "n-activities", cut.length) }) }));
}

// One sheet where all columns fit beside one another, else one for each department.
function sheets(model, at, down, rows, across, columns) {
  const groups = byDepartment(model.data, down, rows);
  if (strips(model, across, columns).length === 1) return [{ groups, columns }];
  return groups.map((group) => ({ groups: [group], columns: columns.filter((column) => group.numbers.some((row) => at(row, column))) }));
}

/** Columns as they fit beside one another: [{from, columns}]. */
function strips(model, section, columns) {
  const letters = Math.max(30, ...model.data.cells.palette.map((kind) => widthOf(lettersOf(kind)) * 8 + 10));
  const found = [{ from: 0, columns: [], room: WIDTH }];
  columns.forEach((column, at) => {
    const width = Math.max(letters, headWidth(model.data[section][column]));
    if (found.at(-1).room < width && found.at(-1).columns.length) found.push({ from: at, columns: [], room: WIDTH });
    found.at(-1).columns.push({ column, width });
    found.at(-1).room -= width;
  });
  return found;
}

// A head is written upwards, in lines of some 30 letters, each 12 pixels wide.
function headWidth(entity) {
  return 8 + 13 * Math.ceil(widthOf(pick(entity.name)) / 26) + 11 * Math.ceil((entity.id.length + 4) / 38);
}

function widthOf(text) {
  return [...text].reduce((sum, sign) => sum + (sign > "\u2e7f" ? 2 : 1), 0);
}

function table(model, { down, across, pair, at }, sheet, strip) {
  const { data } = model;
  const all = sheet.columns.length;
  const width = strip.columns.length + 1;
  const part = strip.columns.length < all ? ` · ${t("columns", { from: strip.from + 1, to: strip.from + strip.columns.length, all })}` : "";
  const findingsOf = (section, number) => (section === "roles" ? roleFindings(model, number) : activityFindings(model, number));
  const heads = strip.columns.map(({ column }) => el("th", { scope: "col", class: "up" }, el("div", {}, named(data[across][column], marked(data, findingsOf(across, column))))));
  const row = (number) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, named(data[down][number], marked(data, findingsOf(down, number)))),
      strip.columns.map(({ column }) => cell(model, at(number, column), cellFindings(model, ...pair(number, column)))),
    );
  const heading = ({ department }) => el("tr", {}, el("th", { class: "department", colspan: width }, department >= 0 ? named(data.departments[department]) : departmentName(data, department), part));
  const grouped = sheet.groups.some((group) => group.department !== -1);
  const alone = grouped && sheet.groups.length === 1;
  const total = SIDE + strip.columns.reduce((sum, { width }) => sum + width, 0);
  const share = (width) => el("col", { style: { width: `${((100 * width) / total).toFixed(2)}%` } });
  return el(
    "table",
    { class: "paper", style: { width: `${total > 600 ? 99.9 : ((100 * total) / (SIDE + WIDTH)).toFixed(2)}%` } },
    el("colgroup", {}, share(SIDE), strip.columns.map(({ width }) => share(width))),
    el("thead", {}, alone && heading(sheet.groups[0]), el("tr", {}, el("th", { scope: "col", text: t(down === "roles" ? "role" : "activity") }), heads)),
    sheet.groups.map((group) => el("tbody", {}, grouped && !alone && heading(group), group.numbers.map(row))),
  );
}

function cell(model, kind, findings) {
  if (!kind) return el("td");
  const mark = worst(model.data, findings);
  return el("td", { class: `fn-${look(kind)}${kind.derived ? " derived" : ""}` }, el("span", { text: lettersOf(kind) }), mark && severityMark(mark));
}

function marked(data, findings) {
  const mark = worst(data, findings);
  return mark && el("span", { class: "paper-mark" }, severityMark(mark), findings.length > 1 && String(findings.length));
}

function named(entity, mark) {
  return [el("span", { text: pick(entity.name) }), " ", el("span", { class: entity.id.length > 38 ? "second long" : "second" }, el("small", { text: entity.id }), mark && " ", mark)];
}

function listed(title, entities, numbers) {
  return el("p", { class: "paper-list" }, el("b", { text: title }), " ", numbers.map((number, at) => [at > 0 && t("semicolon"), named(entities[number])]).flat(2).filter(Boolean));
}
