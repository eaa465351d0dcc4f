"""The page's libraries are those that their packages published."""

import tomllib
from dataclasses import replace

import pytest

from tests.support.paths import ROOT
from tools.vendor import FOLDER, LIST, differences, vendored

CONTENTS = {path.name: path.read_bytes() for path in FOLDER.iterdir()}
LIBRARIES = pytest.mark.parametrize("name", vendored())


@LIBRARIES
def test_the_files_have_the_hashes_that_are_listed(name: str) -> None:
    assert differences(vendored()[name], CONTENTS) == []


@LIBRARIES
def test_another_byte_or_a_missing_file_is_seen(name: str) -> None:
    library = vendored()[name]
    first, *others = library.sha256
    assert differences(library, {**CONTENTS, first: CONTENTS[first] + b"\n"}) == [first]
    assert differences(library, {n: CONTENTS[n] for n in others}) == [first]
    assert differences(replace(library, sha256={first: ""}), CONTENTS) == [first]


def test_every_file_of_the_folder_is_listed() -> None:
    listed = {file for library in vendored().values() for file in library.files}
    assert set(CONTENTS) == {LIST, *listed}


@LIBRARIES
def test_each_library_comes_with_a_licence_that_allows_it(name: str) -> None:
    library = vendored()[name]
    assert library.licence in {"ISC", "MIT", "BSD-3-Clause"}
    assert b"copyright notice" in CONTENTS[f"{name}.LICENSE"]


def test_the_licences_are_in_the_metadata_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    stated = {path for pattern in project["license-files"] for path in ROOT.glob(pattern)}
    assert stated >= {FOLDER / f"{name}.LICENSE" for name in vendored()}
