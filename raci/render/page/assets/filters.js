// The bar above the matrix: search, filters and switches. What is chosen stands in the hash.

import { el } from "./dom.js";
import { functionWord, language, t } from "./i18n.js";
import { idOf, label, numberOf } from "./names.js";
import { get, set } from "./state.js";
import { LOUDNESS } from "./matrix-model.js";

const KEYS = ["q", "department", "role", "platform", "function", "tag", "severity", "found"];
export const FILTER_KEYS = [...KEYS];

/** What is chosen, as matrix-model.js takes it. */
export function choice() {
  const number = (key) => {
    const found = numberOf(key, get(key));
    return typeof found === "number" ? found : null;
  };
  return {
    search: get("q").trim(),
    department: number("department"),
    role: number("role"),
    platform: number("platform"),
    function: get("function"),
    tag: get("tag"),
    severity: get("severity"),
    found: get("found") === "1",
  };
}

/** Opens the matrix at an activity, and at a role if one is given, with nothing filtered away. */
export function showInMatrix(activity, role) {
  const none = Object.fromEntries([...KEYS, "fold", "tab"].map((key) => [key, ""]));
  set({ ...none, open: innerWidth < 900 ? "" : get("open"), at: role === undefined ? idOf("activity", activity) : idOf("cell", `${activity}.${role}`) });
}

/** The bar as an element; `status` is a line below it that the matrix fills. */
export function filterBar(data, switches) {
  let waiting = 0;
  const search = el("input", { type: "search", value: get("q"), placeholder: t("search"), "aria-label": t("search"), on: { input: () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => set({ q: search.value }), 120);
  } } });
  const selects = [
    entitySelect("department", data.departments),
    entitySelect("role", data.roles, data.columns),
    entitySelect("platform", data.platforms),
    functionSelect(data),
    textSelect("tag", tagsOf(data), (tag) => tag),
    textSelect("severity", ["error", "warning", "info"], (severity) => t(severity)),
  ];
  const found = el("input", { type: "checkbox", checked: get("found") === "1", on: { change: () => set({ found: found.checked ? "1" : "" }) } });
  const chosen = KEYS.filter((key) => key !== "q" && get(key)).length;
  const more = el(
    "details",
    { class: "filters", open: innerWidth >= 700 },
    el("summary", { text: chosen ? t("filters-set", { n: chosen }) : t("filters") }),
    el("div", { class: "filter-row" }, selects, el("label", { class: "tool-choice" }, found, el("span", { text: t("only-found") }))),
  );
  return el("div", { class: "filter-bar", role: "search" }, el("div", { class: "bar-row" }, search, switches), more);
}

/** A button that takes all filters away, where any is set. */
export function clearButton() {
  if (!KEYS.some((key) => get(key))) return null;
  return el("button", { class: "link", type: "button", text: t("clear-filters"), on: { click: () => set(Object.fromEntries(KEYS.map((key) => [key, ""]))) } });
}

function entitySelect(key, entities, numbers = [...entities.keys()]) {
  if (!entities.length) return null;
  const order = new Intl.Collator(language(), { numeric: true });
  const options = numbers.map((number) => [entities[number].id, label(entities[number])]);
  if (key === "role") options.sort((one, other) => order.compare(one[1], other[1]));
  return select(key, options);
}

function textSelect(key, values, say) {
  return values.length ? select(key, values.map((value) => [value, say(value)])) : null;
}

function functionSelect(data) {
  const used = new Set(data.cells.palette.flatMap((kind) => kind.functions));
  const functions = LOUDNESS.filter((each) => used.has(each) || each === "accountable" || each === "responsible");
  return select("function", [
    ...functions.map((each) => [each, functionWord(each)]),
    ...functions.slice(0, 2).map((each) => [`!${each}`, t("nobody-is", { function: functionWord(each) })]),
  ]);
}

function select(key, options) {
  const chosen = get(key);
  const box = el(
    "select",
    { "aria-label": t(key), on: { change: () => set({ [key]: box.value }) } },
    el("option", { value: "", text: t(`all-${key}`) }),
    options.map(([value, text]) => el("option", { value, text, selected: value === chosen })),
  );
  return box;
}

function tagsOf(data) {
  return [...new Set(data.activities.flatMap((activity) => activity.tags ?? []))].sort();
}
