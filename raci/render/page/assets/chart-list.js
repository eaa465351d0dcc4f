// The organisation as a nested list: everybody below the manager. It prints, and reads aloud.

import { el } from "./dom.js";
import { icon, severityShape } from "./drawing.js";
import { count, t } from "./i18n.js";
import { label } from "./names.js";
import { openPanel } from "./panel.js";
import { findingRemarks, numberOf, remarks } from "./people.js";
import { countsByRole } from "./severities.js";
import { managersOf, reportsOf } from "./teams.js";

/** The list as a section; `open`: whether all branches are unfolded. */
export function nestedList(data, { open }) {
  const managers = managersOf(data.roles);
  const reports = reportsOf(managers);
  const counts = countsByRole(data);
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
  return el("section", { class: "role-list-box" }, el("h2", { text: t("chart-list") }), list);
}

function line(data, role, counts) {
  const department = data.departments[data.roles[role].department];
  return [
    roleLink(data, role),
    department && el("span", { class: "soft", text: label(department) }),
    ...remarks(data, role).map((text) => el("span", { class: "tag", text })),
    ...findingRemarks(counts).map(({ severity, text }) => el("span", { class: "tag" }, icon(18, severityShape(severity, 9, 9)), text)),
  ];
}

/** A role's name, which opens its sheet. */
export function roleLink(data, role) {
  const click = () => openPanel({ kind: "role", index: numberOf(data, role) });
  return el("button", { class: "link", type: "button", text: label(data.roles[role]), on: { click } });
}
