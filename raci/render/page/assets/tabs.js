// The tabs of the page. Modules register theirs; main.js starts them. The open one stands in the hash.

import { clear, el, put } from "./dom.js";
import { onLanguage, t } from "./i18n.js";
import { get, onState, set } from "./state.js";

let tabs = [];

/** Registers a tab: {id, title, when(data), render(container, data), print(container, data)}; without
    ``when``, it always has something to show. */
export function register(tab) {
  tabs.push(tab);
}

/** All tabs that are registered, in their order. */
export function registered() {
  return tabs;
}

/** Opens a tab by its id. */
function openTab(id) {
  set({ tab: id === tabs[0].id ? "" : id });
}

/** Draws the tabs and opens the one that the hash names. Returns the elements to place. */
export function startTabs(data) {
  tabs = tabs.filter((tab) => !tab.when || tab.when(data));
  const list = el("div", { class: "tabs", role: "tablist" });
  const container = el("section", { class: "tab-panel", id: "tab-panel", role: "tabpanel", tabindex: "-1" });
  let dispose = null;

  function draw() {
    const open = current();
    list.setAttribute("aria-label", t("parts"));
    put(list, ...tabs.map((tab) => button(tab, tab === open)));
    list.hidden = tabs.length < 2;
    if (typeof dispose === "function") dispose();
    container.setAttribute("aria-labelledby", `tab-${open.id}`);
    dispose = open.render(clear(container), data);
    requestAnimationFrame(() => reveal(list, list.children[tabs.indexOf(open)]));
  }

  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = tabs.indexOf(current());
    const next = event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1 : step && (at + step + tabs.length) % tabs.length;
    if (next === undefined) return;
    event.preventDefault();
    openTab(tabs[next].id);
    list.children[next].focus();
  });
  onState(["tab"], draw);
  onLanguage(draw);
  draw();
  return [list, container];
}

/** Scrolls the list of tabs, where it is too long for the window, so that one is in view. */
function reveal(list, tab) {
  list.scrollLeft = tab.offsetLeft - list.offsetLeft - (list.clientWidth - tab.offsetWidth) / 2;
}

function current() {
  return tabs.find((tab) => tab.id === get("tab")) ?? tabs[0];
}

function button(tab, open) {
  return el("button", {
    class: "tab",
    id: `tab-${tab.id}`,
    type: "button",
    role: "tab",
    text: t(tab.title),
    "aria-selected": String(open),
    "aria-controls": "tab-panel",
    tabindex: open ? "0" : "-1",
    on: { click: () => openTab(tab.id) },
  });
}
