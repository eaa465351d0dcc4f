// The organisation chart as a picture: a box for each team, with its roles.

import { teamBox, titleOf } from "./chart-boxes.js";
import { betterDirection, layOut, linkPath, onSheet, partsOnPaper } from "./chart-layout.js";
import { chartLegend } from "./chart-legend.js";
import { nestedList } from "./chart-list.js";
import { clear, el, svg } from "./dom.js";
import { textWidth } from "./drawing.js";
import { t } from "./i18n.js";
import { label } from "./names.js";
import { countsOf } from "./severities.js";
import { onState } from "./state.js";
import { everyTeam, teamsOf } from "./teams.js";

const MANY_ROLES = 60;
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
    clear(container).append(chart.controls(), chart.frame, chartLegend(), nestedList(data, { open: data.roles.length <= MANY_ROLES }));
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
  container.append(el("div", { class: "chart-pictures" }, pictures), chartLegend(), nestedList(data, { open: true }));
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
    for (const team of everyTeam(this.forest)) team.title = titleOf(this, team);
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
      boxes.map((box) => teamBox(this, box)),
    );
    this.resize();
    clear(this.frame).append(this.picture);
  }
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
