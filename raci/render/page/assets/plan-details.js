// The tab of a plan's details: headcounts, accountability that moves, approvals, changes, the balance.

import { documentView } from "./document-view.js";
import { register } from "./tabs.js";

register({ id: "details", title: "details", render: draw, print: draw });

function draw(container, data) {
  container.append(...documentView({ ...data.details, facts: [] }));
}
