// The key to the picture of the chart.

import { el, svg } from "./dom.js";
import { icon, severityShape, star } from "./drawing.js";
import { t } from "./i18n.js";
import { SEVERITIES } from "./severities.js";

/** The signs of the picture, and what each says. */
export function chartLegend() {
  const sign = (...children) => icon(18, ...children);
  const empty = (kind) => svg("g", { class: `chart-role ${kind}` }, svg("rect", { class: "role-box", x: 1, y: 3, width: 24, height: 12, rx: 3 }));
  const entries = [
    [sign(star(9, 9, 7)), t("legend-head")],
    [icon(26, empty("is-vacant")), t("vacant")],
    [icon(26, empty("is-planned")), t("planned-post")],
    ...SEVERITIES.map((severity) => [sign(severityShape(severity, 9, 9)), t(`legend-${severity}`)]),
  ];
  return el("ul", { class: "chart-legend" }, entries.map(([picture, text]) => el("li", {}, picture, el("span", { text }))));
}
