"""What ``raci report --verify`` does once its options are read."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from raci.check.work_tree import checkout_of
from raci.cli.echo import echo
from raci.cli.language import count, reason, refused, reworded, say
from raci.cli.run.pack import Source, packed
from raci.cli.run.pack_folder import files_in, manifest_in, raw_of
from raci.render.pack import OVERVIEWS, SUMS
from raci.render.pack.read import NoPackError, files_of, manifest_of
from raci.render.pack.verify import (
    NO_FILE,
    SIGNATURE,
    UNREAD,
    Difference,
    Digests,
    differences,
    digests,
    of_inputs,
    of_remade,
)
from raci.source.packed import STATEMENT
from raci.version import __version__


def run_verify(folder: Path, path: str | None) -> int:
    """Print every difference between a pack and its lists, and the files at a path as they are."""
    try:
        manifest = manifest_of(manifest_in(folder))
        there = dict(_there(folder, files_of(manifest)))
        sums, statement = (raw_of(folder, name) or b"" for name in (SUMS, STATEMENT))
    except NoPackError as error:
        raise refused("no-pack", folder=folder.as_posix(), reason=reworded(error)) from error
    except OSError as error:
        raise refused("pack-unreadable", folder=folder.as_posix(), reason=reason(error)) from error
    found = differences(there, manifest, sums, statement)
    remark = None
    if path is not None:
        source = Source.at(path)
        found += of_inputs(manifest, source.project.org.id, source.project.inputs)
        remark = _why_not_remade(manifest, source)
        if not remark and not found:
            found += of_remade(there, packed(source.made_as(manifest)))
            remark = _remade(manifest, source)
    if not manifest["checked"]:
        findings = (folder / "findings.md").as_posix()
        echo(say("pack-not-checked", findings=findings), err=True)
    _tell(found, there, manifest, remark)
    return int(bool(found))


def _there(folder: Path, listed: frozenset[str]) -> Iterator[tuple[str, Digests]]:
    """Yield each file of a folder with its digests, one after another; raises OSError."""
    for path in files_in(folder):
        if path not in listed | OVERVIEWS:
            yield path, UNREAD
        else:
            raw = raw_of(folder, path)
            yield path, NO_FILE if raw is None else digests(path, raw)


def _why_not_remade(manifest: Mapping[str, Any], source: Source) -> str | None:
    """Return why the files of a pack are not made again and compared; None where they can be."""
    if manifest["raci"] != __version__:
        return say("not-remade-version", version=manifest["raci"], own=__version__)
    path = source.project.found.title("")
    if manifest["path"] != path:
        return say("not-remade-path", before=manifest["path"], path=path)
    return None


def _remade(manifest: Mapping[str, Any], source: Source) -> str:
    """Return that the files are made again and compared, and what git cannot tell of them."""
    git = manifest.get("git")
    if git and checkout_of(source.project, git["commit"]) is None:
        return say("remade-without-commit", commit=git["commit"])
    return say("remade")


def _tell(
    found: Sequence[Difference],
    there: Mapping[str, Digests],
    manifest: Mapping[str, Any],
    remark: str | None,
) -> None:
    for each in found:
        lists = ", ".join(each.lists)
        echo(say(f"differs-{each.kind}", path=each.path, lists=lists))
    if signatures := sorted(filter(SIGNATURE.fullmatch, there)):
        echo(say("signatures-not-verified", paths=", ".join(signatures)), err=True)
    if remark:
        echo(remark, err=True)
    if found:
        echo(count("pack-differs", len(found)))
    else:
        facts = {"inputs": manifest["inputs"], "day": manifest["as_of"]}
        echo(count("pack-equal", len(there), **facts))
