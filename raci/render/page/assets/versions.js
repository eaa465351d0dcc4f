// Versions of an organisation. The data has each entity once, as the newest version has it that has
// it; data.versions[at] has what is otherwise in a version, by number: null where it is not there.

const SECTIONS = ["departments", "roles", "platforms", "activities"];

/** The organisation as a version has it, by the same numbers; null is what it does not have. */
export function versionOf(data, at) {
  const own = data.versions[at];
  const section = (key, all, none = null) => all.map((entry, n) => (n in own[key] ? own[key][n] ?? none : entry));
  const sections = SECTIONS.map((key) => [key, section(key, data[key])]);
  return { ...data, ...Object.fromEntries(sections), cells: { ...data.cells, rows: section("rows", data.cells.rows, []) } };
}

/** The cells of a version, a map for each row: role → kind. */
export function cellsOf(version) {
  return version.cells.rows.map(pairs);
}

function pairs(line) {
  const kinds = new Map();
  for (let at = 0; at < line.length; at += 2) kinds.set(line[at], line[at + 1]);
  return kinds;
}

/** What becomes of a cell: "came", "went", "changed", or "" where it is the same. */
export function changeOf(before, after) {
  if (before === after) return "";
  if (before === undefined) return "came";
  return after === undefined ? "went" : "changed";
}

/** What differs between two versions: the numbers of rows and roles, and how many cells. */
export function difference(before, after) {
  const [then, now] = [cellsOf(before), cellsOf(after)];
  const found = { rows: [], roles: new Set(), came: 0, went: 0, changed: 0 };
  then.forEach((line, row) => {
    const roles = new Set([...line.keys(), ...now[row].keys()]);
    const changed = [...roles].filter((role) => {
      const change = changeOf(line.get(role), now[row].get(role));
      if (change) found[change] += 1;
      return change;
    });
    changed.forEach((role) => found.roles.add(role));
    if (changed.length || !before.activities[row] !== !after.activities[row]) found.rows.push(row);
  });
  before.roles.forEach((role, n) => !role !== !after.roles[n] && found.roles.add(n));
  return { ...found, roles: [...found.roles].sort((a, b) => a - b) };
}

/** Whether a finding is one of the earlier version alone. */
export function goes(finding) {
  return finding.list === "resolved" || finding.list === "better";
}

/** The signs of what is added, removed and changed. */
export const SIGNS = { came: "+", went: "−", changed: "±" };

/**
 * A version as an organisation of its own: what it does not have is left out. Its roles have the
 * numbers of the page beside their own, and a sign before their names where the other version has
 * none of them, or elsewhere. Its findings are those that go (of the earlier version) or come.
 */
export function organisationOf(data, at, other) {
  const [version, beside] = [versionOf(data, at), versionOf(data, other)];
  const [departments, roles] = [version.departments, version.roles].map(positions);
  const mapped = (numbers, known) => numbers?.flatMap((number) => known.get(number) ?? []);
  const role = (entity, number) => entity && {
    ...entity,
    number,
    name: signed(entity, beside.roles[number], at < other),
    department: departments.get(entity.department),
    manager: roles.get(entity.manager),
    also: mapped(entity.also, roles),
    deputies: mapped(entity.deputies, roles),
  };
  const department = (entity) => entity && { ...entity, parent: departments.get(entity.parent), head: roles.get(entity.head) };
  return {
    ...data,
    departments: version.departments.map(department).filter(Boolean),
    roles: version.roles.map(role).filter(Boolean),
    left_out: {},
    findings: data.findings.filter((finding) => goes(finding) === at < other).map((finding) => ({ ...finding, roles: mapped(finding.roles, roles), departments: mapped(finding.departments, departments) })),
  };
}

function signed(entity, other, isEarlier) {
  const stays = other && entity.department === other.department && entity.manager === other.manager;
  if (stays) return entity.name;
  const sign = SIGNS[other ? "changed" : isEarlier ? "went" : "came"];
  const before = (name) => `${sign} ${name}`;
  return Array.isArray(entity.name) ? entity.name.map(before) : before(entity.name);
}

/** Where each number that is there stands when all others are left out. */
function positions(entries) {
  const there = [...entries.keys()].filter((number) => entries[number]);
  return new Map(there.map((number, at) => [number, at]));
}
