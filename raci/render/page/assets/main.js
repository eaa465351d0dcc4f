// Starts the page: its data, head, tabs, drawer and foot.

import { el, put } from "./dom.js";
import { language, onLanguage, pick, setLanguage, setWords, t } from "./i18n.js";
import { setEntities } from "./names.js";
import { startPanel } from "./panel.js";
import { changedAfter, startPrint } from "./print.js";
import { get, onState, set } from "./state.js";
import { startTabs } from "./tabs.js";

const data = JSON.parse(document.getElementById("raci-data").textContent);

setWords(data.words);
setEntities(data);
setLanguage(get("lang") || data.lang);
onState(["lang"], () => setLanguage(get("lang") || data.lang));
onState(["theme"], showTheme);
showTheme();

startPrint(data);

const head = el("header", { class: "page-head" });
const foot = el("footer", { class: "page-foot" });
const panel = startPanel(data);
document.body.append(head, el("main", {}, ...startTabs(data)), panel, foot);
onLanguage(draw);
onState(["ids", "theme"], draw);
draw();

function draw() {
  document.title = pick(data.title);
  put(
    head,
    el("div", { class: "page-title" }, el("h1", { text: pick(data.title) }), el("p", { text: t("as-of-day", { day: data.as_of }) })),
    el("div", { class: "page-tools" }, idsSwitch(), themeChoice(), languageSwitch()),
    data.checked === false && el("p", { class: "banner", role: "alert", text: t("not-checked") }),
    data.changed_after && el("p", { class: "banner", role: "alert", text: changedAfter(data) }),
  );
  put(
    foot,
    el("span", { text: t("made-by", { version: data.raci }) }),
    el("span", { text: t("as-of-day", { day: data.as_of }) }),
    data.inputs && el("span", { class: "digest", text: t("inputs-digest", { digest: data.inputs }) }),
  );
}

function showTheme() {
  document.documentElement.dataset.theme = get("theme") || "auto";
}

function languageSwitch() {
  const other = language() === "en" ? "zh" : "en";
  return el("button", { class: "tool", type: "button", lang: other, text: t("language"), "aria-label": t("switch-language"), on: { click: () => set({ lang: other === data.lang ? "" : other }) } });
}

function themeChoice() {
  const options = ["auto", "light", "dark"].map((theme) => el("option", { value: theme === "auto" ? "" : theme, text: t(`theme-${theme}`), selected: (get("theme") || "auto") === theme }));
  return el("label", { class: "tool-choice theme" }, el("span", { text: t("theme") }), el("select", { "aria-label": t("theme"), on: { change: (event) => set({ theme: event.target.value }) } }, options));
}

function idsSwitch() {
  const box = el("input", { type: "checkbox", checked: get("ids") === "1", on: { change: () => set({ ids: box.checked ? "1" : "" }) } });
  return el("label", { class: "tool-choice" }, box, el("span", { text: t("show-ids") }));
}
