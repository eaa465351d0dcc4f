// The tab of the organisation chart.

import { drawChart, printChart } from "./chart.js";
import { register } from "./tabs.js";

register({
  id: "chart",
  title: "chart",
  when: (data) => data.departments.length > 0 || data.roles.some(({ manager }) => manager !== undefined),
  render: drawChart,
  print: printChart,
});
