// A grid of any size of which only what is seen is drawn: sticky heads, keyboard, ARIA.
//
// It shows a view: {lines, columns, bands, corner, cornerLabel, side(line), head(column),
// cell(line, column), open(line, column)}. A line is a row or, with `group`, a heading over rows.
// side and head return {text, label, mark, count, group, folded}; cell returns {text, look, mark,
// label}. Line -1 is the row of heads, column -1 the side.

import { clear, el } from "./dom.js";
import { ROW, columnsSeen, linesSeen, measured, tops } from "./grid-sizes.js";

const CJK = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]/;

/** Makes a grid. Returns {element, show(view), focus(), go(line, column)}. */
export function createGrid() {
  const heads = el("div", { class: "grid-heads", role: "row", "aria-rowindex": "1" });
  const content = el("div", { class: "grid-content", role: "rowgroup" }, heads);
  const element = el("div", { class: "grid", role: "grid", tabindex: "-1" }, content);
  const state = { view: null, size: null, drawn: new Map(), columns: null, line: -1, column: -1, hot: -1, active: null, tops: [] };

  function show(view) {
    state.view = view;
    state.line = Math.min(state.line, view.lines.length - 1);
    state.column = Math.min(state.column, view.columns.length - 1);
    element.setAttribute("aria-rowcount", String(view.lines.length + 1));
    element.setAttribute("aria-colcount", String(view.columns.length + 1));
    element.setAttribute("aria-label", view.label);
    layout();
  }

  function layout() {
    const { view } = state;
    if (!view) return;
    const focused = element.contains(document.activeElement);
    state.size = measured(element, view);
    state.tops = tops(view.lines);
    const { side, head, column, upright } = state.size;
    content.style.setProperty("width", `${side + column * view.columns.length}px`);
    content.style.setProperty("height", `${head + state.tops.at(-1)}px`);
    for (const [name, value] of [["--side", side], ["--head", head], ["--column", column], ["--across", column * view.columns.length]]) element.style.setProperty(name, `${value}px`);
    element.classList.toggle("upright", upright);
    for (const drawn of state.drawn.values()) drawn.remove();
    state.drawn.clear();
    state.columns = null;
    draw();
    if (focused) state.active?.focus({ preventScroll: true });
  }

  function draw() {
    const { view, size, drawn } = state;
    const seenColumns = columnsSeen(element, view, size, state.column);
    const lines = linesSeen(element, state.tops, size, state.line);
    const key = seenColumns.join();
    if (key !== state.columns) {
      drawHeads(seenColumns);
      for (const row of drawn.values()) row.remove();
      drawn.clear();
      state.columns = key;
    }
    for (const [line, row] of drawn) {
      if (!lines.has(line)) {
        row.remove();
        drawn.delete(line);
      }
    }
    for (const line of lines) if (!drawn.has(line)) drawn.set(line, content.appendChild(drawLine(line, seenColumns)));
    mark();
  }

  function drawHeads(columns) {
    const { view, size } = state;
    const corner = el("div", { class: "grid-corner", role: "columnheader", "aria-colindex": "1", text: view.corner, "data-line": -1, "data-column": -1 });
    const seen = view.bands.filter((band) => band.to > columns[0] && band.from <= columns.at(-1));
    const bands = seen.map((band) =>
      el("div", { class: "grid-band", "aria-hidden": "true", title: band.text, style: { left: `${size.side + size.column * band.from}px`, width: `${size.column * (band.to - band.from)}px` } }, el("span", { text: band.text })),
    );
    const cells = columns.map((column) => {
      const { text, label, mark, count } = view.head(view.columns[column]);
      return el(
        "div",
        { class: `grid-head${CJK.test(text) ? " cjk" : ""}`, role: "columnheader", "aria-colindex": String(column + 2), "aria-label": label, title: label, style: { left: `${size.side + size.column * column}px` }, "data-line": -1, "data-column": column },
        el("span", { class: "grid-name", text }),
        badge(mark, count),
      );
    });
    clear(heads).append(corner, ...bands, ...cells);
  }

  function drawLine(line, columns) {
    const { view, size, tops: offsets } = state;
    const item = view.lines[line];
    const { text, label, mark, count, folded } = view.side(item);
    const group = item.group === true;
    const side = el(
      "div",
      { class: "grid-side", role: "rowheader", "aria-colindex": "1", "aria-label": label, title: label, "aria-expanded": group ? String(!folded) : null, "data-line": line, "data-column": -1 },
      group && el("span", { class: "grid-fold", text: folded ? "▸" : "▾", "aria-hidden": "true" }),
      el("span", { class: "grid-name", text }),
      badge(mark, count),
    );
    const cells = group ? [] : columns.map((column) => drawCell(line, column, view.cell(item, view.columns[column]))).filter(Boolean);
    return el("div", { class: group ? "grid-row group" : "grid-row", role: "row", "aria-rowindex": String(line + 2), style: { top: `${size.head + offsets[line]}px` } }, side, cells);
  }

  // An empty cell is drawn only where the reader is: most cells are empty, and rows know clicks.
  function drawCell(line, column, cell) {
    if (!cell.text && !cell.mark && !(line === state.line && column === state.column)) return null;
    return el(
      "div",
      { class: `grid-cell ${cell.look}`, role: "gridcell", "aria-colindex": column + 2, "aria-label": cell.label, "data-line": line, "data-column": column, style: { left: `${state.size.side + state.size.column * column}px` } },
      cell.text,
      cell.mark && el("i", { class: `mark ${cell.mark}` }),
    );
  }

  // One cell at a time can be reached by Tab; the arrow keys move it.
  function mark() {
    const { view, line, column } = state;
    let cell = cellAt(line, column);
    if (!cell && line >= 0 && column >= 0 && !view.lines[line].group) {
      cell = drawCell(line, column, view.cell(view.lines[line], view.columns[column]));
      state.drawn.get(line).append(cell);
    }
    if (cell !== state.active) state.active?.setAttribute("tabindex", "-1");
    cell?.setAttribute("tabindex", "0");
    state.active = cell;
    return cell;
  }

  function cellAt(line, column) {
    return element.querySelector(`[data-line="${line}"][data-column="${column}"]`);
  }

  function go(line, column) {
    const { view } = state;
    state.line = Math.max(-1, Math.min(line, view.lines.length - 1));
    state.column = Math.max(-1, Math.min(column, view.columns.length - 1));
    if (view.lines[state.line]?.group) state.column = -1;
    reveal();
    draw();
    mark()?.focus({ preventScroll: true });
  }

  function reveal() {
    const { size, line, column, tops: offsets } = state;
    if (line >= 0) {
      const [top, bottom] = [offsets[line], offsets[line + 1]];
      if (top < element.scrollTop) element.scrollTop = top;
      else if (bottom + size.head > element.scrollTop + element.clientHeight) element.scrollTop = bottom + size.head - element.clientHeight;
    }
    if (column >= 0) {
      const [left, right] = [size.column * column, size.column * (column + 1)];
      if (left < element.scrollLeft) element.scrollLeft = left;
      else if (right + size.side > element.scrollLeft + element.clientWidth) element.scrollLeft = right + size.side - element.clientWidth;
    }
  }

  function open(line, column) {
    if (line >= 0 || column >= 0) state.view.open(state.view.lines[line], state.view.columns[column]);
  }

  element.addEventListener("keydown", (event) => {
    const { line, column, view } = state;
    const page = Math.max(1, Math.floor((element.clientHeight - state.size.head) / ROW) - 1);
    const all = event.ctrlKey || event.metaKey;
    const moves = {
      ArrowDown: [line + 1, column],
      ArrowUp: [line - 1, column],
      ArrowRight: [line, column + 1],
      ArrowLeft: [line, column - 1],
      PageDown: [line + page, column],
      PageUp: [line - page, column],
      Home: [all ? -1 : line, -1],
      End: [all ? view.lines.length : line, view.columns.length],
    };
    if (event.key in moves) go(...moves[event.key]);
    else if (event.key === "Enter" || event.key === " ") open(line, column);
    else return;
    event.preventDefault();
  });
  element.addEventListener("click", (event) => {
    const at = placeOf(event, element, state);
    if (!at) return;
    go(at.line, at.column);
    open(state.line, state.column);
  });
  element.addEventListener("focus", () => mark()?.focus({ preventScroll: true }));
  element.addEventListener("mousemove", (event) => {
    const column = placeOf(event, element, state)?.column ?? -1;
    if (column === state.hot) return;
    cellAt(-1, state.hot)?.classList.remove("hot");
    if (column >= 0) cellAt(-1, column)?.classList.add("hot");
    state.hot = column;
  });
  let waiting = false;
  element.addEventListener("scroll", () => {
    if (waiting || !state.view) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      if (element.isConnected) draw();
    });
  });
  new ResizeObserver(() => {
    if (element.isConnected && changedSize(element, state)) layout();
    else if (state.view) draw();
  }).observe(element);
  return { element, show, go, focus: () => mark()?.focus() };
}

/** Where a mouse is: by the element below it, or in a row where nothing is drawn; null beside the columns. */
function placeOf(event, element, { drawn, size, view }) {
  const at = event.target.closest("[data-line]");
  if (at) return { line: Number(at.dataset.line), column: Number(at.dataset.column) };
  const row = event.target.closest(".grid-row");
  if (!row) return null;
  const [line] = [...drawn].find(([, each]) => each === row);
  const x = event.clientX - element.getBoundingClientRect().left + element.scrollLeft - size.side;
  const column = Math.floor(x / size.column);
  return view.lines[line].group || column < view.columns.length ? { line, column } : null;
}

function changedSize(element, state) {
  if (!state.view) return false;
  const now = measured(element, state.view);
  return Object.keys(now).some((key) => now[key] !== state.size[key]);
}

function badge(mark, count) {
  return mark && el("span", { class: "grid-badge", "aria-hidden": "true" }, el("i", { class: `mark ${mark}` }), count > 1 && el("span", { text: String(count) }));
}
