// Makes elements. Texts become text nodes, never markup; styles are set as properties.

const SVG = "http://www.w3.org/2000/svg";

/** An element. Props: class, text, on {event: listener}, style {property: value}, data {key: value};
    all others are attributes (true is an empty one; false, null and undefined are none). */
export function el(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** The same for SVG. */
export function svg(tag, props, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

/** Empties an element. */
export function clear(node) {
  node.replaceChildren();
  return node;
}

/** Gives an element other children; what is false, null or undefined is none. What has the focus
    gives it to the element that comes to its place. */
export function put(node, ...children) {
  const focused = document.activeElement;
  const path = focused !== node && node.contains(focused) ? pathTo(focused, node) : [];
  fill(clear(node), {}, children);
  const next = path.reduce((at, position) => at?.children[position], node);
  if (next !== node && next?.tagName === focused.tagName) next.focus({ preventScroll: true });
  return node;
}

function pathTo(inner, node) {
  const { parentNode } = inner;
  const position = [...parentNode.children].indexOf(inner);
  return parentNode === node ? [position] : [...pathTo(parentNode, node), position];
}

function fill(node, props, children) {
  for (const [key, value] of Object.entries(props ?? {})) setProp(node, key, value);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function setProp(node, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key === "text") node.textContent = value;
  else if (key === "class") node.setAttribute("class", value);
  else if (key === "on") for (const [name, listener] of Object.entries(value)) node.addEventListener(name, listener);
  else if (key === "style") for (const [name, each] of Object.entries(value)) node.style.setProperty(name, each);
  else if (key === "data") Object.assign(node.dataset, value);
  else node.setAttribute(key, value === true ? "" : value);
}
