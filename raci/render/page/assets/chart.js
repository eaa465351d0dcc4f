// The organisation chart as a picture: a box for each team, with its roles.

import { BOX, MOST_ROWS, betterDirection, headHeight, layOut, linkPath, onSheet, partsOnPaper, rowsShown } from "./chart-layout.js";
import { nestedList } from "./chart-list.js";
import { clear, el, svg } from "./dom.js";
import { fitted, icon, severityShape, star, textWidth } from "./drawing.js";
import { count, t } from "./i18n.js";
import { entityOf, label } from "./names.js";
import { openPanel } from "./panel.js";
import { findingRemarks, headedBy, pageNumber, remarks } from "./people.js";
import { SEVERITIES, countsOf, total, worst } from "./severities.js";
import { onState } from "./state.js";
import { everyTeam, teamsOf } from "./teams.js";

const MANY_ROLES = 60;
const HUES = 8;
const MARGIN = 14;
const LARGEST = 0.6; // points of paper for a pixel of the picture
const WIDTHS = { least: 170, most: 290 };
const ZOOM = { least: 0.2, readable: 0.8, most: 2 };

/** Draws the chart and its list into a container. Returns what ends it. */
export function drawChart(container, data) {
  if (!data.roles.length) {
    container.append(el("p", { text: t("no-roles") }));
    return null;
  }
  const chart = new Chart(data);
  const draw = () => {
    clear(container).append(chart.controls(), chart.frame, legend(), nestedList(data, { open: data.roles.length <= MANY_ROLES }));
    chart.measure();
    chart.draw();
  };
  draw();
  const firstSeen = new ResizeObserver(() => {
    if (!chart.frame.clientWidth) return;
    firstSeen.disconnect();
    chart.turnToFit();
  });
  firstSeen.observe(chart.frame);
  return onState(["ids"], draw);
}

/** The whole picture, scaled to a page, and the list. */
export function printChart(container, data) {
  const chart = new Chart(data);
  chart.options.folded.clear();
  chart.measure();
  const pictures = partsOnPaper(chart.forest, chart.options).map((part) => chart.onPaper(part));
  container.append(el("div", { class: "chart-pictures" }, pictures), legend(), nestedList(data, { open: true }));
}

class Chart {
  constructor(data) {
    this.data = data;
    this.forest = teamsOf(data.roles, data.departments);
    this.homes = new Map(everyTeam(this.forest).flatMap((team) => team.rows.map(({ role }) => [role, team])));
    this.counts = countsOf(data, "roles");
    this.departmentCounts = countsOf(data, "departments");
    this.options = { folded: foldedAtFirst(this.forest), unrolled: new Set(), direction: "down", room: 1400, boxWidth: 0 };
    this.scale = 1;
    this.frame = el("div", { class: "chart-frame", tabindex: "0", role: "group", "aria-label": t("chart") });
    dragToScroll(this.frame);
    this.frame.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
  }

  controls() {
    const tool = (key, sign, click) =>
      el("button", { class: "tool", type: "button", title: t(key), "aria-label": t(key), text: sign, on: { click } });
    return el(
      "div",
      { class: "chart-tools", role: "group", "aria-label": t("chart-tools") },
      tool("zoom-out", "−", () => this.zoom(this.scale / 1.25)),
      tool("zoom-in", "+", () => this.zoom(this.scale * 1.25)),
      tool("zoom-fit", t("zoom-fit"), () => this.fit(ZOOM.least)),
      tool("turn-chart", t("turn-chart"), () => this.turn()),
      tool("unfold-all", t("unfold-all"), () => this.fold([])),
      tool("fold-all", t("fold-all"), () => this.fold(everyTeam(this.forest).filter((team) => team.children.length))),
    );
  }

  /** Takes names and font as they are now, and makes boxes as wide as names need, within bounds. */
  measure() {
    this.font = getComputedStyle(document.body).fontFamily;
    for (const team of everyTeam(this.forest)) team.title = this.titleOf(team);
    const longest = Math.max(...this.data.roles.map((role) => textWidth(label(role), `700 13px ${this.font}`)));
    this.options.boxWidth = Math.round(Math.min(WIDTHS.most, Math.max(WIDTHS.least, longest + 75)));
  }

  turnToFit() {
    this.options.room = this.frame.clientWidth - 2 * MARGIN;
    this.options.direction = betterDirection(this.forest, this.options);
    this.draw();
    this.fit(ZOOM.readable);
  }

  turn() {
    this.options.direction = this.options.direction === "down" ? "right" : "down";
    this.draw();
    this.fit(ZOOM.readable);
  }

  fold(teams) {
    this.options.folded = new Set(teams.map((team) => team.id));
    this.draw();
    this.fit(ZOOM.readable);
  }

  /** The picture of a part of the forest, as large as its text is to be on paper. */
  onPaper({ teams, folded }) {
    const options = { ...this.options, folded };
    const { direction, scale } = onSheet(teams, options);
    Object.assign(this, { forest: teams, options: { ...options, direction } });
    this.draw();
    this.picture.style.setProperty("--width", `${(this.size.width * Math.min(scale, LARGEST)).toFixed(1)}pt`);
    return this.picture;
  }

  toggle(set, id) {
    if (!set.delete(id)) set.add(id);
    this.draw();
  }

  /** Zooms so that the whole width is seen, unless that is below a scale; then the top is in view. */
  fit(least) {
    const { clientWidth, clientHeight } = this.frame;
    this.zoom(Math.min(1, Math.max(least, clientWidth / this.size.width)));
    const centre = (start, size) => (MARGIN + start + size / 2) * this.scale;
    const { x, y, width, height } = this.top;
    this.frame.scrollTo(centre(x, width) - clientWidth / 2, centre(y, height) - clientHeight / 2);
  }

  zoom(scale) {
    const middle = (this.frame.scrollLeft + this.frame.clientWidth / 2) / this.scale;
    this.scale = Math.min(ZOOM.most, Math.max(ZOOM.least, scale));
    this.resize();
    this.frame.scrollLeft = middle * this.scale - this.frame.clientWidth / 2;
  }

  resize() {
    this.picture.setAttribute("width", Math.floor(this.size.width * this.scale));
    this.picture.setAttribute("height", Math.floor(this.size.height * this.scale));
  }

  wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.zoom(this.scale * (event.deltaY < 0 ? 1.1 : 1 / 1.1));
  }

  draw() {
    const { boxes, width, height } = layOut(this.forest, this.options);
    this.size = { width: width + 2 * MARGIN, height: height + 2 * MARGIN };
    [this.top] = boxes;
    const linked = boxes.filter((box) => box.parent);
    this.picture = svg(
      "svg",
      { class: "chart", viewBox: `${-MARGIN} ${-MARGIN} ${this.size.width} ${this.size.height}`, "aria-hidden": "true" },
      svg("g", { class: "links" }, linked.map((box) => svg("path", { d: linkPath(box.parent, box, this.options.direction) }))),
      boxes.map((box) => this.box(box)),
    );
    this.resize();
    clear(this.frame).append(this.picture);
  }

  box({ team, x, y, width, height }) {
    const { rows, left } = rowsShown(team, this.options.unrolled);
    const hue = team.department === null ? "none" : team.department % HUES;
    return svg(
      "g",
      { class: `team hue-${hue}`, transform: `translate(${x} ${y})` },
      svg("rect", { class: "team-box", width, height, rx: 6 }),
      team.title && this.title(team, width),
      rows.length === 0 && this.nobody(width, headHeight(team)),
      rows.map((row, line) => this.row(row, width, headHeight(team) + line * BOX.row)),
      team.rows.length > MOST_ROWS && this.more(team, left, width, headHeight(team) + rows.length * BOX.row),
      team.children.length > 0 && this.knob(team, width, height),
    );
  }

  title(team, width) {
    const severity = team.department !== null && worst(this.departmentCounts[team.department]);
    const text = fitted(team.title, width - (severity ? 40 : 20), `600 12px ${this.font}`);
    return svg(
      "g",
      { class: "team-name", on: { click: () => this.openDepartment(team) } },
      svg("title", { text: team.title }),
      svg("path", { class: "team-head", d: headPath(width) }),
      svg("text", { class: "team-title", x: 10, y: 17, text }),
      severity && severityShape(severity, width - 18, 12),
    );
  }

  openDepartment(team) {
    const found = team.department !== null && entityOf(`department:${this.data.departments[team.department].id}`);
    if (found) openPanel({ kind: "department", index: found.index });
  }

  /** What stands above a team: its department, and the manager where no line says who that is. */
  titleOf(team) {
    const department = this.data.departments[team.department];
    const manager = this.unclearManager(team);
    return [department && label(department), manager && `↑ ${manager}`].filter(Boolean).join(" ");
  }

  /** The manager's name, where the line does not come from a box with one leader, the manager. */
  unclearManager(team) {
    if (team.manager === null) return "";
    const leaders = this.homes.get(team.manager).rows.filter(({ depth }) => depth === 0);
    return leaders.length === 1 && leaders[0].role === team.manager ? "" : label(this.data.roles[team.manager]);
  }

  nobody(width, y) {
    return svg(
      "g",
      { class: "chart-role is-vacant", transform: `translate(0 ${y})` },
      svg("rect", { class: "role-box", x: 4, y: 1.5, width: width - 8, height: BOX.row - 3, rx: 4 }),
      svg("text", { x: 10, y: 17.5, text: t("no-roles-in-it") }),
    );
  }

  row({ role, depth }, width, y) {
    const entity = this.data.roles[role];
    const isHead = headedBy(this.data, role).length > 0;
    const severity = worst(this.counts[role]);
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
        on: { click: () => openPanel({ kind: "role", index: pageNumber(this.data, role) }) },
      },
      svg("title", { text: this.summary(role) }),
      svg("rect", { class: "role-box", x: 4, y: 1.5, width: width - 8, height: BOX.row - 3, rx: 4 }),
      isHead && star(start - 9, 12.5, 6.5),
      svg("text", { x: start, y: 17.5, text: fitted(label(entity), room, `${isHead ? 700 : 400} 13px ${this.font}`) }),
      posts && svg("text", { class: "posts", x: end, y: 17.5, text: posts }),
      severity && severityShape(severity, width - 18, 13),
    );
  }

  summary(role) {
    const department = this.data.departments[this.data.roles[role].department];
    const findings = findingRemarks(this.counts[role]).map(({ text }) => text);
    return [label(this.data.roles[role]), department && label(department), ...remarks(this.data, role), ...findings].filter(Boolean).join("\n");
  }

  more(team, left, width, y) {
    return svg(
      "g",
      { class: "more", transform: `translate(0 ${y})`, on: { click: () => this.toggle(this.options.unrolled, team.id) } },
      svg("rect", { x: 4, width: width - 8, height: BOX.more, rx: 4 }),
      svg("text", { x: width / 2, y: 15, text: left ? count("more-roles", left) : t("fewer-roles") }),
    );
  }

  /** The knob at the edge of a box folds what is below, or says how many roles that is. */
  knob(team, width, height) {
    const folded = this.options.folded.has(team.id);
    const below = everyTeam(team.children).flatMap(({ rows }) => rows.map(({ role }) => role));
    const text = folded ? `+${below.length}` : "−";
    const size = Math.max(20, textWidth(text, `600 12px ${this.font}`) + 12);
    const [x, y] = this.options.direction === "down" ? [width / 2, height] : [width, height / 2];
    const departments = new Set(everyTeam(team.children).flatMap(({ department }) => (department === null ? [] : [department])));
    const counts = [...below.map((role) => this.counts[role]), ...[...departments].map((each) => this.departmentCounts[each])];
    const severity = folded && worst(total(counts));
    return svg(
      "g",
      { class: "knob", transform: `translate(${x} ${y})`, on: { click: () => this.toggle(this.options.folded, team.id) } },
      svg("title", { text: count(folded ? "unfold-branch" : "fold-branch", below.length) }),
      svg("rect", { x: -size / 2, y: -9, width: size, height: 18, rx: 9 }),
      svg("text", { y: 4, text }),
      severity && severityShape(severity, size / 2 + 11, 0),
    );
  }
}

function headPath(width) {
  const low = BOX.head - 3;
  return `M0 ${low}V6A6 6 0 0 1 6 0H${width - 6}A6 6 0 0 1 ${width} 6V${low}Z`;
}

/** The teams that are folded at first: the levels below those with many roles together. */
function foldedAtFirst(forest) {
  const sizeOf = (teams) => teams.reduce((sum, team) => sum + team.rows.length, 0);
  const folded = new Set();
  let drawn = 0;
  for (let level = forest; level.length; level = level.flatMap((team) => team.children)) {
    drawn += sizeOf(level);
    const next = level.flatMap((team) => team.children);
    if (drawn + sizeOf(next) <= MANY_ROLES) continue;
    for (const team of level) if (team.children.length) folded.add(team.id);
  }
  return folded;
}

/** The key to the picture. */
function legend() {
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

/** Moves the picture with the mouse, as a map is moved; a click that ends a move opens nothing. */
function dragToScroll(frame) {
  let start = null;
  let moved = false;
  frame.addEventListener("pointerdown", (event) => {
    const mouse = event.pointerType === "mouse" && event.button === 0;
    start = mouse ? { x: event.clientX, y: event.clientY, left: frame.scrollLeft, top: frame.scrollTop } : null;
    moved = false;
  });
  frame.addEventListener("pointermove", (event) => {
    if (!start || event.buttons !== 1) return;
    const [x, y] = [event.clientX - start.x, event.clientY - start.y];
    moved ||= Math.hypot(x, y) > 4;
    if (moved) frame.scrollTo(start.left - x, start.top - y);
  });
  frame.addEventListener("click", (event) => moved && event.stopPropagation(), { capture: true });
}
