// What the drawer shows of a cell and an activity.

import { el } from "./dom.js";
import { showInMatrix } from "./filters.js";
import { findingItem } from "./findings-list.js";
import { count, functionWord, pick, t } from "./i18n.js";
import { activityFindings, cellFindings, kindOf, leftOutOf, lettersOf, LOUDNESS, matrixModel } from "./matrix-model.js";
import { label } from "./names.js";
import { openPanel, registerPanel } from "./panel.js";

const models = new WeakMap();

registerPanel("cell", (data, index) => {
  const [activity, role] = index.split(".").map(Number);
  const model = modelOf(data);
  if (!data.activities[activity] || !data.roles[role]) return null;
  const kind = kindOf(model, activity, role);
  return {
    title: kind ? `${lettersOf(kind)} · ${kind.functions.map(functionWord).join(t("comma"))}` : t("no-part"),
    body: [
      facts([
        [t("activity"), link("activity", activity, data.activities[activity])],
        [t("role"), link("role", role, data.roles[role])],
        kind && [t("function"), kind.functions.map((each) => t(each)).join("; ")],
      ]),
      inMatrix(activity, role),
      kind?.derived && el("p", { text: pick(data.legend.derived) }),
      findingList(data, cellFindings(model, activity, role)),
    ].filter(Boolean),
  };
});

registerPanel("activity", (data, index) => {
  const activity = data.activities[index];
  if (!activity) return null;
  const model = modelOf(data);
  return {
    title: pick(activity.name),
    body: [
      facts([
        [t("id"), el("code", { text: activity.id })],
        activity.department !== undefined && [t("department"), label(data.departments[activity.department])],
        activity.critical && [t("critical"), t("yes")],
        activity.status && [t("status"), pick(activity.status)],
        activity.platforms && [t("platform"), activity.platforms.map((each) => label(data.platforms[each])).join(t("comma"))],
        activity.tags && [t("tag"), activity.tags.join(t("comma"))],
        ...parts(data, (role) => kindOf(model, index, role), "role", data.columns, data.roles),
      ]),
      inMatrix(Number(index)),
      findingList(data, activityFindings(model, Number(index)), leftOutOf(model, "activities", Number(index))),
    ],
  };
});

/** The matrix of the data, made once. */
export function modelOf(data) {
  if (!models.has(data)) models.set(data, matrixModel(data));
  return models.get(data);
}

/** A list of facts: [[name, text or node]]; what is false is none. */
export function facts(pairs) {
  return el("dl", { class: "fact-list" }, pairs.filter(Boolean).flatMap(([name, value]) => [el("dt", { text: name }), el("dd", {}, value)]));
}

function inMatrix(activity, role) {
  return el("p", {}, el("button", { class: "tool", type: "button", text: t("show-in-matrix"), on: { click: () => showInMatrix(activity, role) } }));
}

/** A button that opens the drawer on an entity. */
export function link(kind, index, entity) {
  return el("button", { class: "link", type: "button", text: label(entity), on: { click: () => openPanel({ kind, index }) } });
}

/** Findings by their numbers, under a heading that counts them and `more` that are left out. */
export function findingList(data, numbers, more = {}) {
  const left = Object.values(more).reduce((sum, each) => sum + each, 0);
  const n = numbers.length + left;
  return el(
    "section",
    { class: "finding-list" },
    el("h3", { text: n ? count("n-findings", n) : t("no-findings") }),
    numbers.map((number) => findingItem(data, number)),
    left > 0 && el("p", { class: "left-out", text: t("left-out", { what: count("n-findings", left) }) }),
  );
}

function parts(data, kindAt, kind, numbers, entities) {
  return LOUDNESS.map((name) => {
    const found = numbers.filter((number) => kindAt(number)?.functions.includes(name));
    return found.length > 0 && [functionWord(name), el("ul", { class: "plain" }, found.map((number) => el("li", {}, link(kind, number, entities[number]), kindAt(number).derived && el("span", { class: "soft", text: ` (${t("derived-word")})` }))))];
  });
}
