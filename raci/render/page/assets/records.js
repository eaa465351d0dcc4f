// Tabs of the tables of facts that need nothing of their own, and the sheets of their rows.

import { el } from "./dom.js";
import { findingList } from "./entity-panels.js";
import { pick, t } from "./i18n.js";
import { refLabel } from "./names.js";
import { registerPanel } from "./panel.js";
import { factTab, rowsNaming, tableOf } from "./facts.js";
import { leftOut } from "./severities.js";
import { register } from "./tabs.js";
import { isEmpty, refLink, valueNodes } from "./values.js";

register(factTab("platforms", ["platforms"]));
register(factTab("separations", ["separations"]));
register(factTab("waivers", ["waivers"]));
register(factTab("rules", ["rules"], {
  rules: { sort: { key: "findings", down: true }, brief: { items: ["code", "name", "severity"], by: ["state", "why"] } },
}));
register(factTab("history", ["history-period", "history", "history-findings", "history-waivers", "history-weakened", "history-assignments"]));
register(factTab("made-from", ["made-from", "inputs", "settings"], { settings: { brief: { items: ["setting", "value"], by: ["origin"] } } }));

const SECTIONS = { platform: "platforms", department: "departments", separation: "separations", waiver: "waivers" };

for (const kind of Object.keys(SECTIONS)) {
  registerPanel(kind, (data, index) => sheet(data, kind, index, tableOf(data, SECTIONS[kind])));
}

/** The rows of an entity in its table, the roles of a department, and the findings about it. */
function sheet(data, kind, index, table) {
  const entity = data[SECTIONS[kind]]?.[index];
  const ref = `${kind}:${entity ? entity.id : index}`;
  const rows = table ? rowsNaming(table, ref, [kind]) : [];
  if (!rows.length) return undefined;
  const about = (finding) => finding[SECTIONS[kind]]?.includes(entity ? Number(index) : index);
  const findings = data.findings.flatMap((finding, at) => (about(finding) ? [at] : []));
  return {
    title: refLabel(ref),
    body: [
      ...rows.map((row) => record(table, row, kind)),
      ...(kind === "department" ? members(data, Number(index)) : []),
      kind !== "waiver" && findingList(data, findings, leftOut(data, SECTIONS[kind], Number(index))),
    ].filter(Boolean),
  };
}

function members(data, department) {
  const roles = data.roles.filter((role) => role.department === department);
  const items = roles.map((role) => el("li", {}, refLink(`role:${role.id}`)));
  return items.length ? [el("h3", { text: t("roles-in-it") }), el("ul", { class: "plain" }, items)] : [];
}

/** A row as a list of its facts. */
function record(table, row, kind) {
  const facts = table.columns.flatMap(({ key, kind: holds, title }, at) =>
    key === kind || isEmpty(row[at]) ? [] : [el("dt", { text: pick(title) }), el("dd", {}, valueNodes(row[at], holds))],
  );
  return el("dl", { class: "sheet-facts" }, facts);
}
