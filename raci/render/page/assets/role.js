// The sheet of a role: what it answers for and does, and what stands around it.

import { el } from "./dom.js";
import { findingList } from "./entity-panels.js";
import { rowsNaming, tableOf, valueOf } from "./facts.js";
import { pick, t } from "./i18n.js";
import { label } from "./names.js";
import { openPanel, registerPanel } from "./panel.js";
import { headedBy } from "./people.js";
import { leftOut } from "./severities.js";
import { printSheet } from "./sheet-print.js";
import { meter } from "./table.js";
import { refLink, valueText } from "./values.js";

registerPanel("role", (data, index) => data.roles[index] && { title: label(data.roles[index]), body: sheet(data, Number(index)) });

const ORDER = ["accountable", "responsible", "support", "verifier", "signatory", "consulted", "informed"];

function sheet(data, role) {
  return [
    facts(data, role),
    load(data, role),
    ...ORDER.map((each) => held(data, role, each)),
    separations(data, role),
    findings(data, role),
    el("p", { class: "sheet-tools" }, el("button", { class: "tool", type: "button", text: t("print-sheet"), on: { click: printSheet } })),
  ].filter(Boolean);
}

function facts(data, role) {
  const entity = data.roles[role];
  const all = (section, has) => data[section].flatMap((each, at) => (has(each) ? [at] : []));
  const links = (kind, section, numbers) => numbers.map((at) => refLink(`${kind}:${data[section][at].id}`));
  const posts = entity.headcount ?? 1;
  const entries = [
    ["department", entity.department === undefined ? [] : links("department", "departments", [entity.department])],
    ["head-of-departments", headedBy(data, role).map(({ id }) => refLink(`department:${id}`))],
    ["reports-to", entity.manager === undefined ? [t("nobody")] : links("role", "roles", [entity.manager])],
    ["also-reports-to", links("role", "roles", entity.also ?? [])],
    ["direct-reports", links("role", "roles", all("roles", ({ manager }) => manager === role))],
    ["kind", entity.kind ? [t(`kind-${entity.kind}`)] : []],
    ["headcount", entity.kind ? [] : [posts ? String(posts) : t("planned-post"), entity.vacant && t("vacant")].filter(Boolean)],
    ["deputies", links("role", "roles", entity.deputies ?? [])],
    ["deputy-of", links("role", "roles", all("roles", ({ deputies }) => deputies?.includes(role)))],
    ["owns", links("platform", "platforms", all("platforms", ({ owners }) => owners?.includes(role)))],
    ["deputy-on", links("platform", "platforms", all("platforms", ({ deputies }) => deputies?.includes(role)))],
  ];
  const shown = entries.filter(([, values]) => values.length);
  return el("dl", { class: "sheet-facts" }, shown.flatMap(([key, values]) => [el("dt", { text: t(`role-${key}`) }), el("dd", {}, joined(values))]));
}

function joined(nodes) {
  return nodes.flatMap((node, at) => (at ? [t("comma"), node] : [node]));
}

/** How much the role has, beside its department's median. */
function load(data, role) {
  const table = tableOf(data, "roles");
  const row = table && rowsNaming(table, `role:${data.roles[role].id}`, ["role"])[0];
  if (!row || valueOf(table, row, "load") === null) return null;
  const [own, usual] = [valueOf(table, row, "load"), valueOf(table, row, "department-load")];
  const most = Math.max(own, usual ?? 0, 1);
  const line = (key, value, beside) => [el("dt", { text: t(key) }), el("dd", {}, meter(value, beside, most))];
  return section("load-of-role", [
    el("dl", { class: "sheet-load" }, [...line("load-own", own, usual), ...(usual === null ? [] : line("load-department", usual, null))]),
  ]);
}

/** The activities for which the role has a function. */
function held(data, role, functionName) {
  const activities = data.cells.rows.flatMap((line, activity) => {
    const kind = data.cells.palette[kindOf(line, role)];
    return kind?.functions.includes(functionName) ? [{ activity, kind }] : [];
  });
  if (!activities.length) return null;
  const words = new Map(data.roles[role].wordings ?? []);
  const items = activities.map(({ activity, kind }) =>
    el(
      "li",
      {},
      el("span", { class: "letter", text: pick(kind.letters) }),
      el("button", { class: "link", type: "button", text: label(data.activities[activity]), on: { click: () => openPanel({ kind: "activity", index: activity }) } }),
      functionName === "responsible" && words.has(activity) && el("span", { class: "soft wording", text: pick(words.get(activity)) }),
    ),
  );
  return section(`has-${functionName}`, [el("ul", { class: "sheet-list" }, items)], items.length);
}

function kindOf(line, role) {
  for (let at = 0; at < line.length; at += 2) if (line[at] === role) return line[at + 1];
  return -1;
}

/** The sides of separations on which the role stands. */
function separations(data, role) {
  const table = tableOf(data, "separations");
  const rows = table ? rowsNaming(table, `role:${data.roles[role].id}`, ["roles-of-side"]) : [];
  if (!rows.length) return null;
  const items = rows.map((row) => {
    const activities = valueOf(table, row, "activities") ?? [];
    return el("li", {}, refLink(valueOf(table, row, "separation")), el("span", { class: "soft wording", text: t("on-side", { side: valueOf(table, row, "side"), names: valueText(activities, "refs") }) }));
  });
  return section("stands-in", [el("ul", { class: "sheet-list" }, items)], items.length);
}

function findings(data, role) {
  const about = data.findings.flatMap((finding, at) => (finding.roles?.includes(role) ? [at] : []));
  return findingList(data, about, leftOut(data, "roles", role));
}

function section(key, nodes, n) {
  const title = n === undefined ? t(key) : `${t(key)} (${n})`;
  return el("section", { class: "sheet-section" }, el("h3", { text: title }), nodes);
}
