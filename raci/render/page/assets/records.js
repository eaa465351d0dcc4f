// Tabs of the tables of facts that need nothing of their own, and the sheets of their rows.

import { el } from "./dom.js";
import { findingItem } from "./findings-list.js";
import { pick, t } from "./i18n.js";
import { refLabel } from "./names.js";
import { registerPanel } from "./panel.js";
import { factTab, rowsNaming, tableOf } from "./facts.js";
import { register } from "./tabs.js";
import { isEmpty, valueNodes } from "./values.js";

register(factTab("platforms", ["platforms"]));
register(factTab("separations", ["separations"]));
register(factTab("waivers", ["waivers"]));
register(factTab("rules", ["rules"], { rules: { sort: { key: "findings", down: true } } }));
register(factTab("history", ["history", "history-findings", "history-waivers", "history-weakened", "history-assignments"]));
register(factTab("made-from", ["made-from", "inputs", "settings"]));

const SECTIONS = { platform: "platforms", department: "departments" };

for (const [kind, table] of [["platform", "platforms"], ["department", "departments"], ["separation", "separations"], ["waiver", "waivers"]]) {
  registerPanel(kind, (data, index) => sheet(data, kind, index, tableOf(data, table)));
}

function sheet(data, kind, index, table) {
  const entity = data[SECTIONS[kind]]?.[index];
  const ref = `${kind}:${entity ? entity.id : index}`;
  const rows = table ? rowsNaming(table, ref, [kind]) : [];
  if (!rows.length) return undefined;
  const findings = data.findings.flatMap((finding, at) => (finding.subject === ref ? [findingItem(data, at)] : []));
  return {
    title: refLabel(ref),
    body: [...rows.map((row) => record(table, row, kind)), findings.length > 0 && el("h3", { text: t("findings-about") }), ...findings].filter(Boolean),
  };
}

/** A row as a list of its facts. */
function record(table, row, kind) {
  const facts = table.columns.flatMap(({ key, kind: holds, title }, at) =>
    key === kind || isEmpty(row[at]) ? [] : [el("dt", { text: pick(title) }), el("dd", {}, valueNodes(row[at], holds))],
  );
  return el("dl", { class: "sheet-facts" }, facts);
}
