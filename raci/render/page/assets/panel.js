// The drawer beside the page. Modules register what it shows of a kind; openPanel opens it.

import { el, put } from "./dom.js";
import { onLanguage, t } from "./i18n.js";
import { idOf, numberOf } from "./names.js";
import { get, onState, set } from "./state.js";

const kinds = new Map();

/** Registers a kind: show(data, index) returns {title, body}, where body is a list of nodes. */
export function registerPanel(kind, show) {
  kinds.set(kind, show);
}

/** Opens the drawer on {kind, index}; index is a number or a text such as "3.7". */
export function openPanel({ kind, index }) {
  set({ open: `${kind}:${idOf(kind, index)}` });
}

function closePanel() {
  set({ open: "" });
}

/** Makes the drawer. Returns the element to place. */
export function startPanel(data) {
  const title = el("h2", { class: "panel-title", id: "panel-title", tabindex: "-1" });
  const body = el("div", { class: "panel-body" });
  const close = el("button", { class: "icon-button", type: "button", text: "×", on: { click: closePanel } });
  const panel = el("aside", { class: "panel", "aria-labelledby": "panel-title", hidden: true }, el("header", { class: "panel-head" }, title, close), body);
  let before = null;

  function draw(focus) {
    const [, kind, id] = /^(\w+):(.*)$/s.exec(get("open")) ?? [];
    const shown = kinds.get(kind)?.(data, numberOf(kind, id));
    if (shown && panel.hidden) before = document.activeElement;
    const closing = !shown && !panel.hidden;
    panel.hidden = !shown;
    document.body.classList.toggle("with-panel", Boolean(shown));
    close.setAttribute("aria-label", t("close"));
    if (closing) (before?.isConnected ? before : document.querySelector("[role=grid] [tabindex='0']"))?.focus();
    if (!shown) return;
    title.textContent = shown.title;
    put(body, ...shown.body);
    if (focus) title.focus({ preventScroll: true });
  }

  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closePanel();
  });
  onState(["open"], () => draw(true));
  onState(["ids"], () => draw(false));
  onLanguage(() => draw(false));
  draw(false);
  return panel;
}
