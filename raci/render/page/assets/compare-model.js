// Two versions beside one another: their cells, what differs, and which rows and roles to show.

import { pick, t } from "./i18n.js";
import { kindOf, matching, matrixModel } from "./matrix-model.js";
import { get } from "./state.js";
import { cellsOf, changeOf, difference, goes, versionOf } from "./versions.js";

export const SIDES = ["before", "after"];
export const LAST = 1; // the number of the last of two versions
const made = new Map();

/** The numbers of the two versions that are shown: the first and the last, or those chosen. */
export function shownPair(data) {
  const last = data.versions.length - 1;
  const chosen = (key, start) => (/^\d+$/.test(get(key)) ? Math.min(Number(get(key)), last) : start);
  return [chosen("from", 0), chosen("to", last)];
}

/** What a version is called: of a plan, today or after a step; of a comparison, as it was named. */
export function versionName(data, at) {
  const { day, title } = data.versions[at];
  if (!day) return pick(title);
  const name = at ? t("after-step", { n: at }) : t("today");
  return [name, day, pick(title)].filter(Boolean).join(" · ");
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
    cells: { before: cellsOf(before), after: cellsOf(after) },
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
  const findings = data.findings.map((finding) => (goes(finding) === before ? finding : { severity: finding.severity }));
  return matrixModel({ ...data, cells: version.cells, findings, left_out: {} });
}

/** One matrix of both versions, for paper: a cell that changes has the letters of both. */
export function printable(data, pair) {
  const of = comparison(data, pair);
  const palette = [...data.cells.palette];
  const numbers = new Map();
  const kind = (row, role) => {
    const change = of.change(row, role);
    const [before, after] = SIDES.map((side) => of.letters(side, row, role));
    if (!change) return palette.indexOf(after);
    const key = [palette.indexOf(before), palette.indexOf(after)].join();
    if (!numbers.has(key)) numbers.set(key, palette.push({ ...(after ?? before), derived: undefined, letters: lettersOfBoth(before, after) }) - 1);
    return numbers.get(key);
  };
  const rows = of.cells.before.map((line, row) => {
    const roles = [...new Set([...line.keys(), ...of.cells.after[row].keys()])].sort((a, b) => a - b);
    return roles.flatMap((role) => [role, kind(row, role)]);
  });
  const model = matrixModel({ ...data, cells: { palette, rows } });
  return { model, left: { ...of.left(true, ""), narrowed: false } };
}

function lettersOfBoth(before, after) {
  if (!before) return mapped(after.letters, (text) => `+ ${text}`);
  if (!after) return mapped(before.letters, (text) => `− ${text}`);
  return [0, 1].map((n) => `${inLanguage(before.letters, n)} → ${inLanguage(after.letters, n)}`);
}

function mapped(text, change) {
  return Array.isArray(text) ? text.map(change) : change(text);
}

function inLanguage(text, n) {
  return Array.isArray(text) ? text[n] : text;
}

function leftOf(data, before, after, found, all, search) {
  const is = (section) => (n) => before[section][n] || after[section][n];
  const rows = (all ? [...data.activities.keys()].filter(is("activities")) : found.rows).filter(sought(data, before, after, search));
  const used = new Set(all || search ? [] : found.roles);
  for (const version of [before, after]) {
    for (const row of rows) for (let at = 0; at < version.cells.rows[row].length; at += 2) used.add(version.cells.rows[row][at]);
  }
  const every = all && !search;
  return { activities: rows, roles: data.columns.filter((role) => (every ? is("roles")(role) : used.has(role))) };
}

/** A test of rows: by their own name, or by that of a role with a part in them. */
function sought(data, before, after, search) {
  if (!search) return () => true;
  const [rows, roles] = [matching(data.activities, search), matching(data.roles, search)];
  const held = (line) => line.some((number, at) => at % 2 === 0 && roles.has(number));
  return (row) => rows.has(row) || held(before.cells.rows[row]) || held(after.cells.rows[row]);
}
