// Values of tables of facts: as elements, as texts to search, and in order.

import { el } from "./dom.js";
import { severitySign } from "./findings-list.js";
import { count, language, pick, t } from "./i18n.js";
import { entityOf, refLabel } from "./names.js";
import { openPanel } from "./panel.js";

const SEVERITIES = ["info", "warning", "error"];
const WITH_SHEET = ["role", "activity", "platform", "department", "separation", "waiver"];
const MOST_REFS = 6;

/** A value as nodes. */
export function valueNodes(value, kind) {
  if (isEmpty(value)) return [];
  if (kind === "severity") return [el("span", {}, severitySign(value), ` ${t(value)}`)];
  if (kind === "ref") return [refLink(value)];
  if (kind === "refs") return [refList(value)];
  if (kind === "letters") return [el("span", { class: "letter", text: pick(value) })];
  if (kind === "place") return [el("code", { text: pick(value) })];
  return [valueText(value, kind)];
}

export function isEmpty(value) {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

/** A value as a text. */
export function valueText(value, kind) {
  if (isEmpty(value)) return "";
  if (kind === "severity") return t(value);
  if (kind === "ref") return refLabel(value);
  if (kind === "refs") return value.map(refLabel).join(", ");
  if (kind === "number") return value.toLocaleString(language());
  return String(pick(value));
}

/** A name that opens the sheet of what it names; a mere name where there is none. */
export function refLink(ref) {
  const [kind, id] = [ref.slice(0, ref.indexOf(":")), ref.slice(ref.indexOf(":") + 1)];
  const found = entityOf(ref);
  const text = refLabel(ref);
  if (!WITH_SHEET.includes(kind) || (!found && ["role", "activity", "platform", "department"].includes(kind))) return el("span", { text });
  const click = () => openPanel({ kind, index: found ? found.index : id });
  return el("button", { class: "link", type: "button", text, on: { click } });
}

function refList(refs) {
  const list = el("ul", { class: "refs" }, refs.map((ref, at) => el("li", { class: at >= MOST_REFS && "further" }, refLink(ref))));
  if (refs.length <= MOST_REFS) return list;
  const more = el("button", { class: "link more-refs", type: "button", text: count("n-more", refs.length - MOST_REFS) });
  more.addEventListener("click", () => {
    list.classList.add("whole");
    more.remove();
  });
  return el("div", {}, list, more);
}

/** Compares two values of a column: numbers by size, severities by weight, names as the language does. */
export function comparing(kind) {
  const order = new Intl.Collator(language(), { numeric: true });
  const key = (value) => (kind === "severity" ? SEVERITIES.indexOf(value) : value);
  return (one, other) => {
    const [a, b] = [key(one), key(other)];
    if (typeof a === "number" && typeof b === "number") return a - b;
    return order.compare(valueText(one, kind), valueText(other, kind));
  };
}
