// How the chart draws a team: a box with its title, its roles, and a knob.

import { BOX, MOST_ROWS, headHeight, rowsShown } from "./chart-layout.js";
import { svg } from "./dom.js";
import { fitted, severityShape, star, textWidth } from "./drawing.js";
import { count, t } from "./i18n.js";
import { entityOf, label } from "./names.js";
import { openPanel } from "./panel.js";
import { findingRemarks, headedBy, pageNumber, remarks } from "./people.js";
import { total, worst } from "./severities.js";
import { everyTeam } from "./teams.js";

const HUES = 8;

/** The box of a team: its title, its roles, and the knob that folds what is below. */
export function teamBox(chart, { team, x, y, width, height }) {
  const { rows, left } = rowsShown(team, chart.options.unrolled);
  const hue = team.department === null ? "none" : team.department % HUES;
  return svg(
    "g",
    { class: `team hue-${hue}`, transform: `translate(${x} ${y})` },
    svg("rect", { class: "team-box", width, height, rx: 6 }),
    team.title && titleBar(chart, team, width),
    rows.length === 0 && nobody(width, headHeight(team)),
    rows.map((row, line) => roleLine(chart, row, width, headHeight(team) + line * BOX.row)),
    team.rows.length > MOST_ROWS && moreLine(chart, team, left, width, headHeight(team) + rows.length * BOX.row),
    team.children.length > 0 && knob(chart, team, width, height),
  );
}

function titleBar(chart, team, width) {
  const severity = team.department !== null && worst(chart.departmentCounts[team.department]);
  const text = fitted(team.title, width - (severity ? 40 : 20), `600 12px ${chart.font}`);
  return svg(
    "g",
    { class: "team-name", on: { click: () => openDepartment(chart, team) } },
    svg("title", { text: team.title }),
    svg("path", { class: "team-head", d: headPath(width) }),
    svg("text", { class: "team-title", x: 10, y: 17, text }),
    severity && severityShape(severity, width - 18, 12),
  );
}

function openDepartment(chart, team) {
  const found = team.department !== null && entityOf(`department:${chart.data.departments[team.department].id}`);
  if (found) openPanel({ kind: "department", index: found.index });
}

/** What stands above a team: its department, and the manager where no line says who that is. */
export function titleOf(chart, team) {
  const department = chart.data.departments[team.department];
  const manager = unclearManager(chart, team);
  return [department && label(department), manager && `↑ ${manager}`].filter(Boolean).join(" ");
}

/** The manager's name, where the line does not come from a box with one leader, the manager. */
function unclearManager(chart, team) {
  if (team.manager === null) return "";
  const leaders = chart.homes.get(team.manager).rows.filter(({ depth }) => depth === 0);
  return leaders.length === 1 && leaders[0].role === team.manager ? "" : label(chart.data.roles[team.manager]);
}

function nobody(width, y) {
  return svg(
    "g",
    { class: "chart-role is-vacant", transform: `translate(0 ${y})` },
    svg("rect", { class: "role-box", x: 4, y: 1.5, width: width - 8, height: BOX.row - 3, rx: 4 }),
    svg("text", { x: 10, y: 17.5, text: t("no-roles-in-it") }),
  );
}

function roleLine(chart, { role, depth }, width, y) {
  const entity = chart.data.roles[role];
  const isHead = headedBy(chart.data, role).length > 0;
  const severity = worst(chart.counts[role]);
  const posts = entity.headcount > 1 ? `×${entity.headcount}` : "";
  const start = 10 + Math.min(depth, 6) * BOX.indent + (isHead ? 16 : 0);
  const end = width - (severity ? 30 : 10);
  const room = end - (posts ? 26 : 0) - start;
  const classes = ["chart-role", isHead && "is-head", entity.vacant && "is-vacant", entity.headcount === 0 && "is-planned"];
  return svg(
    "g",
    {
      class: classes.filter(Boolean).join(" "),
      transform: `translate(0 ${y})`,
      data: { role },
      on: { click: () => openPanel({ kind: "role", index: pageNumber(chart.data, role) }) },
    },
    svg("title", { text: summary(chart, role) }),
    svg("rect", { class: "role-box", x: 4, y: 1.5, width: width - 8, height: BOX.row - 3, rx: 4 }),
    isHead && star(start - 9, 12.5, 6.5),
    svg("text", { x: start, y: 17.5, text: fitted(label(entity), room, `${isHead ? 700 : 400} 13px ${chart.font}`) }),
    posts && svg("text", { class: "posts", x: end, y: 17.5, text: posts }),
    severity && severityShape(severity, width - 18, 13),
  );
}

function summary(chart, role) {
  const department = chart.data.departments[chart.data.roles[role].department];
  const findings = findingRemarks(chart.counts[role]).map(({ text }) => text);
  return [label(chart.data.roles[role]), department && label(department), ...remarks(chart.data, role), ...findings].filter(Boolean).join("\n");
}

function moreLine(chart, team, left, width, y) {
  return svg(
    "g",
    { class: "more", transform: `translate(0 ${y})`, on: { click: () => chart.toggle(chart.options.unrolled, team.id) } },
    svg("rect", { x: 4, width: width - 8, height: BOX.more, rx: 4 }),
    svg("text", { x: width / 2, y: 15, text: left ? count("more-roles", left) : t("fewer-roles") }),
  );
}

/** The knob at the edge of a box folds what is below, or says how many roles that is. */
function knob(chart, team, width, height) {
  const folded = chart.options.folded.has(team.id);
  const below = everyTeam(team.children).flatMap(({ rows }) => rows.map(({ role }) => role));
  const text = folded ? `+${below.length}` : "−";
  const size = Math.max(20, textWidth(text, `600 12px ${chart.font}`) + 12);
  const [x, y] = chart.options.direction === "down" ? [width / 2, height] : [width, height / 2];
  const departments = new Set(everyTeam(team.children).flatMap(({ department }) => (department === null ? [] : [department])));
  const counts = [...below.map((role) => chart.counts[role]), ...[...departments].map((each) => chart.departmentCounts[each])];
  const severity = folded && worst(total(counts));
  return svg(
    "g",
    { class: "knob", transform: `translate(${x} ${y})`, on: { click: () => chart.toggle(chart.options.folded, team.id) } },
    svg("title", { text: count(folded ? "unfold-branch" : "fold-branch", below.length) }),
    svg("rect", { x: -size / 2, y: -9, width: size, height: 18, rx: 9 }),
    svg("text", { y: 4, text }),
    severity && severityShape(severity, size / 2 + 11, 0),
  );
}

function headPath(width) {
  const low = BOX.head - 3;
  return `M0 ${low}V6A6 6 0 0 1 6 0H${width - 6}A6 6 0 0 1 ${width} 6V${low}Z`;
}
