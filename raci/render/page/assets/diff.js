// The tab of a comparison's differences.

import { put } from "./dom.js";
import { documentView } from "./document-view.js";
import { register } from "./tabs.js";

register({ id: "changes", title: "what-changes", render: draw, print: draw });

function draw(container, data) {
  put(container, ...documentView(data.details));
}
