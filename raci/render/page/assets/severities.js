// How grave the open findings are: those that are neither waived nor on record.

export const SEVERITIES = ["error", "warning", "info"];

/** The gravest severity of which there is any; undefined where there is none. */
export function worst(counts) {
  return SEVERITIES.find((severity) => counts[severity]);
}

/** The sum of some counts. */
export function total(counts) {
  const sum = { error: 0, warning: 0, info: 0 };
  for (const each of counts) for (const severity of SEVERITIES) sum[severity] += each[severity];
  return sum;
}

/** The open findings whose subject is a department, counted by severity, for each department. */
export function countsByDepartment(data) {
  const numbers = new Map(data.departments.map(({ id }, at) => [`department:${id}`, at]));
  const counts = data.departments.map(() => total([]));
  for (const { status, subject, severity } of data.findings) {
    if (!status && numbers.has(subject)) counts[numbers.get(subject)][severity] += 1;
  }
  return counts;
}

/** The open findings about each role, counted by severity. */
export function countsByRole(data) {
  const counts = data.roles.map(() => total([]));
  for (const finding of data.findings) {
    if (finding.status) continue;
    for (const role of finding.roles ?? []) counts[role][finding.severity] += 1;
  }
  return counts;
}
