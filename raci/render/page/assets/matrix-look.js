// How a matrix looks in the grid: heads, bands of departments, cells.

import { count, functionWord, pick, t } from "./i18n.js";
import { activityFindings, cellFindings, kindOf, leftOutOf, lettersOf, look, roleFindings, worst } from "./matrix-model.js";
import { label } from "./names.js";

/** The name of a department, by its number; below 0 there is none. So of a tag, "tag:NAME". */
export function departmentName(data, department) {
  if (typeof department === "string") return department.slice("tag:".length) || t("no-tag");
  return department >= 0 ? label(data.departments[department]) : t("no-department");
}

/** What stands over columns: the departments of neighbours, as {department, from, to, text}. */
export function bandsOf(data, section, numbers) {
  const bands = [];
  numbers.forEach((number, at) => {
    const department = data[section][number].department ?? -1;
    if (bands.at(-1)?.department === department) bands.at(-1).to = at + 1;
    else bands.push({ department, from: at, to: at + 1, text: departmentName(data, department) });
  });
  return bands.some((band) => band.department >= 0) ? bands : [];
}

/** A line over the rows of a department. */
export function groupHead(data, line) {
  const name = departmentName(data, line.department);
  return { text: `${name}  ${line.size}`, label: `${name}, ${line.size}`, folded: line.folded };
}

/** The head of a row or column: its name, and its findings. */
export function headOf(of, section, number) {
  const entity = of.data[section][number];
  const findings = section === "roles" ? roleFindings(of, number) : activityFindings(of, number);
  const text = label(entity);
  const more = leftOutOf(of, section, number);
  const n = findings.length + Object.values(more).reduce((sum, each) => sum + each, 0);
  const parts = [text, section === "activities" && entity.critical && t("critical"), n && count("n-findings", n)];
  return { text, label: parts.filter(Boolean).join(t("comma")), mark: worst(of.data, findings, more), count: n };
}

/** A cell as the grid shows it: letters, colours, mark, and what is read aloud. */
export function cellOf(of, activity, role) {
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

/** The width of the narrowest column that has room for every cell. */
export function narrowest(data) {
  const width = (text) => [...text].reduce((sum, sign) => sum + (sign > "\u2e7f" ? 14 : 8.5), 0);
  return Math.max(44, ...data.cells.palette.map((kind) => Math.ceil(width(lettersOf(kind))) + 18));
}
