// The tab of the findings that come, that stand between steps only, and that go.

import { el, put } from "./dom.js";
import { count, pick, t } from "./i18n.js";
import { findingItem, severityMark } from "./findings-list.js";
import { register } from "./tabs.js";

const LISTS = ["new", "between", "better", "resolved", "meant"];
const ORDER = ["error", "warning", "info"];
const FEW = 50; // findings of a rule that are shown at first

register({ id: "found", title: "found", render: (container, data) => draw(container, data, false), print: (container, data) => draw(container, data, true) });

function draw(container, data, open) {
  const lists = LISTS.map((list) => [list, numbers(data, list)]).filter(([, found]) => found.length);
  const parts = [
    !lists.length && el("p", { text: t("no-finding-changes") }),
    ...lists.map(([list, found]) => el("section", { class: "report-part" }, el("h2", { text: `${t(`list-${list}`)}: ${data.counts[list]}` }), groups(data, found, open))),
    data.left_out.findings > 0 && el("p", { class: "left-out", text: t("left-out", { what: count("n-findings", data.left_out.findings) }) }),
    data.unchanged > 0 && el("p", { class: "report-note", text: count("unchanged-findings", data.unchanged) }),
  ];
  container.append(...parts.filter(Boolean));
}

function numbers(data, list) {
  return data.findings.flatMap((finding, n) => (finding.list === list ? [n] : []));
}

function groups(data, found, open) {
  const byRule = new Map();
  for (const n of found) {
    const { severity, code } = data.findings[n];
    const key = `${ORDER.indexOf(severity)} ${code}`;
    byRule.set(key, [...(byRule.get(key) ?? []), n]);
  }
  return [...byRule].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => group(data, each, open));
}

function group(data, found, all) {
  const first = data.findings[found[0]];
  const title = el("summary", {}, severityMark(first.severity), " ", el("strong", { text: pick(data.rules[first.code].title) }), ` (${first.code}) · ${found.length}`);
  const items = el("div");
  const open = all || first.severity === "error";
  const show = (most) => put(items, found.slice(0, most).map((n) => el("div", {}, findingItem(data, n), when(data, data.findings[n]))), found.length > most && moreButton(found.length - most, () => show(Infinity)));
  if (open) show(all ? Infinity : FEW);
  return el("details", { class: "finding-group", open, on: { toggle: () => !items.hasChildNodes() && show(FEW) } }, title, items);
}

function moreButton(n, click) {
  return el("button", { class: "link", type: "button", text: count("more-items", n), on: { click } });
}

function when(data, { change, start, until }) {
  const days = until ? t("from-until", { start, until }) : "";
  const by = change ? [t("by-change", { n: change }), ...changeNamed(data, change)].join(" · ") : "";
  const told = [by, days].filter(Boolean).join(" · ");
  return told && el("p", { class: "finding-place", text: told });
}

/** What a change does and to what, as the table of changes says. */
function changeNamed(data, number) {
  const row = data.details.tables.find(({ id }) => id === "changes")?.rows.find(([first]) => first === String(number));
  return row ? row.slice(1, 3).map(pick) : [];
}
