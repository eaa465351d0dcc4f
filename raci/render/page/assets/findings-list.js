// A finding as everybody shows it: severity, message, what to do, place.

import { el } from "./dom.js";
import { pick, t } from "./i18n.js";

/** The sign of a severity, where its word stands beside it. */
export function severitySign(severity) {
  return el("i", { class: `mark ${severity}`, "aria-hidden": "true" });
}

/** The sign alone, with its word for those who do not see it. */
export function severityMark(severity) {
  return el("i", { class: `mark ${severity}`, title: t(severity) }, el("span", { class: "unseen", text: t(severity) }));
}

/** A finding, by its number. */
export function findingItem(data, index) {
  const finding = data.findings[index];
  const status = finding.status ? ` · ${t(finding.status)}` : "";
  return el(
    "article",
    { class: "finding" },
    el("p", { class: "finding-head" }, severitySign(finding.status ? "accepted" : finding.severity), el("span", { text: `${t(finding.severity)} · ${finding.code}${status}` })),
    el("p", { class: "finding-message", text: pick(finding.message) }),
    finding.hint && el("p", { class: "finding-hint" }, el("b", { text: t("fix") }), " ", pick(finding.hint)),
    finding.instead && el("pre", { text: finding.instead }),
    el("p", { class: "finding-place" }, el("span", { text: t("place") }), " ", el("code", { text: finding.place })),
  );
}
