// The tab of a comparison's differences.

import { documentView } from "./document-view.js";
import { register } from "./tabs.js";

register({ id: "changes", title: "what-changes", render: draw, print: draw });

function draw(container, data) {
  container.append(...documentView(data.details));
}
