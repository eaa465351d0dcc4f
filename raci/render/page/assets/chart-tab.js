// The tab of the organisation chart.

import { drawChart, printChart } from "./chart.js";
import { register } from "./tabs.js";

register({ id: "chart", title: "chart", render: drawChart, print: printChart });
