// What the matrix is, ready to be asked: the kind of a cell, the findings on cells, rows and columns,
// and which rows and columns a choice of filters leaves.

import { pick } from "./i18n.js";

const RANK = { info: 1, warning: 2, error: 3 };
export const LOUDNESS = ["accountable", "responsible", "signatory", "verifier", "support", "consulted", "informed"];

/** The model of the data; made once. */
export function matrixModel(data) {
  const width = data.roles.length;
  const kinds = new Int16Array(data.activities.length * width).fill(-1);
  data.cells.rows.forEach((line, row) => {
    for (let at = 0; at < line.length; at += 2) kinds[row * width + line[at]] = line[at + 1];
  });
  return { data, width, kinds, marks: findingMarks(data, width, kinds), left: leftOut(data), below: departmentsBelow(data.departments) };
}

/** What a cell says: {letters, functions, derived}, or undefined. */
export function kindOf(model, activity, role) {
  return model.data.cells.palette[model.kinds[activity * model.width + role]];
}

/** The colours of what has functions: those of the loudest; who does and answers has both. */
export function look({ functions }) {
  const both = ["responsible", "accountable"].every((each) => functions.includes(each));
  return both ? "both" : LOUDNESS.find((each) => functions.includes(each));
}

/** The numbers of the findings on a cell, an activity, or a role. */
export function cellFindings(model, activity, role) {
  return model.marks.cells.get(activity * model.width + role) ?? [];
}

export function activityFindings(model, activity) {
  return model.marks.activities.get(activity) ?? [];
}

export function roleFindings(model, role) {
  return model.marks.roles.get(role) ?? [];
}

/** How many findings of an activity or a role (by section) the page leaves out, by severity. */
export function leftOutOf(model, section, number) {
  return model.left[section].get(number) ?? {};
}

/** The mark of some findings, and of counts by severity: the worst one, `accepted` where all are. */
export function worst(data, findings, more = {}) {
  let rank = 0;
  for (const each of findings) {
    const { severity, status } = data.findings[each];
    if (!status) rank = Math.max(rank, RANK[severity]);
  }
  for (const severity of Object.keys(more)) rank = Math.max(rank, RANK[severity] ?? 0);
  const some = findings.length || Object.keys(more).length;
  return Object.keys(RANK).find((key) => RANK[key] === rank) ?? (some ? "accepted" : "");
}

function leftOut(data) {
  const left = { activities: new Map(), roles: new Map() };
  for (const [section, counts] of Object.entries(left)) {
    for (const [number, severity, n] of data.left_out[section] ?? []) counts.set(number, { ...counts.get(number), [severity]: n });
  }
  return left;
}

function findingMarks(data, width, kinds) {
  const marks = { cells: new Map(), activities: new Map(), roles: new Map() };
  const add = (map, key, number) => {
    const numbers = map.get(key);
    if (!numbers) map.set(key, [number]);
    else if (numbers.at(-1) !== number) numbers.push(number);
  };
  data.findings.forEach((finding, number) => {
    for (const activity of finding.activities ?? []) {
      add(marks.activities, activity, number);
      for (const role of finding.roles ?? []) if (kinds[activity * width + role] >= 0) add(marks.cells, activity * width + role, number);
    }
    for (const role of finding.roles ?? []) add(marks.roles, role, number);
  });
  return marks;
}

/** Of each department, itself and all departments below it. */
function departmentsBelow(departments) {
  const below = departments.map((_, number) => new Set([number]));
  departments.forEach((_, number) => {
    const seen = new Set();
    for (let at = departments[number].parent; at !== undefined && !seen.has(at); at = departments[at].parent) {
      seen.add(at);
      below[at].add(number);
    }
  });
  return below;
}

/** The rows and columns that a choice leaves, in the owner's order: {activities, roles, narrowed}. */
export function narrowed(model, choice) {
  const { data } = model;
  const tests = rowTests(model, choice);
  const activities = [...data.activities.keys()].filter((row) => tests.every((test) => test(row)));
  if (!tests.length) return { activities, roles: data.columns, narrowed: false };
  const found = choice.search ? matching(data.roles, choice.search) : null;
  const used = new Set(choice.role === null ? [] : [choice.role]);
  const byFindings = choice.severity || choice.found;
  if (byFindings && tests.length === 1) data.columns.filter((role) => hasFindings(model, "roles", role, choice)).forEach((role) => used.add(role));
  for (const row of activities) {
    const line = data.cells.rows[row];
    for (let at = 0; at < line.length; at += 2) used.add(line[at]);
  }
  return { activities, roles: data.columns.filter((role) => used.has(role) || found?.has(role)), narrowed: true };
}

function rowTests(model, choice) {
  const { data } = model;
  const holds = (row, test) => {
    const line = data.cells.rows[row];
    for (let at = 0; at < line.length; at += 2) if (test(line[at], data.cells.palette[line[at + 1]])) return true;
    return false;
  };
  const tests = [];
  if (choice.search) {
    const rows = matching(data.activities, choice.search);
    const found = matching(data.roles, choice.search);
    tests.push((row) => rows.has(row) || (found.size > 0 && holds(row, (role) => found.has(role))));
  }
  if (choice.department !== null) {
    const inside = model.below[choice.department];
    tests.push((row) => inside.has(data.activities[row].department) || holds(row, (role) => inside.has(data.roles[role].department)));
  }
  if (choice.platform !== null) tests.push((row) => (data.activities[row].platforms ?? []).includes(choice.platform));
  if (choice.tag) tests.push((row) => (data.activities[row].tags ?? []).includes(choice.tag));
  const nobody = choice.function.startsWith("!");
  const named = choice.function.replace("!", "");
  const one = choice.role;
  if (one !== null && (nobody || !named)) tests.push((row) => Boolean(kindOf(model, row, one)));
  if (nobody) tests.push((row) => !holds(row, (_, kind) => kind.functions.includes(named)));
  else if (named) tests.push((row) => holds(row, (role, kind) => (one === null || role === one) && kind.functions.includes(named)));
  if (choice.severity || choice.found) tests.push((row) => hasFindings(model, "activities", row, choice));
  return tests;
}

function hasFindings(model, section, number, choice) {
  const fits = (finding) => !choice.severity || (!finding.status && finding.severity === choice.severity);
  if ((model.marks[section].get(number) ?? []).some((each) => fits(model.data.findings[each]))) return true;
  const more = Object.keys(leftOutOf(model, section, number));
  return choice.severity ? more.includes(choice.severity) : more.length > 0;
}

/** The numbers of the entities whose names, ids or tags have all words of a search. */
export function matching(entities, search) {
  const wanted = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const found = new Set();
  entities.forEach((entity, number) => {
    const names = Array.isArray(entity.name) ? entity.name : [entity.name];
    const text = [entity.id, ...names, ...(entity.tags ?? [])].join("\n").toLocaleLowerCase();
    if (wanted.every((word) => text.includes(word))) found.add(number);
  });
  return found;
}

/** Entities by department: [{department, numbers}], in the order of departments, those of none (-1)
    last. Activities of which none has a department are grouped by their first tag, "tag:NAME". */
export function byDepartment(data, section, numbers) {
  const groups = new Map();
  const tagged = !data[section].some((each) => each.department !== undefined) && data[section].some((each) => each.tags);
  for (const number of numbers) {
    const { department = -1, tags = [""] } = data[section][number];
    const key = tagged ? `tag:${tags[0]}` : department;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(number);
  }
  const last = (key) => key === -1 || key === "tag:";
  const order = [...groups.keys()].sort((a, b) => last(a) - last(b) || (tagged ? 0 : a - b));
  return order.map((department) => ({ department, numbers: groups.get(department) }));
}

/** The letters of a cell in the language, "" of none. */
export function lettersOf(kind) {
  return kind ? pick(kind.letters) : "";
}
