"""An entry is written into settings of any form; every other byte stays."""

import tomllib
from itertools import permutations, product

import pytest

from raci.edit import EditError
from raci.edit.toml_entry import with_entry

ROUTE = ("tables", "docs/m.md")
ENTRY = {
    "id": "shop",
    "header-rows": 1,
    "notation": {"R": "responsible", "L": ["responsible", "accountable"]},
    "lock": [
        {
            "heading": "Shop",
            "columns": ["PM", "财务"],
            "rows": [f"Row number {n}" for n in range(9)],
        },
        {"columns": ["PM"], "rows": ["Build"]},
    ],
}
FORMS = {
    "empty": "",
    "other settings": '# ours\nfail-on = "info"   # strict\n\n[severity]\nGAP101 = "info"\n# end\n',
    "no line end": 'lang = "en"',
    "another table": '[tables."a.md"]\nid = "a"\n\n[severity]\nGAP = "info"\n',
    "an entry": '[tables."docs/m.md"]  # the plan\ngroups = "none"\n\n[severity]\nGAP = "info"\n',
    "a lock": '[tables."docs/m.md"]\nid = "x"\n[[tables."docs/m.md".lock]]\nrows = ["Old"]\n',
    "inline": 'tables = {"docs/m.md" = {groups = "none"}}\nlang = "en"\n',
    "inline in a table": '[tables]\n"docs/m.md" = {groups = "none"}\n[severity]\nGAP = "info"\n',
    "Windows": 'lang = "en"\r\n\r\n[severity]\r\nGAP = "info"\r\n',
}


@pytest.mark.parametrize("form", FORMS)
def test_writes_the_entry_and_nothing_else(form: str) -> None:
    text = FORMS[form]
    written = with_entry(text.encode(), "raci.toml", ROUTE, ENTRY).decode()
    data, before = tomllib.loads(written), tomllib.loads(text)
    entry = data["tables"].pop("docs/m.md")
    old = before.setdefault("tables", {}).pop("docs/m.md", {})
    assert entry == {**old, **ENTRY}
    assert data == before
    kept = [line for line in text.splitlines() if "tables" not in line and "docs/m" not in line]
    lines = iter(written.splitlines())
    assert all(line in lines for line in kept if line and "Old" not in line and "id = " not in line)
    assert ("\r\n" in written) == ("\r\n" in text)
    assert with_entry(written.encode(), "raci.toml", ROUTE, ENTRY).decode() == written


def test_what_is_the_same_stays_as_it_is_written() -> None:
    text = "[tables.'docs/m.md']\nid='shop' # ours\nletters={ \"n.n.\"=[] }\n"
    written = with_entry(text.encode(), "raci.toml", ROUTE, {"id": "shop", "letters": {"n.n.": []}})
    assert written.decode() == text


@pytest.mark.parametrize("text", ["id = ", '[a]\ntables."docs/m.md".id = 1\n[a]\n'])
def test_no_toml_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        with_entry(text.encode(), "raci.toml", ROUTE, ENTRY)


def test_what_cannot_be_changed_safely_is_refused() -> None:
    text = 'tables."docs/m.md".id = "own"\nlang = "en"\n'
    with pytest.raises(EditError):
        with_entry(text.encode(), "raci.toml", ROUTE, ENTRY)


@pytest.mark.parametrize("inline", [True, False])
def test_a_list_becomes_any_other_and_keeps_its_comments(inline: bool) -> None:
    names = ["a", "b", "c"]
    lists = [[*rows] for n in range(4) for rows in permutations(names, n)]
    for before, after in product(lists, lists):
        rows = "".join(f'  "{row}", # about {row}\n' for row in before)
        row = f"rows = [\n{rows}]"
        text = f"[tables.m]\n{row}\n" if inline else f"[[tables.m.lock]]\nsheet = 'S'\n{row}\n"
        entry = (
            {"rows": after}
            if inline
            else {"lock": [{"rows": ["x"]}, {"sheet": "S", "rows": after}]}
        )
        written = with_entry(text.encode(), "raci.toml", ("tables", "m"), entry).decode()
        data = tomllib.loads(written)["tables"]["m"]
        assert data == entry
        kept = [row for row in after if row in before]
        if kept == [row for row in before if row in after]:
            assert all(
                f'"{row}", # about {row}\n' in written or f'"{row}" # about {row}\n' in written
                for row in kept
            )
