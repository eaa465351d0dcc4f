// How large the parts of a grid are, and which of them are in view.

const OVER = 4; // rows and columns drawn beyond what is seen
export const ROW = 36;
const GROUP = 34;
const BAND = 22;

/** The sizes of heads and columns that fit: columns as wide as there is room, else narrow. */
export function measured(element, view) {
  const narrow = element.clientWidth < 600;
  const side = narrow ? 132 : Math.min(320, Math.max(220, Math.round(element.clientWidth * 0.24)));
  const room = Math.floor((element.clientWidth - side) / Math.max(1, view.columns.length));
  const column = Math.min(Math.max(view.narrowest, Math.min(room, 104)), 120);
  const upright = column >= 84;
  return { side, column, upright, head: (view.bands.length ? BAND : 0) + (upright ? 84 : narrow ? 124 : 156) };
}

/** Where each line begins, and where the last one ends, below the heads. */
export function tops(lines) {
  const found = [0];
  for (const line of lines) found.push(found.at(-1) + (line.group ? GROUP : ROW));
  return found;
}

/** The columns to draw: those in view, some beside them, and the active one. */
export function columnsSeen(element, view, size, active) {
  const first = Math.floor(element.scrollLeft / size.column / OVER) * OVER - OVER;
  const last = Math.ceil((element.scrollLeft + element.clientWidth - size.side) / size.column / OVER) * OVER + OVER;
  const seen = [];
  for (let at = Math.max(0, first); at < Math.min(last, view.columns.length); at += 1) seen.push(at);
  if (active >= 0 && !seen.includes(active)) seen.push(active);
  return seen.sort((a, b) => a - b);
}

/** The lines to draw, by the same measure. */
export function linesSeen(element, offsets, size, active) {
  const seen = new Set(active >= 0 ? [active] : []);
  const bottom = element.scrollTop + element.clientHeight - size.head + OVER * ROW;
  for (let at = lineAt(offsets, element.scrollTop - OVER * ROW); at < offsets.length - 1 && offsets[at] < bottom; at += 1) seen.add(at);
  return seen;
}

function lineAt(offsets, y) {
  let [low, high] = [0, offsets.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets[middle + 1] <= y) low = middle + 1;
    else high = middle;
  }
  return low;
}
