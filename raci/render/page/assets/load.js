// The load of each role beside its department's.

import { factTab } from "./facts.js";
import { register } from "./tabs.js";

register(
  factTab("load", ["roles", "departments"], {
    roles: {
      columns: ["role", "department", "headcount", "responsible", "accountable", "load", "department-load", "findings"],
      bars: { responsible: null, accountable: null, load: "department-load" },
      sort: { key: "load", down: true },
    },
  }),
);
