// Which departments or tags of a matrix are folded; that stands in the hash.

import { idOf, numberOf } from "./names.js";
import { get, set } from "./state.js";

const NO_DEPARTMENT = "-"; // in the hash

/** The numbers of the departments that are folded; -1 is none. */
export function folded() {
  return new Set(get("fold").split("/").filter(Boolean).map((id) => (id === NO_DEPARTMENT ? -1 : numberOf("department", id))));
}

/** A department as the hash names it; a tag, "tag:NAME", as it is. */
export function foldedId(department) {
  if (typeof department === "string") return department;
  return department < 0 ? NO_DEPARTMENT : idOf("department", department);
}

/** Folds a department, or unfolds it. */
export function toggle(department) {
  const now = folded();
  if (!now.delete(department)) now.add(department);
  set({ fold: [...now].map(foldedId).join("/") });
}
