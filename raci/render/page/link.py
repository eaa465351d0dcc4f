"""Links the page's small modules into one script, and their styles into one style sheet.

A module is a file of ``assets/``. It begins with its imports, ``import { a, b } from "./x.js";``
(``import "../vendor/x.js";`` takes a library as its package publishes it), and marks what others
may import with ``export``. In the script, each module is a function that is called once, in the
order of import, and returns what it exports: so names need to differ only within a module. A
style sheet beside a module, of the same name, is the module's own.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

PAGE = Path(__file__).parent
ASSETS = PAGE / "assets"

_IMPORT = re.compile(r'^import (?:\{([\w\s,]+)\} from )?"([\w./-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*? |const |class )(\w+))", re.MULTILINE)


class LinkError(ValueError):
    """A module has an import or export that the linker does not know, or they form a circle."""


def script(entries: Sequence[str]) -> str:
    """Return one script of the modules named, in their order, and of all that they import."""
    return "\n".join(_linked(path) for path in modules(entries))


def style(entries: Sequence[str]) -> str:
    """Return one style sheet: the page's own, then those of the modules named and imported."""
    paths = (path.with_suffix(".css") for path in modules(entries))
    sheets = [ASSETS / "base.css", *(path for path in paths if path.exists())]
    return "\n".join(path.read_text(encoding="utf-8").strip() for path in sheets)


def modules(entries: Sequence[str]) -> tuple[Path, ...]:
    """Return the files of the modules named and of all that they import, each behind those."""
    found: dict[Path, None] = {}
    for entry in entries:
        _visit(ASSETS / f"{entry}.js", found, ())
    return tuple(found)


def _visit(path: Path, found: dict[Path, None], above: tuple[Path, ...]) -> None:
    if path in above:
        raise LinkError(f"imports form a circle: {' > '.join(each.name for each in above)}")
    if path in found:
        return
    for _, imported in _imports(path):
        _visit(imported, found, (*above, path))
    found[path] = None


def _imports(path: Path) -> Iterator[tuple[str, Path]]:
    if not path.is_relative_to(ASSETS):
        return
    for names, target in _IMPORT.findall(_source(path)):
        yield names, (path.parent / target).resolve()


def _linked(path: Path) -> str:
    source = _source(path)
    if not path.is_relative_to(ASSETS):
        return f"{_licence(path)}{source}"
    body, exports = _EXPORT.sub("", _IMPORT.sub("", source)), _EXPORT.findall(source)
    if left := re.search(r"^(?:import|export)\b.*", body, re.MULTILINE):
        raise LinkError(f"{path.name}: {left[0]}")
    heads = [
        f"const {{{' '.join(names.split())}}} = {_name(imported)};\n"
        for names, imported in _imports(path)
        if names
    ]
    returned = f"return {{ {', '.join(exports)} }};\n" if exports else ""
    return f"const {_name(path)} = (() => {{\n{''.join(heads)}{body.strip()}\n{returned}}})();"


def _licence(path: Path) -> str:
    """Return the licence of a library as a comment: whoever copies a page copies it too."""
    file = path.with_name(f"{path.name.partition('.')[0]}.LICENSE")
    return f"/*\n{_source(file).strip()}\n*/\n" if file.exists() else ""


def _name(path: Path) -> str:
    return f"{re.sub(r'[^a-z]', '_', path.stem)}_module"


@cache
def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8")
