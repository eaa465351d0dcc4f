// The banner of a plan: the verdict in words, its reasons, and what to do.

import { el } from "./dom.js";
import { pick, t } from "./i18n.js";

const LOOK = { safe: "good", "safe with waivers": "guarded", "not ready": "open", "not safe": "bad" };
const SIGN = { good: "✓", guarded: "✓", open: "?", bad: "✕" };

/** The banner as an element. */
export function verdictBanner(verdict, items) {
  const look = LOOK[verdict.is];
  return el(
    "section",
    { class: `verdict ${look}`, "aria-labelledby": "verdict-word" },
    el("span", { class: "verdict-sign", "aria-hidden": "true", text: SIGN[look] }),
    el(
      "div",
      { class: "verdict-told" },
      el("h2", { id: "verdict-word" }, el("span", { class: "verdict-label", text: t("verdict-is") }), " ", pick(verdict.word)),
      el("p", { class: "verdict-reasons", text: verdict.reasons.map(pick).join(t("then")) }),
      items.length > 0 && el("ul", { class: "told-items" }, items.map(({ text }) => el("li", { text: pick(text) }))),
      el("h3", { text: t("what-to-do") }),
      el("ul", { class: "verdict-todo" }, verdict.todo.map((each) => el("li", { text: pick(each) }))),
    ),
  );
}
