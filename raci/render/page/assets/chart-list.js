// The organisation as a nested list: everybody below the manager. It prints, and reads aloud.

import { el } from "./dom.js";
import { icon, severityShape } from "./drawing.js";
import { count, t } from "./i18n.js";
import { label } from "./names.js";
import { openPanel } from "./panel.js";
import { findingRemarks, pageNumber, remarks } from "./people.js";
import { countsOf } from "./severities.js";
import { emptyDepartments, managersOf, reportsOf } from "./teams.js";
import { refLink } from "./values.js";

/** The list as a section; `open`: whether all branches are unfolded. */
export function nestedList(data, { open }) {
  const managers = managersOf(data.roles);
  const reports = reportsOf(managers);
  const counts = countsOf(data, "roles");
  const list = el("ul", { class: "role-list" });
  const waiting = managers.flatMap((manager, role) => (manager === null ? [{ role, into: list }] : []));
  for (let at = 0; at < waiting.length; at += 1) {
    const { role, into } = waiting[at];
    const item = el("li", {}, line(data, role, counts[role]));
    into.append(item);
    const below = reports[role];
    if (!below.length) continue;
    const inner = el("ul");
    item.append(el("details", { open: open || into === list }, el("summary", { text: count("n-reports", below.length) }), inner));
    waiting.push(...below.map((report) => ({ role: report, into: inner })));
  }
  return el("section", { class: "role-list-box" }, el("h2", { text: t("chart-list") }), list, withoutRoles(data));
}

/** The departments that no list of roles shows. */
function withoutRoles(data) {
  const empty = emptyDepartments(data.roles, data.departments);
  const counts = countsOf(data, "departments");
  const item = (department) =>
    el("li", {}, refLink(`department:${data.departments[department].id}`), findingTags(counts[department]));
  return empty.length > 0 && [el("h3", { text: t("without-roles") }), el("ul", { class: "role-list" }, empty.map(item))];
}

function line(data, role, counts) {
  const department = data.departments[data.roles[role].department];
  return [
    roleLink(data, role),
    department && el("span", { class: "soft", text: label(department) }),
    ...remarks(data, role).map((text) => el("span", { class: "tag", text })),
    ...findingTags(counts),
  ];
}

function findingTags(counts) {
  return findingRemarks(counts).map(({ severity, text }) => el("span", { class: "tag" }, icon(18, severityShape(severity, 9, 9)), text));
}

/** A role's name, which opens its sheet. */
function roleLink(data, role) {
  const click = () => openPanel({ kind: "role", index: pageNumber(data, role) });
  return el("button", { class: "link", type: "button", text: label(data.roles[role]), on: { click } });
}
