// Two versions beside one another: their cells, what differs, and which rows and roles to show.

import { kindOf, matching, matrixModel } from "./matrix-model.js";
import { get } from "./state.js";
import { changeOf, difference, versionOf } from "./versions.js";

export const LAST = 1; // the number of the last of two versions
const GONE = ["resolved", "better"];
const made = new Map();

/** The numbers of the two versions that are shown: the first and the last, or those chosen. */
export function shownPair(data) {
  const last = data.versions.length - 1;
  const chosen = (key, start) => (/^\d+$/.test(get(key)) ? Math.min(Number(get(key)), last) : start);
  return [chosen("from", 0), chosen("to", last)];
}

/** The comparison of two versions of the data; made once. */
export function comparison(data, pair) {
  const key = pair.join();
  if (!made.has(key)) made.set(key, compared(data, pair));
  return made.get(key);
}

function compared(data, pair) {
  const [before, after] = pair.map((at) => versionOf(data, at));
  const found = difference(before, after);
  const models = { before: modelOf(data, before, true), after: modelOf(data, after, false) };
  const kind = (side, row, role) => models[side].kinds[row * models[side].width + role];
  return {
    data,
    pair,
    sides: { before, after },
    models,
    found,
    change: (row, role) => changeOf(there(kind("before", row, role)), there(kind("after", row, role))),
    letters: (side, row, role) => kindOf(models[side], row, role),
    left: (all, search) => leftOf(data, before, after, found, all, search),
  };
}

function there(kind) {
  return kind < 0 ? undefined : kind;
}

/** The model of a version: before, marked with the findings that go; after, with those that come. */
function modelOf(data, version, before) {
  const findings = data.findings.map((finding) => (GONE.includes(finding.list) === before ? finding : { severity: finding.severity }));
  return matrixModel({ ...data, cells: version.cells, findings });
}

function leftOf(data, before, after, found, all, search) {
  const is = (section) => (n) => before[section][n] || after[section][n];
  const rows = (all ? [...data.activities.keys()].filter(is("activities")) : found.rows).filter(sought(data, before, after, search));
  const used = new Set(all || search ? [] : found.roles);
  for (const version of [before, after]) {
    for (const row of rows) for (let at = 0; at < version.cells.rows[row].length; at += 2) used.add(version.cells.rows[row][at]);
  }
  const every = all && !search;
  return { rows, roles: data.columns.filter((role) => (every ? is("roles")(role) : used.has(role))) };
}

/** A test of rows: by their own name, or by that of a role with a part in them. */
function sought(data, before, after, search) {
  if (!search) return () => true;
  const [rows, roles] = [matching(data.activities, search), matching(data.roles, search)];
  const held = (line) => line.some((number, at) => at % 2 === 0 && roles.has(number));
  return (row) => rows.has(row) || held(before.cells.rows[row]) || held(after.cells.rows[row]);
}
