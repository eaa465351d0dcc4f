// How entities are called: by name, with the id behind it where the reader wishes to see ids.

import { pick } from "./i18n.js";
import { get } from "./state.js";

const SECTIONS = { department: "departments", role: "roles", activity: "activities", platform: "platforms" };
const known = new Map();
const lists = new Map(); // the entities of each kind
const others = new Map(); // names of what has no section of its own

/** Takes the entities of the data, which refs name. */
export function setEntities(data) {
  for (const [kind, section] of Object.entries(SECTIONS)) {
    lists.set(kind, data[section] ?? []);
    lists.get(kind).forEach((entity, index) => known.set(`${kind}:${entity.id}`, { kind, index, entity }));
  }
  for (const [ref, name] of Object.entries(data.names ?? {})) others.set(ref, name);
}

/** What a ref such as role:clerk names: {kind, index, entity}, or undefined. */
export function entityOf(ref) {
  return known.get(ref);
}

/** An entity as the hash names it: the id of its number; of a cell, "3.7", ACTIVITY/ROLE. */
export function idOf(kind, index) {
  if (kind === "cell") {
    const [activity, role] = String(index).split(".");
    return `${idOf("activity", activity)}/${idOf("role", role)}`;
  }
  return lists.get(kind)?.[index]?.id ?? String(index);
}

/** The number of what the hash names, of a cell both; the text itself where it has no number. */
export function numberOf(kind, id) {
  if (kind === "cell") {
    const [activity, role] = id.split("/");
    return `${numberOf("activity", activity)}.${numberOf("role", role)}`;
  }
  return known.get(`${kind}:${id}`)?.index ?? id;
}

function withIds() {
  return get("ids") === "1";
}

/** The name of an entity, with its id where wished. */
export function label(entity) {
  const name = pick(entity.name);
  return withIds() && name !== entity.id ? `${name} (${entity.id})` : name;
}

/** The same for a ref, whose id stands where it names nothing that is known. */
export function refLabel(ref) {
  const found = known.get(ref);
  const id = ref.slice(ref.indexOf(":") + 1);
  return label(found ? found.entity : { id, name: others.get(ref) ?? id });
}
