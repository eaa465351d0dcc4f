"""Modules become one script: each once, behind what it imports, with its names to itself."""

import re
from pathlib import Path

import pytest

from raci.render.page import link
from raci.render.page.assemble import MAIN
from raci.render.page.organisation import MODULES


@pytest.fixture
def assets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "assets"
    folder.mkdir()
    monkeypatch.setattr(link, "ASSETS", folder)
    return folder


def test_a_module_stands_once_and_behind_what_it_imports(assets: Path) -> None:
    (assets / "a.js").write_text(
        'import { one } from "./b.js";\nimport { two } from "./c.js";\none();\n'
    )
    (assets / "b.js").write_text(
        'import { two } from "./c.js";\nexport function one() { two(); }\n'
    )
    (assets / "c.js").write_text("const own = 1;\nexport const two = () => own;\n")
    assert [path.stem for path in link.modules(["a", "b"])] == ["c", "b", "a"]
    text = link.script(["a", "b"])
    assert not re.search(r"^(import|export)\b", text, re.MULTILINE)
    assert text.count("const own = 1;") == 1
    assert "const {one} = b_module;" in text
    assert "return { two };" in text


def test_a_library_is_taken_as_it_is(assets: Path) -> None:
    (assets.parent / "vendor").mkdir()
    (assets.parent / "vendor" / "tree.js").write_text("/* as published */ export_me();\n")
    (assets / "a.js").write_text('import "../vendor/tree.js";\nuse();\n')
    assert link.script(["a"]).startswith("/* as published */ export_me();\n")


def test_the_licence_of_a_library_is_in_every_page() -> None:
    for library in (link.PAGE / "vendor").glob("*.js"):
        licence = library.with_name(f"{library.name.partition('.')[0]}.LICENSE")
        page = link.script((*MODULES, MAIN))
        assert f"{licence.read_text('utf-8').strip()}\n*/\n{library.read_text('utf-8')}" in page


@pytest.mark.parametrize(
    "source",
    [
        'import { a } from "./a.js";\n',
        'import a from "./b.js";\n',
        'import * as a from "./b.js";\n',
        "export default 1;\n",
        "export let a = 1;\n",
        "export { a };\n",
    ],
)
def test_what_the_linker_does_not_know_is_an_error(assets: Path, source: str) -> None:
    (assets / "a.js").write_text(source)
    (assets / "b.js").write_text("")
    with pytest.raises(link.LinkError):
        link.script(["a"])


def test_what_a_module_imports_is_exported_there() -> None:
    for path in link.modules((*MODULES, MAIN)):
        for names, imported in link._imports(path):
            exported = link._EXPORT.findall(imported.read_text(encoding="utf-8"))
            assert {*filter(None, re.split(r"[\s,]+", names))} <= {*exported}, path


def test_each_module_says_what_it_is() -> None:
    modules = [each for each in link.modules((*MODULES, MAIN)) if each.is_relative_to(link.ASSETS)]
    for path in modules:
        source = link._IMPORT.sub("", path.read_text(encoding="utf-8"))
        assert source.startswith("// "), path


def test_what_a_module_exports_is_imported_by_another() -> None:
    paths = [*link.ASSETS.glob("*.js")]
    taken = {
        (imported, name)
        for path in paths
        for names, imported in link._imports(path)
        for name in re.findall(r"\w+", names)
    }
    for path in paths:
        for name in link._EXPORT.findall(path.read_text(encoding="utf-8")):
            assert (path, name) in taken, f"{path.name}: {name}"


def test_what_a_module_imports_is_used_there() -> None:
    for path in link.ASSETS.glob("*.js"):
        body = link._IMPORT.sub("", path.read_text(encoding="utf-8"))
        for names, _ in link._imports(path):
            for name in re.findall(r"\w+", names):
                assert re.search(rf"\b{name}\b", body), f"{path.name}: {name}"


def test_a_class_has_its_look_from_one_style_sheet() -> None:
    """Other sheets say of it what holds inside something, or within an indented ``@media``."""
    homes: dict[str, Path] = {}
    for path in link.ASSETS.glob("*.css"):
        sheet = path.read_text(encoding="utf-8")
        for selectors in re.findall(r"^(\.[^{}]+)\{", sheet, re.MULTILINE):
            for name in re.findall(r"(?:^|,)\s*\.([\w-]+)\s*(?=,|$|:)", selectors):
                assert homes.setdefault(name, path) == path, f"{name}: {path.name}"
