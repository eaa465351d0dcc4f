"""What ``raci import`` does once its options are read."""

import os
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from raci.check.run import Run
from raci.check.table_files import find_all, mapping_of
from raci.cli.echo import echo
from raci.cli.language import did_you_mean, reason, refused, say, spoken, wrong
from raci.cli.options import width
from raci.cli.run.new_folder import hold_new, write_folder
from raci.convert.folder import files_of
from raci.convert.formats import IMPORTERS, UnknownFormatError, name_of, read_files
from raci.convert.ids import NoPinyinError, Pinyin, Slug, resolved
from raci.convert.imported import Imported, ImportFailedError, ImportOptions, SourceFile
from raci.convert.merge import merge
from raci.convert.rights import FUNCTIONS, RightsUnknownError, starter
from raci.findings.codes import UNREADABLE
from raci.findings.days import today
from raci.project import Project, check
from raci.render.columns import wrap
from raci.render.findings.options import Options
from raci.render.findings.text import findings_text
from raci.render.reports import imported as report
from raci.source.decode import UnreadableError, is_binary, legible
from raci.source.discover import NO_TEXTS, OrganisationFiles, files_at
from raci.source.document import Document
from raci.source.files import Files
from raci.source.table_organisation import id_of
from raci.source.tables.names import is_id, slug
from raci.source.unreadable import unreadable

Parts = list[tuple[str, Imported]]
OF_IMPORTS = (
    *("no-entities", "no-people-heads", "no-rights-heads", "no-conflict-heads"),
    "rights-map",
)
"""What is wrong with a file that no check reads."""

OF_RIGHTS = frozenset(("entitlements", "conflicts"))
"""The formats that need to know what rights mean."""

OF_TABLES = ("no-matrix", "undecided")
"""What is wrong with a table is said as where it is checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFiles:
    """The options of ``raci import``, as its help explains them."""

    paths: tuple[str, ...]
    folder: str
    format_: str | None
    id_: str
    ids: str
    files: str | None
    rights: str | None


def run_import(options: ImportFiles) -> int:
    """Read the files, write the folder, print the report, and return the exit status."""
    folder = Path(options.folder)
    hold_new(folder)
    whole = _organisation(options)
    lang, columns = spoken(), width(sys.stdout.isatty())
    if not whole.data.keys() - {"org"}:
        echo(report.render(whole, lang, columns), err=True)
        raise refused("nothing-imported")
    files = files_of(whole, lambda remark: report.sentence(remark, lang))
    write_folder(folder, files)
    if lines := report.render(whole, lang, columns):
        echo(lines)
    for line in report.summary(whole, [*files], options.folder, lang):
        echo("\n".join(wrap(line, columns)))
    echo(next_command(options.folder))
    return int(any(remark.kind == "doubt" for remark in whole.remarks))


def next_command(folder: str) -> str:
    """Return the command to run next."""
    here = folder == "."
    return say("next", command="raci check" if here else f"raci check {shlex.quote(folder)}")


def _organisation(options: ImportFiles) -> Imported:
    """Return the organisation that the files are; else end with status 2."""
    make = slug_of(options.ids)
    paths = {Path(path).as_posix(): Path(os.path.realpath(path)) for path in options.paths}
    told = ImportOptions(
        id=organisation_id(options, make),
        slug=make,
        files=options.files,
        rights=options.rights,
        tables={path: mapping_of(whole) for path, whole in paths.items()},
        lang=spoken(),
    )
    parts = _read([_file(path) for path in paths], told, options.format_)
    whole = merge(parts, told.id)
    if isinstance(make, Pinyin):
        whole.remarks += resolved(make.resolved, whole)
    return whole


def slug_of(ids: str) -> Slug:
    """Return what makes ids of names, as ``--ids`` says."""
    if ids != "pinyin":
        return slug
    try:
        return Pinyin()
    except NoPinyinError as error:
        raise refused("no-library", command=error.command) from error


def organisation_id(options: ImportFiles, make: Slug) -> str:
    """Return the organisation's id: as is said, else that of the one file, else the folder's."""
    if options.id_ and not is_id(options.id_):
        raise wrong("not-an-id", id=options.id_, near=slug(options.id_))
    return options.id_ or make(_default_id(options))


def _default_id(options: ImportFiles) -> str:
    """Return the id that the one file has where it is checked, else the folder's name."""
    if len({*options.paths}) != 1:
        return slug(Path(os.path.realpath(options.folder)).name)
    path = Path(os.path.realpath(options.paths[0]))
    return mapping_of(path).id or id_of(files_at(path.parent, NO_TEXTS, deep=False), path.name)


def _read(files: Sequence[SourceFile], told: ImportOptions, format_: str | None) -> Parts:
    """Return what files say; else print what is wrong with one, and end with status 2."""
    try:
        parts = list(read_files(files, told, format_))
        if told.rights and OF_RIGHTS.isdisjoint(format_ or name_of(file) for file in files):
            raise wrong("rights-unused")
        return parts
    except UnknownFormatError as error:
        raise wrong("no-importer", path=error.file.path, known=", ".join(IMPORTERS)) from error
    except RightsUnknownError as error:
        echo(starter(error.rights), nl=False)
        raise refused("no-rights") from error
    except ImportFailedError as error:
        if error.error.case == "rights-function":
            raise _unknown_function(error) from error
        if error.error.case in OF_IMPORTS:
            raise refused(error.error.case, place=_place(error)) from error
        _tell(error.file, error.error)
        raise click.exceptions.Exit(2) from error


def _unknown_function(error: ImportFailedError) -> click.ClickException:
    found, near = error.error.values["found"], error.error.values["near"]
    known, asked = ", ".join(FUNCTIONS), did_you_mean(near)
    return refused("rights-function", place=_place(error), found=found, near=asked, known=known)


def _place(error: ImportFailedError) -> str:
    span = error.error.span
    return f"{error.file.path}:{span.line}:{span.column}"


def _file(path: str) -> SourceFile:
    try:
        return SourceFile(path, Path(path).read_bytes())
    except OSError as error:
        raise wrong("no-access", path=path, reason=reason(error)) from error


def _tell(file: SourceFile, error: UnreadableError) -> None:
    """Print why a file cannot be read, as ``raci check`` does."""
    if error.case in OF_TABLES:
        found = [Project(each) for each in find_all([Path(file.path)])]
    else:
        text = "" if is_binary(file.raw) else legible(file.raw)
        document = Document(file.path, text)
        files = OrganisationFiles(Files({}), "", defects=[unreadable(document, error)])
        files.homeless = True
        found = [Project(files)]
    report = check(found, Run(today()))
    unusable = [finding for finding in report.findings if finding.code in UNREADABLE]
    echo(findings_text(unusable, Options(lang=spoken())), nl=False, err=True)
