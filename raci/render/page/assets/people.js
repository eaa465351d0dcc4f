// What there is to say of a role in a few words.

import { count, pick, t } from "./i18n.js";
import { label } from "./names.js";
import { SEVERITIES } from "./severities.js";

/** The departments that a role heads. */
export function headedBy(data, role) {
  return data.departments.filter((department) => department.head === role);
}

/** The remarks that stand beside a role's name. */
export function remarks(data, role) {
  const entity = data.roles[role];
  const posts = entity.headcount ?? 1;
  return [
    ...headedBy(data, role).map((department) => t("head-of", { name: pick(department.name) })),
    entity.vacant && t("vacant"),
    posts !== 1 && (posts ? count("n-posts", posts) : t("planned-post")),
    entity.kind && t(`kind-${entity.kind}`),
    ...(entity.also ?? []).map((other) => t("also-to", { name: label(data.roles[other]) })),
  ].filter(Boolean);
}

/** What the findings about a role come to, a text for each severity. */
export function findingRemarks(counts) {
  return SEVERITIES.filter((severity) => counts[severity]).map((severity) => ({
    severity,
    text: count(`n-${severity}`, counts[severity]),
  }));
}

/** The number by which the drawer knows a role: its own, where the roles are some of the page's. */
export function pageNumber(data, role) {
  return data.roles[role].number ?? role;
}
