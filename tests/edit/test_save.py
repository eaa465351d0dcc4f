"""Several files are saved all or none, whatever fails or interrupts, and at whichever step."""

import os
import re
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from raci.edit import disk
from raci.edit import save as saving
from raci.edit.disk import is_kept_in_place
from raci.edit.save import ChangedError, Contents, save

BEFORE = {"a.yaml": b"a", "b.yaml": b"b", "gone.yaml": b"gone", "left.yaml": b"left"}
CHANGES = {"a.yaml": b"A", "c.yaml": b"C", "gone.yaml": None, "b.yaml": b"", "d": b"D"}
AFTER = {"a.yaml": b"A", "b.yaml": b"", "left.yaml": b"left", "c.yaml": b"C", "d": b"D"}


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


def test_files_are_written_made_and_deleted(tmp_path: Path) -> None:
    folder = tmp_path / "org"
    fill(folder, BEFORE)
    save(in_folder(folder), read={})
    assert contents(folder) == AFTER


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
        for module in (disk, saving):
            patch.setattr(module, "os", counter)
        save(one if single else before, read={})
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
            for module in (disk, saving):
                patch.setattr(module, "os", layer)
            try:
                save(changes, read={})
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
            save({tmp_path / "a": b"a", path: None if target == "gone" else b"b"}, read={})
        assert caught.value.filename == str(path)
        assert contents(tmp_path) == {"file": b"", "folder": None}


def test_what_has_changed_since_it_was_read_stays_and_so_does_all_else(tmp_path: Path) -> None:
    fill(tmp_path / "org", BEFORE)
    changes = in_folder(tmp_path / "org")
    for name, read in (("b.yaml", b"B"), ("a.yaml", None), ("c.yaml", b"c"), ("gone.yaml", b"")):
        path = tmp_path / "org" / name
        with pytest.raises(ChangedError) as caught:
            save(changes, read={path: read})
        assert caught.value.path == path
        assert contents(tmp_path / "org") == BEFORE
    read_before = {path: BEFORE.get(path.name) for path in changes}
    save(changes, read=read_before)
    assert contents(tmp_path / "org") == AFTER


class Noted:
    """A protection that notes when it begins and ends, and lets something happen first."""

    def __init__(self, first: Callable[[], object] = lambda: None) -> None:
        self.first = first
        self.folder = Path()
        self.told: list[str] = []

    def begin(self, old: Contents, new: Contents) -> None:
        self.told.append(f"begin {len(old)} {len(new)}")
        self.first()

    def end(self) -> None:
        self.told.append("end")


def test_what_an_editor_saves_at_the_last_moment_stays(tmp_path: Path) -> None:
    fill(tmp_path / "org", BEFORE)
    changes = in_folder(tmp_path / "org")
    late = tmp_path / "org" / "b.yaml"
    noted = Noted(lambda: late.write_bytes(b"edited"))
    with pytest.raises(ChangedError):
        save(changes, {path: BEFORE.get(path.name) for path in changes}, [noted])
    assert contents(tmp_path / "org") == BEFORE | {"b.yaml": b"edited"}
    assert noted.told == ["begin 5 5", "end"]


@pytest.mark.skipif(os.name == "nt", reason="permissions of another kind")
def test_permissions_stay_and_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    script, link, fresh = tmp_path / "script", tmp_path / "link", tmp_path / "fresh"
    script.write_bytes(b"before")
    script.chmod(0o750)
    (tmp_path / "plain").write_bytes(b"")
    save({script: b"after", fresh: b""}, read={})
    assert script.read_bytes() == b"after"
    assert stat.S_IMODE(script.stat().st_mode) == 0o750
    assert fresh.stat().st_mode == (tmp_path / "plain").stat().st_mode
    link.symlink_to("script")
    for content in (b"through", None):
        with pytest.raises(OSError, match="link"):
            save({tmp_path / "plain": b"a", link: content}, read={})
        assert link.is_symlink()
        assert (script.read_bytes(), (tmp_path / "plain").read_bytes()) == (b"after", b"")


@pytest.mark.skipif(os.name == "nt", reason="owners of another kind")
def test_hard_links_stay(tmp_path: Path) -> None:
    for before, after in ((b"short", b"much longer"), (b"much longer", b"short"), (b"some", b"")):
        one, other = tmp_path / "one", tmp_path / "other"
        one.write_bytes(before)
        other.hardlink_to(one)
        assert is_kept_in_place(one)
        save({one: after}, read={one: before})
        assert (other.read_bytes(), other.samefile(one)) == (after, True)
        other.unlink()
        assert not is_kept_in_place(one)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root gives files away")
def test_the_owner_stays(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"")
    os.chown(path, 4321, 4322)
    path.chmod(0o640)
    save({path: b"after"}, read={})
    found = path.stat()
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (4321, 4322, 0o640)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root may be anybody")
def test_the_owner_of_a_file_of_somebody_else_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, refused = Path("a"), Path("b")
    monkeypatch.chdir(tmp_path)
    tmp_path.chmod(0o777)
    for each, mode in ((path, 0o666), (refused, 0o644)):
        each.write_bytes(b"before")
        each.chmod(mode)
        os.chown(each, 4321, 4321)
    os.seteuid(1234)
    try:
        save({path: b"after"}, read={})
        with pytest.raises(PermissionError):
            save({path: b"again", refused: b"after"}, read={})
    finally:
        os.seteuid(0)
    assert (path.read_bytes(), path.stat().st_uid) == (b"after", 4321)
    assert (refused.read_bytes(), refused.stat().st_uid) == (b"before", 4321)


def test_what_cannot_be_put_back_stays_protected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "org", BEFORE)
    replaced: list[Path] = []

    def replace(source: Path, target: Path) -> None:
        if replaced:
            raise PermissionError(13, "not any more", str(target))
        replaced.append(target)
        os.replace(source, target)

    layer = Failing(0, OSError, behind=False)
    vars(layer)["replace"] = replace
    for module in (disk, saving):
        monkeypatch.setattr(module, "os", layer)
    noted = Noted()
    with pytest.raises(PermissionError):
        save(in_folder(tmp_path / "org"), {}, [noted])
    assert contents(tmp_path / "org") == BEFORE | {"a.yaml": b"A"}
    assert noted.told == ["begin 5 5"]
