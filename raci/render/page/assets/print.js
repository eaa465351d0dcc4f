// Prints the page whole: before printing, every tab builds what it prints; afterwards it goes again.

import { el } from "./dom.js";
import { pick, t } from "./i18n.js";
import { registered } from "./tabs.js";

const root = el("div", { class: "print" });
let rule = null;

/** Prepares printing of the data. */
export function startPrint(data) {
  addEventListener("beforeprint", () => build(data));
  addEventListener("afterprint", () => {
    root.replaceChildren();
    root.remove();
  });
}

/** The line at the foot of each printed page: the title, the day, raci's version, the inputs. */
function footLine(data) {
  const parts = [pick(data.title), t("as-of-day", { day: data.as_of }), t("made-by", { version: data.raci }), data.inputs && t("inputs-digest", { digest: data.inputs })];
  return parts.filter(Boolean).join(" · ");
}

/** Says that the definition is newer than the day as of which it is shown. */
export function changedAfter(data) {
  const { day, commit } = data.changed_after;
  return t("changed-after", { as_of: data.as_of, day, commit: commit.slice(0, 12) });
}

function build(data) {
  const head = el("header", { class: "print-head" }, el("h1", { text: pick(data.title) }), el("p", { text: footLine(data) }));
  root.replaceChildren(head);
  if (data.changed_after) root.append(el("p", { class: "banner", text: changedAfter(data) }));
  if (data.checked === false) root.append(el("p", { class: "banner", text: t("not-checked") }));
  for (const tab of registered().filter((each) => each.print)) {
    const container = el("section", { class: "print-section" }, el("h2", { text: t(tab.title) }));
    tab.print(container, data);
    root.append(container);
  }
  document.body.append(root);
  showFoot(footLine(data));
}

// Margin boxes repeat on every page; their text is set here, since it comes from the data.
function showFoot(text) {
  const sheet = document.styleSheets[0];
  if (rule !== null) sheet.deleteRule(rule);
  const quoted = `"${text.replace(/["\\\n\r\f]/g, (sign) => `\\${sign.codePointAt(0).toString(16)} `)}"`;
  try {
    rule = sheet.insertRule(`@page { @bottom-left { content: ${quoted}; width: 85%; } }`, sheet.cssRules.length);
  } catch {
    rule = null; // a browser without margin boxes: the line stands at the head
  }
}
