// The tab of a plan's decision: the banner, what a manager must know, the steps.

import { el, put } from "./dom.js";
import { count, pick, t } from "./i18n.js";
import { factList } from "./document-view.js";
import { set } from "./state.js";
import { register } from "./tabs.js";
import { verdictBanner } from "./verdict.js";

const FEW = 6;
const LONG = 400; // characters of an item

register({ id: "decision", title: "decision", render: (container, data) => put(container, ...decision(data, FEW)), print: (container, data) => container.append(...decision(data, Infinity).filter(Boolean)) });

function decision(data, few) {
  const [verdict, ...cards] = data.first;
  return [
    verdictBanner(data.verdict, verdict.items),
    el("div", { class: "cards" }, cards.map((part) => card(part, few))),
    data.versions.length > 1 && steps(data),
    factList(data.details.facts),
  ];
}

function card(part, few) {
  const list = el("ul", { class: "told-items" });
  const show = (most) => {
    const rest = part.items.slice(most);
    const items = part.items.slice(0, most).map(({ text }) => item(pick(text), most === Infinity));
    const left = rest.reduce((sum, { n }) => sum + n, 0);
    const more = left > 0 && el("li", { class: "more" }, el("button", { class: "link", type: "button", text: count("more-items", left), on: { click: () => show(Infinity) } }));
    put(list, ...items, more);
  };
  show(few);
  return el("section", { class: `card ${part.id}` }, el("h3", { text: pick(part.title) }), list);
}

/** An item; of a long one the beginning, and a button that shows all of it. */
function item(text, whole) {
  if (whole || text.length <= LONG) return el("li", { text });
  const line = el("li", { text: `${text.slice(0, LONG)}… ` });
  line.append(el("button", { class: "link", type: "button", text: t("show-all"), on: { click: () => line.replaceWith(item(text, true)) } }));
  return line;
}

function steps(data) {
  const items = data.versions.slice(1).map((version, n) => step(version, n + 1));
  return el("section", { class: "report-part" }, el("h2", { text: t("steps") }), el("ol", { class: "steps" }, items));
}

function step(version, at) {
  const open = el("button", { class: "link", type: "button", text: t("see-step"), on: { click: () => set({ tab: "compare", from: String(at - 1), to: String(at) }) } });
  const title = pick(version.title);
  return el("li", {}, el("time", { datetime: version.day, text: version.day }), title && el("span", { text: title }), version.overdue && el("strong", { class: "overdue", text: t("overdue") }), open);
}
