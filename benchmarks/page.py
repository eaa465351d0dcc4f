"""Times of the page in a browser, beside a plain HTML table of the same matrix: one JSON file.

`python page.py PAGE MATRIX.json OUT.json`: each page is loaded anew for each run.
"""

import html
import json
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PLAIN = """<!DOCTYPE html><meta charset="utf-8"><title>plain</title>
<style>td, th {{ border: 1px solid #ccc; padding: 4px }}</style>
<input type="search"><table>{rows}</table>
<script>
document.querySelector("input").addEventListener("input", (event) => {{
  const wanted = event.target.value.toLowerCase();
  for (const row of document.querySelectorAll("tr + tr"))
    row.hidden = !row.cells[0].textContent.toLowerCase().includes(wanted);
}});
</script>"""

FRAME = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

TIMES = """async ({ wanted, gone }) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const box = document.querySelector("[role=grid]") ?? document.scrollingElement;
  let worst = 0, before = performance.now();
  for (let step = 0; step < 60; step += 1) {
    box.scrollTop += 700;
    await frame();
    worst = Math.max(worst, performance.now() - before);
    before = performance.now();
  }
  const search = document.querySelector("input[type=search]");
  const start = performance.now();
  search.value = wanted;
  search.dispatchEvent(new Event("input", { bubbles: true }));
  const heads = "[role=rowheader] .grid-name, tr:not([hidden]) > td:first-child";
  const texts = () => [...document.querySelectorAll(heads)].map((head) => head.textContent);
  const shown = () => texts().includes(gone);
  box.scrollTop = 0;
  do await frame(); while (shown() && performance.now() - start < 20000);
  return { scroll: worst, search: performance.now() - start };
}"""


def main(page: str, matrix: str, out: str) -> None:
    """Measure both pages in one browser: milliseconds by page and by what was done."""
    data = json.loads(Path(matrix).read_text(encoding="utf-8"))
    plain = Path(page).with_name("plain.html")
    plain.write_text(PLAIN.format(rows="".join(plain_rows(data))), encoding="utf-8")
    names = [row["name"] for row in data["rows"]]  # the first is gone once the last is looked for
    asked = {"wanted": names[-1], "gone": names[0]}
    times = measured({"plain table": plain, "page": Path(page)}, asked)
    Path(out).write_text(json.dumps(times), encoding="utf-8")


def plain_rows(data: Mapping[str, Any]) -> list[str]:
    """Write the matrix as rows of a table, as anybody would."""
    roles = [role["role"] for role in data["roles"]]
    rows = [["", *roles]]
    for row in data["rows"]:
        letters: dict[str, str] = {}
        for cell in row["cells"]:
            letters[cell["role"]] = letters.get(cell["role"], "") + cell["function"][0].upper()
        rows.append([row["name"], *(letters.get(role, "") for role in roles)])
    return [
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    ]


def chromium() -> str | None:
    """Return the browser of this machine; None: there is none."""
    return (
        os.environ.get("RACI_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    )


def measured(pages: Mapping[str, Path], asked: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """Open each page, scroll it and search in it."""
    from playwright.sync_api import sync_playwright

    found = {}
    with sync_playwright() as playwright:
        program = chromium()
        with playwright.chromium.launch(executable_path=program, args=["--no-sandbox"]) as browser:
            for name, file in pages.items():
                tab = browser.new_page(viewport={"width": 1280, "height": 800})
                tab.goto(file.resolve().as_uri())
                tab.evaluate(FRAME)
                first = tab.evaluate("performance.getEntriesByName('first-contentful-paint')[0]")
                done = tab.evaluate("performance.now()")
                times = tab.evaluate(TIMES, asked)
                found[name] = {"first paint": first["startTime"], "ready": done, **times}
                tab.close()
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
