// What is chosen on the page (tab, filters, language, theme, selection), in location.hash, so that
// a link shows the same. A value is a string; an empty one is the default and stands nowhere.

const listeners = [];
let values = read();

addEventListener("hashchange", () => {
  const before = values;
  values = read();
  tell(changed(before, values));
});

export function get(key) {
  return values[key] ?? "";
}

/** Sets values by key, and tells those who asked for them. */
export function set(changes) {
  const before = values;
  values = { ...values };
  for (const [key, value] of Object.entries(changes)) {
    if (value === "" || value === null || value === undefined || value === false) delete values[key];
    else values[key] = String(value);
  }
  const keys = changed(before, values);
  if (!keys.length) return;
  history.replaceState(null, "", `#${new URLSearchParams(values)}`);
  tell(keys);
}

/** Calls a function whenever one of some keys has changed. Returns what ends that. */
export function onState(keys, listener) {
  const entry = { keys, listener };
  listeners.push(entry);
  return () => listeners.splice(listeners.indexOf(entry), 1);
}

function read() {
  return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
}

function changed(before, after) {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => before[key] !== after[key]);
}

function tell(keys) {
  for (const entry of [...listeners]) if (entry.keys.some((key) => keys.includes(key))) entry.listener();
}
