// The tab of the organisation charts of two versions.

import { drawChart, printChart } from "./chart.js";
import { el } from "./dom.js";
import { SIDES, shownPair, versionName } from "./compare-model.js";
import { t } from "./i18n.js";
import { sideSwitch } from "./side-switch.js";
import { get, onState } from "./state.js";
import { register } from "./tabs.js";
import { organisationOf, SIGNS } from "./versions.js";

register({ id: "charts", title: "chart", render, print });

function render(container, data) {
  const panes = el("div", { class: "panes charts" });
  const ends = charts(data).map(({ side, title, organisation }) => {
    const box = el("div");
    panes.append(el("section", { class: `pane ${side}` }, el("h2", { class: "pane-head", text: title }), box));
    return () => drawChart(box, organisation);
  });
  const bar = el("div");
  const draw = () => {
    bar.replaceChildren(sideSwitch());
    panes.dataset.side = get("side") || "after";
  };
  container.append(bar, el("p", { class: "report-note", text: t("chart-signs", SIGNS) }), panes);
  draw();
  const closing = [...ends.map((start) => start()), onState(["side"], draw)];
  return () => closing.forEach((end) => end?.());
}

function print(container, data) {
  container.append(el("p", { text: t("chart-signs", SIGNS) }));
  for (const { title, organisation } of charts(data)) {
    const box = el("section", { class: "report-part" }, el("h3", { text: title }));
    container.append(box);
    printChart(box, organisation);
  }
}

function charts(data) {
  const pair = shownPair(data);
  return pair.map((at, n) => ({
    side: SIDES[n],
    title: `${t(SIDES[n])} · ${versionName(data, at)}`,
    organisation: organisationOf(data, at, pair[1 - n]),
  }));
}
