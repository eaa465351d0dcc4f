// The bar above the matrix: search, filters and switches. What is chosen stands in the hash.

import { el } from "./dom.js";
import { functionWord, language, t } from "./i18n.js";
import { idOf, label, numberOf } from "./names.js";
import { get, set } from "./state.js";
import { LOUDNESS } from "./matrix-model.js";

const KEYS = ["q", "department", "role", "platform", "function", "tag", "severity", "found"];
export const FILTER_KEYS = [...KEYS];
const NONE = Object.fromEntries(KEYS.map((key) => [key, ""]));

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
  set({ ...NONE, fold: "", tab: "", at: "", open: innerWidth < 900 ? "" : get("open") });
  set({ at: role === undefined ? idOf("activity", activity) : idOf("cell", `${activity}.${role}`) });
}

/** The bar: {element, show()}, where show() shows what is chosen now, also by a link or a button. */
export function filterBar(data, switches) {
  let waiting = 0;
  const search = el("input", { type: "search", placeholder: t("search"), "aria-label": t("search"), on: { input: () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      waiting = 0;
      set({ q: search.value });
    }, 120);
  } } });
  const selects = [
    entitySelect("department", data.departments),
    entitySelect("role", data.roles, data.columns),
    entitySelect("platform", data.platforms),
    functionSelect(data),
    textSelect("tag", tagsOf(data), (tag) => tag),
    textSelect("severity", ["error", "warning", "info"], (severity) => t(severity)),
  ].filter(Boolean);
  const found = el("input", { type: "checkbox", on: { change: () => set({ found: found.checked ? "1" : "" }) } });
  const summary = el("summary");
  const more = el(
    "details",
    { class: "filters", open: innerWidth >= 700 },
    summary,
    el("div", { class: "filter-row" }, selects, el("label", { class: "tool-choice" }, found, el("span", { text: t("only-found") }))),
  );
  const element = el("div", { class: "filter-bar", role: "search" }, el("div", { class: "bar-row" }, search, switches), more);

  function show() {
    if (!waiting) search.value = get("q");
    for (const box of selects) {
      const chosen = [...box.options].findIndex(({ value }) => value === get(box.name));
      box.selectedIndex = Math.max(0, chosen);
    }
    found.checked = get("found") === "1";
    const n = KEYS.filter((key) => key !== "q" && get(key)).length;
    summary.textContent = n ? t("filters-set", { n }) : t("filters");
  }

  show();
  return { element, show };
}

/** A button that takes all filters away, where any is set; then the search has the focus. */
export function clearButton(bar) {
  if (!KEYS.some((key) => get(key))) return null;
  const click = () => {
    set(NONE);
    bar.element.querySelector("input").focus({ preventScroll: true });
  };
  return el("button", { class: "link", type: "button", text: t("clear-filters"), on: { click } });
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
  const box = el(
    "select",
    { name: key, "aria-label": t(key), on: { change: () => set({ [key]: box.value }) } },
    el("option", { value: "", text: t(`all-${key}`) }),
    options.map(([value, text]) => el("option", { value, text })),
  );
  return box;
}

function tagsOf(data) {
  return [...new Set(data.activities.flatMap((activity) => activity.tags ?? []))].sort();
}
