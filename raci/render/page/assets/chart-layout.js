// Where the boxes of teams stand: d3-hierarchy lays out the tree, box sizes are ours.

import "../vendor/d3-hierarchy.min.js";

const { hierarchy, tree } = globalThis.d3;

export const BOX = { head: 26, row: 26, more: 22, pad: 5, indent: 12 };
const GAP = { beside: 20, between: 46, lines: 34 };
export const MOST_ROWS = 14;
const SHEET = { width: 780, height: 475, margin: 28 }; // a sheet of A4, in points
const READABLE = 5.5 / 12; // points of paper for a pixel of the picture, whose smallest text has 12

/** The rows of a team that are drawn, and how many are left out. */
export function rowsShown(team, unrolled) {
  const all = team.rows;
  if (unrolled.has(team.id) || all.length <= MOST_ROWS) return { rows: all, left: 0 };
  return { rows: all.slice(0, MOST_ROWS - 1), left: all.length - MOST_ROWS + 1 };
}

/** The height of what stands above the rows of a team's box. */
export function headHeight(team) {
  return team.title ? BOX.head : BOX.pad;
}

/** The height of a team's box. */
function heightOf(team, unrolled) {
  const { rows, left } = rowsShown(team, unrolled);
  const more = left || team.rows.length > MOST_ROWS ? BOX.more : 0;
  return headHeight(team) + Math.max(1, rows.length) * BOX.row + more + BOX.pad;
}

/**
 * The boxes {team, x, y, width, height, parent} of a forest, and the size of the whole.
 * Options: `folded` and `unrolled` teams by id; `direction` is "down" or "right", the way from a
 * manager to the reports; `boxWidth`; `room`: trees stand beside one another as far as they fit
 * into it, then in further lines.
 */
export function layOut(forest, options) {
  const whole = { boxes: [], width: 0, height: 0 };
  let [x, y, low] = [0, 0, 0];
  for (const team of forest) {
    const one = layOutTree(team, options);
    if (x > 0 && x + one.width > options.room) [x, y] = [0, low + GAP.lines];
    for (const box of one.boxes) Object.assign(box, { x: box.x + x, y: box.y + y });
    whole.boxes.push(...one.boxes);
    whole.width = Math.max(whole.width, x + one.width);
    low = Math.max(low, y + one.height);
    x += one.width + GAP.beside;
  }
  return { ...whole, height: low };
}

function layOutTree(top, { folded, unrolled, direction, boxWidth }) {
  const down = direction === "down";
  const root = hierarchy(top, (team) => (folded.has(team.id) ? [] : team.children));
  const height = (node) => heightOf(node.data, unrolled);
  const across = (node) => (down ? boxWidth : height(node));
  const along = (node) => (down ? height(node) : boxWidth);
  tree()
    .nodeSize([1, 1])
    .separation((a, b) => (across(a) + across(b)) / 2 + GAP.beside)(root);
  const nodes = root.descendants();
  const starts = levels(nodes, along);
  const first = Math.min(...nodes.map((node) => node.x - across(node) / 2));
  const boxes = new Map();
  for (const node of nodes) {
    const [side, start] = [node.x - across(node) / 2 - first, starts[node.depth]];
    const [x, y] = down ? [side, start] : [start, side];
    const parent = node.parent && boxes.get(node.parent.data.id);
    boxes.set(node.data.id, { team: node.data, x, y, width: boxWidth, height: height(node), parent });
  }
  const placed = [...boxes.values()];
  return {
    boxes: placed,
    width: Math.max(...placed.map((box) => box.x + box.width)),
    height: Math.max(...placed.map((box) => box.y + box.height)),
  };
}

/** Where each level of a tree begins. */
function levels(nodes, along) {
  const longest = [];
  for (const node of nodes) longest[node.depth] = Math.max(longest[node.depth] ?? 0, along(node));
  const starts = [0];
  for (let depth = 1; depth < longest.length; depth += 1) {
    starts[depth] = starts[depth - 1] + longest[depth - 1] + GAP.between;
  }
  return starts;
}

/** The direction to draw in: down where that can be read in the room, else the one drawn larger. */
export function betterDirection(forest, options) {
  const [down, right] = ["down", "right"].map((direction) => {
    const { width } = layOut(forest, { ...options, direction });
    return Math.min(1, options.room / width);
  });
  return down >= 0.75 || down >= right ? "down" : "right";
}

/** How a forest is drawn largest on a sheet of paper: the direction, and points for a pixel. */
export function onSheet(forest, options) {
  const [down, right] = ["down", "right"].map((direction) => {
    const { width, height } = layOut(forest, { ...options, direction });
    return { direction, scale: Math.min(SHEET.width / (width + SHEET.margin), SHEET.height / (height + SHEET.margin)) };
  });
  return down.scale >= right.scale ? down : right;
}

/**
 * The parts {teams, folded} in which a forest is drawn on paper, so that each can be read. A large
 * tree is a picture of its top, whose reports are folded, and one of each of those; what reports to
 * one box stands in several pictures if it is too much for one.
 */
export function partsOnPaper(forest, options) {
  if (isReadable(forest, options)) return [{ teams: forest, folded: new Set() }];
  if (forest.length > 1) return forest.flatMap((team) => partsOnPaper([team], options));
  const [top] = forest;
  const below = top.children.filter((team) => team.children.length);
  return [...partsOfTop(top, options), ...below.flatMap((team) => partsOnPaper([team], options))];
}

function partsOfTop(top, options) {
  const folded = new Set(top.children.map((team) => team.id));
  const { children } = top;
  if (children.length < 2 || isReadable([top], { ...options, folded })) return [{ teams: [top], folded }];
  const half = Math.ceil(children.length / 2);
  return [children.slice(0, half), children.slice(half)].flatMap((some) => partsOfTop({ ...top, children: some }, options));
}

function isReadable(forest, options) {
  return onSheet(forest, options).scale >= READABLE;
}

/** The path from a manager's box to a team's. */
export function linkPath(from, to, direction) {
  const [x0, y0, x1, y1] =
    direction === "down"
      ? [from.x + from.width / 2, from.y + from.height, to.x + to.width / 2, to.y]
      : [from.x + from.width, from.y + from.height / 2, to.x, to.y + to.height / 2];
  if (direction === "down") {
    const bend = y1 - GAP.between / 2;
    return `M${x0} ${y0}V${bend}H${x1}V${y1}`;
  }
  const bend = x1 - GAP.between / 2;
  return `M${x0} ${y0}H${bend}V${y1}H${x1}`;
}
