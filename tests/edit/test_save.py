"""Several files are saved all or none, whatever fails or interrupts, and at whichever step."""

import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from raci.edit import save as module
from raci.edit.save import save

BEFORE = {"a.yaml": b"a", "b.yaml": b"b", "gone.yaml": b"gone", "left.yaml": b"left"}
CHANGES = {"a.yaml": b"A", "new/deep/c.yaml": b"C", "gone.yaml": None, "b.yaml": b"", "d": b"D"}
AFTER = {"a.yaml": b"A", "b.yaml": b"", "left.yaml": b"left", "new/deep/c.yaml": b"C", "d": b"D"}


def contents(folder: Path) -> dict[str, bytes | None]:
    """Give all files of a folder, and its folders with None."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def fill(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def in_folder(folder: Path) -> dict[Path, bytes | None]:
    return {folder / name: content for name, content in CHANGES.items()}


class Failing:
    """The functions of ``os``, one call of which fails: before it does anything, or behind it."""

    def __init__(self, at: int, error: type[BaseException], *, behind: bool) -> None:
        self.at, self.error, self.behind, self.calls = at, error, behind, 0
        self.failed = False
        self.path = SimpleNamespace(isdir=self.counted(os.path.isdir), realpath=os.path.realpath)

    def __getattr__(self, name: str) -> Any:
        found = getattr(os, name)
        return self.counted(found) if callable(found) and name != "urandom" else found

    def counted(self, function: Any) -> Any:
        def call(*arguments: Any) -> Any:
            self.calls += 1
            result: Any = None
            fails = self.calls == self.at
            if self.behind or not fails:
                result = function(*arguments)
            if fails:
                self.failed = True
                if hasattr(result, "close"):
                    result.close()
                raise self.error(5, "no luck", "x")
            return result

        return call


def test_files_are_written_deleted_and_made_with_their_folders(tmp_path: Path) -> None:
    folder = tmp_path / "org"
    fill(folder, BEFORE)
    save(in_folder(folder))
    assert contents(folder) == AFTER | {"new": None, "new/deep": None}


@pytest.mark.parametrize("behind", [False, True])
@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt, MemoryError])
@pytest.mark.parametrize("single", [False, True])
def test_whatever_fails_all_is_as_before_or_as_after(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: type[BaseException],
    behind: bool,
    single: bool,
) -> None:
    before = in_folder(tmp_path / "ok")
    one = dict(list(before.items())[:1])
    fill(tmp_path / "ok", BEFORE)
    counter = Failing(0, error, behind=behind)
    with monkeypatch.context() as patch:
        patch.setattr(module, "os", counter)
        save(one if single else before)
    after = contents(tmp_path / "ok")
    assert counter.calls > (4 if single else 20)
    failed = 0
    for at in range(1, counter.calls + 1):
        folder = tmp_path / str(at)
        fill(folder, BEFORE)
        changes = {
            folder / path.relative_to(tmp_path / "ok"): content
            for path, content in (one if single else before).items()
        }
        with monkeypatch.context() as patch:
            layer = Failing(at, error, behind=behind)
            patch.setattr(module, "os", layer)
            try:
                save(changes)
            except error:
                failed += 1
                whole = (BEFORE, after) if single or error is not OSError else (BEFORE,)
                assert contents(folder) in whole
            else:
                assert error is OSError or not layer.failed  # tidying up may fail, not be silent
                assert contents(folder) == after
    assert failed > counter.calls // 2


def test_an_error_names_the_file_that_was_to_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    for target in ("file/below", "folder", "gone"):
        path = tmp_path / target
        with pytest.raises(OSError, match=re.escape(target)) as caught:
            save({tmp_path / "a": b"a", path: None if target == "gone" else b"b"})
        assert caught.value.filename == str(path)
        assert contents(tmp_path) == {"file": b"", "folder": None}


@pytest.mark.skipif(os.name == "nt", reason="permissions of another kind")
def test_permissions_and_links_stay(tmp_path: Path) -> None:
    script, link, fresh = tmp_path / "script", tmp_path / "link", tmp_path / "fresh"
    script.write_bytes(b"before")
    script.chmod(0o750)
    link.symlink_to("script")
    (tmp_path / "plain").write_bytes(b"")
    save({link: b"after", fresh: b""})
    assert link.is_symlink()
    assert script.read_bytes() == b"after"
    assert stat.S_IMODE(script.stat().st_mode) == 0o750
    assert fresh.stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_what_cannot_be_put_back_is_left_beside_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "org", BEFORE)
    a = tmp_path / "org" / "a.yaml"
    replaced: list[Path] = []

    def replace(source: Path, target: Path) -> None:
        if replaced:
            raise PermissionError(13, "not any more", str(target))
        replaced.append(target)
        os.replace(source, target)

    layer = Failing(0, OSError, behind=False)
    vars(layer)["replace"] = replace
    monkeypatch.setattr(module, "os", layer)
    with pytest.raises(PermissionError):
        save(in_folder(tmp_path / "org"))
    (left,) = (tmp_path / "org").glob(".a.yaml.*.tmp")
    assert (a.read_bytes(), left.read_bytes()) == (b"A", b"a")
