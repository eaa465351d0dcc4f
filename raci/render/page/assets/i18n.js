// The words of the page, and texts in the language that is chosen: `en` or `zh`.

const LANGS = ["en", "zh"];
const TURNING = /[\u2028-\u202e\u2066-\u2069]/g;
const listeners = [];
let words = {};
let chosen = 0;

/** Gives the phrases: {key: [english, chinese]}. */
export function setWords(phrases) {
  words = phrases;
}

/** A phrase, with its {holes} filled. */
export function t(key, values = {}) {
  return (words[key]?.[chosen] ?? key).replace(/\{(\w+)\}/g, (hole, name) => values[name] ?? hole);
}

/** A phrase `one|many` for a number, which fills its hole {n}. */
export function count(key, n, values = {}) {
  const [one, many] = (words[key]?.[chosen] ?? key).split("|");
  const form = n === 1 || many === undefined ? one : many;
  return form.replace(/\{(\w+)\}/g, (hole, name) => ({ n, ...values })[name] ?? hole);
}

/** The word of a function, without what it means: `accountable`. */
export function functionWord(name) {
  return t(name).split(/[:：]/)[0];
}

/** A text of the data: [english, chinese], or one string for both. What would turn the text
    behind it round, or part its line, is written out. */
export function pick(text) {
  const found = Array.isArray(text) ? text[chosen] : text ?? "";
  return String(found).replace(TURNING, (sign) => `\\u${sign.codePointAt(0).toString(16)}`);
}

export function language() {
  return LANGS[chosen];
}

export function setLanguage(lang) {
  const next = Math.max(0, LANGS.indexOf(lang));
  document.documentElement.lang = LANGS[next];
  if (next === chosen) return;
  chosen = next;
  for (const listener of listeners) listener();
}

/** Calls a function whenever the language has changed. */
export function onLanguage(listener) {
  listeners.push(listener);
}
