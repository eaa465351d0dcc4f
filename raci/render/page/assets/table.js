// A table of facts: {id, title, columns: [{key, kind, title}], rows: [[value]]}. Sorted by its heads,
// searched by a box above it; on a narrow screen each row is a card.

import { el, put } from "./dom.js";
import { count, pick, t } from "./i18n.js";
import { comparing, isEmpty, valueNodes, valueText } from "./values.js";

const MANY_ROWS = 10;
const MANY_COLUMNS = { many: 8, very: 12 };
const PAGE = 200;
const looks = new WeakMap(); // how the reader sorted and searched tables, kept when they are drawn anew, by their columns

/**
 * The table as an element. Options: `columns`, the keys to show, all that have a value if absent;
 * `sort`: {key, down} at first; `bars`: {key: key of what it is compared with, or null} for numbers
 * that are shown as bars too; `whole`: all rows, nothing to search or sort by, for paper.
 */
export function factTable(table, { columns, sort, bars = {}, whole = false } = {}) {
  const shown = shownColumns(table, columns);
  const widths = new Map(shown.map((at) => [at, widthOf(table, at)]));
  const body = el("tbody", { role: "rowgroup" });
  const found = el("span", { class: "soft", role: "status" });
  const more = el("button", { class: "tool", type: "button", on: { click: () => draw((most += PAGE)) } });
  const highestOf = Object.fromEntries(Object.keys(bars).map((key) => [key, highest(table, key, bars[key])]));
  const start = sort ? { at: table.columns.findIndex(({ key }) => key === sort.key), down: sort.down } : { at: -1, down: false };
  const kept = (!whole && looks.get(table.columns)) || { sorted: start, wanted: "" };
  if (!whole) looks.set(table.columns, kept);
  let most = whole ? Infinity : PAGE;

  const heads = shown.map((at) => {
    const column = table.columns[at];
    const text = pick(column.title);
    const title = whole ? text : el("button", { class: "sort", type: "button", text, on: { click: () => sortBy(at) } });
    return el("th", { scope: "col", role: "columnheader", class: column.kind }, title);
  });

  function sortBy(at) {
    const first = table.columns[at].kind === "number" || table.columns[at].kind === "severity";
    kept.sorted = { at, down: kept.sorted.at === at ? !kept.sorted.down : first };
    draw();
  }

  function draw() {
    const { sorted } = kept;
    const wanted = kept.wanted.trim().toLowerCase();
    const rows = table.rows.filter((row) => matches(table, shown, row, wanted));
    if (sorted.at >= 0) rows.sort(inOrder(table.columns[sorted.at].kind, sorted));
    heads.forEach((head, n) => head.setAttribute("aria-sort", shown[n] !== sorted.at ? "none" : sorted.down ? "descending" : "ascending"));
    put(body, rows.slice(0, most).map(line));
    found.textContent = wanted ? count("n-rows", rows.length) : "";
    more.hidden = rows.length <= most;
    more.textContent = count("n-more", rows.length - most);
  }

  function line(row) {
    return el("tr", { role: "row" }, shown.map((at) => cell(row, at)));
  }

  function cell(row, at) {
    const { key, kind, title } = table.columns[at];
    const isClean = kind === "severity" && other(row, "failed") === 0; // a rule that found nothing
    const plain = () => (isClean ? [valueText(row[at], kind)] : valueNodes(row[at], kind));
    const nodes = key in bars ? meter(row[at], other(row, bars[key]), highestOf[key]) : plain();
    return el("td", { role: "cell", class: `${kind} ${widths.get(at)}${isEmpty(row[at]) ? " empty" : ""}`, data: { title: pick(title) } }, nodes);
  }

  function other(row, key) {
    return key ? row[table.columns.findIndex((column) => column.key === key)] : null;
  }

  const search = el("input", {
    type: "search",
    value: kept.wanted,
    placeholder: t("filter-rows"),
    "aria-label": t("filter-rows"),
    on: { input: () => draw((kept.wanted = search.value)) },
  });
  draw();
  return el(
    "div",
    { class: "fact-table" },
    !whole && table.rows.length > MANY_ROWS && el("div", { class: "table-tools" }, search, found),
    el(
      "div",
      { class: "table-box", tabindex: whole ? null : "0", role: "region", "aria-label": pick(table.title) },
      el("table", { class: ["facts", ...Object.keys(MANY_COLUMNS).filter((each) => shown.length > MANY_COLUMNS[each])].join(" "), role: "table" }, el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, heads)), body),
    ),
    more,
  );
}

/**
 * The rows of a table that say nothing special, in brief: those with the same values of the columns
 * `by` in one line, each as the values of the columns `items`.
 */
export function briefRows(table, { items, by }) {
  const text = (row, keys) => {
    const values = keys.map((key) => table.columns.findIndex((column) => column.key === key));
    return values.filter((at) => !isEmpty(row[at])).map((at) => valueText(row[at], table.columns[at].kind));
  };
  const groups = new Map();
  for (const row of usualRows(table)) {
    const name = text(row, by).join(": ");
    groups.set(name, [...(groups.get(name) ?? []), text(row, items).join(" ")]);
  }
  return [...groups].flatMap(([name, all]) => [
    el("h4", { text: `${name} (${all.length})` }),
    el("ul", { class: "brief" }, all.map((each) => el("li", { text: each }))),
  ]);
}

export function usualRows(table) {
  return (table.usual ?? []).flatMap((at) => (at < table.rows.length ? [table.rows[at]] : []));
}

/** The positions of the columns to show. */
function shownColumns(table, keys) {
  const all = table.columns.map((_, at) => at);
  if (keys) return keys.map((key) => all.find((at) => table.columns[at].key === key)).filter((at) => at !== undefined);
  return all.filter((at) => table.rows.some((row) => !isEmpty(row[at])));
}

/** How wide a column of texts wishes to be, by its longest values. */
function widthOf(table, at) {
  const { kind } = table.columns[at];
  if (kind === "number" || kind === "severity") return "";
  const names = (value) => (kind === "refs" ? value ?? [] : [value]);
  const lengths = table.rows.slice(0, PAGE).flatMap((row) => names(row[at])).map((value) => valueText(value, kind === "refs" ? "ref" : kind).length);
  const longest = Math.max(0, ...lengths);
  return longest <= 12 ? "short" : longest > 50 ? "long" : "";
}

function matches(table, shown, row, wanted) {
  return !wanted || shown.some((at) => valueText(row[at], table.columns[at].kind).toLowerCase().includes(wanted));
}

/** By the values of a column; what has none stands last either way. */
function inOrder(kind, { at, down }) {
  const compare = comparing(kind);
  return (one, other) => {
    const [a, b] = [one[at], other[at]];
    if (isEmpty(a) || isEmpty(b)) return isEmpty(a) - isEmpty(b);
    return down ? compare(b, a) : compare(a, b);
  };
}

function highest(table, key, besides) {
  const columns = table.columns.flatMap((column, at) => (column.key === key || column.key === besides ? [at] : []));
  return Math.max(1, ...table.rows.flatMap((row) => columns.map((at) => row[at] ?? 0)));
}

/** A number as a bar, with a line at what it is compared with. */
export function meter(value, beside, most) {
  if (isEmpty(value)) return [];
  const share = (number) => `${Math.min(100, (100 * number) / most)}%`;
  const line = isEmpty(beside) ? null : el("span", { class: "meter-beside", style: { "inset-inline-start": share(beside) } });
  return [
    el(
      "span",
      { class: "meter-value" },
      el("span", { class: "meter", "aria-hidden": "true" }, el("span", { class: "meter-part", style: { width: share(value) } }), line),
      el("span", { class: "meter-number", text: valueText(value, "number") }),
    ),
  ];
}
