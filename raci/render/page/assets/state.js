// What is chosen on the page (tab, filters, language, theme, selection), in location.hash, so that
// a link shows the same. A value is a string; an empty one is the default and stands nowhere.
// What is open has an entry of its own in the browser's history, above the one "below" it: Back
// closes it, and goes further where it is "closed" already.

const listeners = [];
let values = read();
let entry = history.state;

addEventListener("popstate", ({ state }) => {
  const left = entry;
  entry = state;
  if (state !== "below" || !left) return;
  const wasOpen = values.open;
  set({ open: "" });
  write("replaceState", values, state);
  if (!wasOpen) history.back();
});

addEventListener("hashchange", () => {
  const before = values;
  values = read();
  entry = history.state;
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
  remember(before);
  tell(keys);
}

function remember(before) {
  const above = entry === "open" || entry === "closed";
  if (above) {
    write("replaceState", values, values.open ? "open" : "closed");
  } else if (values.open && !before.open) {
    write("replaceState", before, "below");
    write("pushState", values, "open");
  } else {
    write("replaceState", values, entry);
  }
}

function write(how, shown, state) {
  history[how](state, "", `#${new URLSearchParams(shown)}`);
  entry = state;
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
