// The switch between before and after, where a window has no room for both.

import { SIDES } from "./compare-model.js";
import { el } from "./dom.js";
import { t } from "./i18n.js";
import { get, set } from "./state.js";

/** The switch as an element. */
export function sideSwitch() {
  return el("div", { class: "side-switch", role: "group", "aria-label": t("compare") }, SIDES.map(button));
}

function button(side) {
  return el("button", { class: "tool", type: "button", text: t(side), "aria-pressed": String((get("side") || "after") === side), on: { click: () => set({ side: side === "after" ? "" : side }) } });
}
