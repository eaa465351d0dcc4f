// The findings by their causes: what is wrong, about whom, what to do; to be filtered.

import { el, put } from "./dom.js";
import { severitySign } from "./findings-list.js";
import { count, pick, t } from "./i18n.js";
import { openPanel } from "./panel.js";
import { SEVERITIES } from "./severities.js";
import { get, onState, set } from "./state.js";
import { register } from "./tabs.js";
import { refLink } from "./values.js";

register({ id: "findings", title: "tab-findings", when: (data) => data.checked !== false || data.findings.length > 0, render, print });

const STATUSES = ["open", "waived", "baselined", "meant"];
const FILTERS = { "f-severity": (finding) => finding.severity, "f-status": statusOf, "f-rule": (finding) => finding.code };
const PAGE = 100;
const MOST_ITEMS = 20;
const MOST_LINKS = 6;

function statusOf(finding) {
  return finding.status ?? "open";
}

function render(container, data) {
  const tools = el("div", { class: "table-tools" });
  const list = el("div", { class: "causes" });
  const summary = el("p", { class: "soft", role: "status" });
  const more = el("button", { class: "tool", type: "button", on: { click: () => draw((most += PAGE)) } });
  let most = PAGE;

  function draw() {
    put(tools, filters(data));
    const groups = data.causes.map((cause) => cause.findings.filter((at) => isWanted(data.findings[at])));
    const shown = data.causes.map((cause, n) => ({ cause, wanted: new Set(groups[n]) })).filter(({ wanted }) => wanted.size);
    put(list, shown.slice(0, most).map(({ cause, wanted }) => causeItem(data, cause, wanted, MOST_ITEMS)));
    const n = shown.reduce((sum, { wanted }) => sum + wanted.size, 0);
    summary.textContent = n ? `${count("n-findings", n)} · ${count("n-causes", shown.length)}` : t("no-findings");
    more.hidden = shown.length <= most;
    more.textContent = count("n-more", shown.length - most);
  }

  put(container, tools, summary, leftOutNote(data), list, more);
  draw();
  return onState([...Object.keys(FILTERS), "ids"], draw);
}

function print(container, data) {
  const causes = data.causes.map((cause) => causeItem(data, cause, new Set(cause.findings), Infinity));
  const note = leftOutNote(data) || (causes.length ? "" : el("p", { text: t("no-findings") }));
  container.append(note, ...causes);
}

function leftOutNote(data) {
  const { findings = 0 } = data.left_out;
  return findings > 0 && el("p", { class: "left-out", text: t("left-out", { what: count("n-findings", findings) }) });
}

function isWanted(finding) {
  return Object.entries(FILTERS).every(([key, of]) => !get(key) || of(finding) === get(key));
}

/** A choice for each filter, of the values that occur, with how many findings have each. */
function filters(data) {
  const titles = new Map(data.findings.map((finding) => [finding.code, `${finding.code} ${pick(data.rules[finding.code].title)}`]));
  const choice = (key, values, text) => {
    const numbers = new Map();
    for (const finding of data.findings) numbers.set(FILTERS[key](finding), (numbers.get(FILTERS[key](finding)) ?? 0) + 1);
    const known = values.filter((value) => numbers.has(value));
    const options = known.map((value) => el("option", { value, text: `${text(value)} (${numbers.get(value)})`, selected: get(key) === value }));
    const select = el("select", { on: { change: () => set({ [key]: select.value }) } }, el("option", { value: "", text: t("all") }), options);
    return known.length > 0 && el("label", { class: "tool-choice" }, el("span", { text: t(key) }), select);
  };
  return [
    choice("f-severity", SEVERITIES, (value) => t(value)),
    choice("f-status", STATUSES, (value) => t(value)),
    choice("f-rule", [...titles.keys()].sort(), (value) => titles.get(value)),
  ];
}

/** A cause: one finding, or several that differ only in whom they are about. */
function causeItem(data, cause, wanted, mostItems) {
  const first = data.findings[cause.findings[0]];
  const status = statusOf(first);
  const single = cause.findings.length === 1;
  return el(
    "article",
    { class: `cause ${status === "open" ? first.severity : "accepted"}` },
    el(
      "p",
      { class: "finding-head" },
      severitySign(status === "open" ? first.severity : "accepted"),
      el("span", { text: `${t(first.severity)} · ${first.code}` }),
      el("span", { class: "soft", text: pick(data.rules[first.code].title) }),
      status !== "open" && el("span", { class: "tag", text: t(status) }),
      !single && el("span", { class: "tag", text: count("n-findings", wanted.size) }),
    ),
    el("p", { class: "finding-message", text: pick(cause.message ?? first.message) }),
    single ? place(data, cause.findings[0]) : items(data, cause, wanted, mostItems),
    first.accepted
      ? el("p", { class: "finding-hint", text: pick(first.accepted) })
      : first.hint && el("p", { class: "finding-hint" }, el("b", { text: t("fix") }), " ", pick(cause.hint ?? first.hint)),
    first.instead && el("pre", { text: first.instead }),
  );
}

/** Whom a finding is about, and where it stands. */
function place(data, at) {
  const { activities = [], roles = [], platforms = [], departments = [], place: where } = data.findings[at];
  const refs = [
    ...activities.map((each) => `activity:${data.activities[each].id}`),
    ...roles.map((each) => `role:${data.roles[each].id}`),
    ...platforms.map((each) => `platform:${data.platforms[each].id}`),
    ...departments.map((each) => `department:${data.departments[each].id}`),
  ];
  return el("p", { class: "finding-place" }, refs.slice(0, MOST_LINKS).map((ref) => el("span", { class: "tag" }, refLink(ref))), el("code", { text: where }));
}

function items(data, cause, wanted, most) {
  const all = cause.findings.map((at, n) => ({ at, text: cause.items[n] })).filter(({ at }) => wanted.has(at));
  const line = ({ at, text }) => el("li", {}, named(data.findings[at], pick(text)), " ", el("code", { text: data.findings[at].place }));
  const list = el("ul", { class: "cause-items" }, all.slice(0, most).map(line));
  if (all.length <= most) return list;
  const more = el("button", { class: "link", type: "button", text: count("n-more", all.length - most) });
  more.addEventListener("click", () => {
    list.append(...all.slice(most).map(line));
    more.remove();
  });
  return el("div", {}, list, more);
}

/** A text that opens the activity, or else the role, that a finding marks. */
function named(finding, text) {
  const [activity] = finding.activities ?? [];
  const role = finding.roles?.[0];
  if (activity === undefined && role === undefined) return el("span", { text });
  const target = activity === undefined ? { kind: "role", index: role } : { kind: "activity", index: activity };
  return el("button", { class: "link", type: "button", text, on: { click: () => openPanel(target) } });
}
