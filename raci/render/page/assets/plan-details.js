// The tab of a plan's details: headcounts, accountability that moves, approvals, changes, the balance.

import { put } from "./dom.js";
import { documentView } from "./document-view.js";
import { register } from "./tabs.js";

register({ id: "details", title: "details", render: draw, print: draw });

function draw(container, data) {
  put(container, ...documentView({ ...data.details, facts: [] }));
}
