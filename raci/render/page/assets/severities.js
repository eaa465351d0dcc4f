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

/** The open findings about each entity of a section, "roles" or "departments", by severity. */
export function countsOf(data, section) {
  const counts = data[section].map(() => total([]));
  for (const finding of data.findings) {
    if (finding.status) continue;
    for (const number of finding[section] ?? []) counts[number][finding.severity] += 1;
  }
  for (const [number, severity, n] of data.left_out[section] ?? []) {
    if (severity in counts[number]) counts[number][severity] += n;
  }
  return counts;
}

/** How many findings about an entity of a section the page leaves out, by severity. */
export function leftOut(data, section, number) {
  const left = (data.left_out[section] ?? []).filter(([at]) => at === number);
  return Object.fromEntries(left.map(([, severity, n]) => [severity, n]));
}
