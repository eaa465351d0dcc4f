// What the letters, colours and marks mean.

import { el } from "./dom.js";
import { pick, t } from "./i18n.js";
import { severitySign } from "./findings-list.js";
import { look } from "./matrix-model.js";

/** The legend as an element. */
export function legend(data) {
  const signs = data.legend.signs.map((sign) => entry(el("b", { class: `swatch fn-${look(sign)}`, text: pick(sign.letters) }), pick(sign.meaning)));
  const derived = data.legend.derived && entry(el("b", { class: "swatch derived", text: "( )" }), pick(data.legend.derived));
  const used = new Set(data.findings.map((finding) => (finding.status ? "accepted" : finding.severity)));
  const marks = ["error", "warning", "info", "accepted"].filter((each) => used.has(each)).map((each) => entry(severitySign(each), t(each)));
  return el("ul", { class: "legend", "aria-label": t("legend") }, signs, derived, marks);
}

function entry(sign, text) {
  return el("li", {}, sign, el("span", { text }));
}
