// The tables of facts of the page's data, and the tabs that show them.

import { el, put } from "./dom.js";
import { count, pick, t } from "./i18n.js";
import { onState } from "./state.js";
import { briefRows, factTable, usualRows } from "./table.js";

/** A table of the data by its id, or undefined. */
export function tableOf(data, id) {
  return data.tables?.find((table) => table.id === id);
}

/** The value of a row under a key. */
export function valueOf(table, row, key) {
  return row[table.columns.findIndex((column) => column.key === key)];
}

/** The rows that name a ref in some of their columns, all of them if none are told. */
export function rowsNaming(table, ref, keys = table.columns.map(({ key }) => key)) {
  const names = (value) => value === ref || (Array.isArray(value) && value.includes(ref));
  return table.rows.filter((row) => keys.some((key) => names(valueOf(table, row, key))));
}

/** What a tab of some tables needs: {id, title, when, render, print}. Options by the table's id. */
export function factTab(id, tables, options = {}) {
  const known = (data) => tables.map((each) => tableOf(data, each)).filter(Boolean);
  const rows = (table, whole) => {
    const { brief, ...others } = options[table.id] ?? {};
    if (!whole || !brief) return factTable(table, { ...others, whole });
    const usual = new Set(usualRows(table));
    const special = { ...table, rows: table.rows.filter((row) => !usual.has(row)) };
    return el("div", {}, special.rows.length > 0 && factTable(special, { ...others, whole }), briefRows(table, brief));
  };
  const section = (data, table, whole) => [
    (tables.length > 1 || !whole) && el(whole ? "h3" : "h2", { text: pick(table.title) }),
    table.rows.length ? rows(table, whole) : el("p", { class: "soft", text: t("no-rows") }),
    leftOut(data, table),
  ].filter(Boolean);
  return {
    id,
    title: `tab-${id}`,
    when: (data) => known(data).length > 0,
    render(container, data) {
      const draw = () => put(container, known(data).flatMap((table) => section(data, table, false)));
      draw();
      return onState(["ids"], draw);
    },
    print(container, data) {
      container.classList.add("flows");
      put(container, [...container.children], known(data).flatMap((table) => section(data, table, true)));
    },
  };
}

function leftOut(data, table) {
  const n = data.left_out.tables?.[table.id];
  return n && el("p", { class: "left-out", text: t("left-out", { what: count("n-rows", n) }) });
}
