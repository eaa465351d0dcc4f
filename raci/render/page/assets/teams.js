// The reporting lines as a forest of teams: roles of one department below one manager.
// Pure: numbers in, numbers out. Roles and departments are positions in the data's lists.

const MOST_IN_TEAM = 12;

/** The manager of each role, and null for the roots; who stands on a cycle is a root. */
export function managersOf(roles) {
  const managers = roles.map((role) => role.manager ?? null);
  const state = new Uint8Array(roles.length); // 1: on the walk, 2: done
  for (let start = 0; start < roles.length; start += 1) {
    const walk = [];
    let at = start;
    while (at !== null && state[at] === 0) {
      state[at] = 1;
      walk.push(at);
      at = managers[at];
    }
    if (at !== null && state[at] === 1) {
      for (const role of walk.slice(walk.indexOf(at))) managers[role] = null;
    }
    for (const role of walk) state[role] = 2;
  }
  return managers;
}

/** Who reports to each role, in the order of the roles. */
export function reportsOf(managers) {
  const reports = managers.map(() => []);
  managers.forEach((manager, role) => {
    if (manager !== null) reports[manager].push(role);
  });
  return reports;
}

/**
 * The teams: {id, department, manager, rows: [{role, depth}], children: [team]}.
 * A team has the roles of one department that hang together; a large one is a team for each manager.
 * A department without roles is a team without rows, below its parent.
 */
export function teamsOf(roles, departments) {
  const forest = teamsOfRoles(roles);
  const homes = new Map();
  for (const team of everyTeam(forest)) if (!homes.has(team.department)) homes.set(team.department, team);
  for (const department of emptyDepartments(roles, departments)) {
    const parent = homes.get(nearestAbove(departments, department, homes));
    const team = { id: `department ${department}`, department, manager: null, rows: [], children: [] };
    (parent ? parent.children : forest).push(team);
  }
  return forest;
}

/** The departments that no role is in. */
export function emptyDepartments(roles, departments) {
  const staffed = new Set(roles.map((role) => role.department));
  return [...departments.keys()].filter((department) => !staffed.has(department));
}

/** The nearest department above one that has a team. */
function nearestAbove(departments, department, homes) {
  const seen = new Set([department]);
  let at = departments[department].parent;
  while (at !== undefined && !homes.has(at) && !seen.has(at)) {
    seen.add(at);
    at = departments[at].parent;
  }
  return at;
}

function teamsOfRoles(roles) {
  const managers = managersOf(roles);
  const reports = reportsOf(managers);
  const department = (role) => roles[role].department ?? null;
  const top = roles.map((_, role) => role).filter((role) => managers[role] === null);
  const forest = [];
  const waiting = together(top, null).map((leaders) => ({ leaders, manager: null, into: forest }));
  while (waiting.length) {
    const { leaders, manager, into } = waiting.shift();
    const rows = rowsOf(leaders);
    const team = { id: leaders[0], department: department(leaders[0]), manager, rows, children: [] };
    into.push(team);
    const inside = new Set(rows.map((row) => row.role));
    for (const { role } of rows) {
      const outside = reports[role].filter((report) => !inside.has(report));
      for (const group of together(outside, department(role))) {
        waiting.push({ leaders: group, manager: role, into: team.children });
      }
    }
  }
  return forest;

  /** Roles by department; who leads others within the department of the manager stands alone. */
  function together(members, of) {
    const groups = new Map();
    for (const role of members) {
      const own = department(role);
      const alone = reports[role].length > 0 && (own === of || own === null);
      const key = alone ? `role ${role}` : `department ${own}`;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(role);
    }
    return [...groups.values()];
  }

  function rowsOf(leaders) {
    const rows = [];
    const left = leaders.map((role) => ({ role, depth: 0 })).reverse();
    while (left.length) {
      const row = left.pop();
      rows.push(row);
      const same = reports[row.role].filter((role) => department(role) === department(row.role));
      left.push(...same.map((role) => ({ role, depth: row.depth + 1 })).reverse());
    }
    if (rows.length <= MOST_IN_TEAM) return rows;
    return rows.filter(({ role, depth }) => depth === 0 || (depth === 1 && !reports[role].length));
  }
}

/** All teams of a forest, each before its children. */
export function everyTeam(forest) {
  const found = [];
  const left = [...forest].reverse();
  while (left.length) {
    const team = left.pop();
    found.push(team);
    left.push(...[...team.children].reverse());
  }
  return found;
}
