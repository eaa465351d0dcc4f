// A report on the page: its facts, tables and notes.

import { el } from "./dom.js";
import { pick } from "./i18n.js";
import { factTable } from "./table.js";

/** The elements of a report. */
export function documentView(report) {
  const parts = [
    report.facts.length > 0 && factList(report.facts),
    ...report.tables.map((table) => el("section", { class: "report-part" }, el("h2", { text: pick(table.title) }), factTable(table))),
    ...report.notes.map((note) => el("p", { class: "report-note", text: pick(note) })),
  ];
  return parts.filter(Boolean);
}

/** Facts as names and values: [[name, value]]. */
export function factList(facts) {
  return el("dl", { class: "report-facts" }, facts.map(([name, value]) => el("div", {}, el("dt", { text: pick(name) }), el("dd", { text: pick(value) }))));
}
