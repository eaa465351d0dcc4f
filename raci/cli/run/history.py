"""What ``raci history`` does once its options are read."""

from dataclasses import dataclass, replace
from pathlib import Path

from raci.change.history.answered import answers_on
from raci.change.history.history import history_of
from raci.change.history.records import History
from raci.change.history.versions import HistoryError
from raci.cli.echo import echo
from raci.cli.formats import ANSWERED, Target
from raci.cli.language import refused, reworded, say, spoken, wrong
from raci.cli.run.arguments import one_project
from raci.findings.codes import CRASHED
from raci.findings.days import today
from raci.findings.ref import Ref
from raci.project import Project
from raci.render.formats import render_document
from raci.source.git_program import GitError


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryOptions:
    """The options of ``raci history``, as its help explains them."""

    path: str
    ref: str | None
    start: str | None
    end: str | None
    on: str | None
    target: Target
    show_people: bool


def run_history(options: HistoryOptions) -> int:
    """Print or write the history of a period, or who answered for something on a day.

    Returns the exit status.
    """
    options = _in_order(options)
    ref = _asked(options)
    project = one_project(options.path)
    people = options.show_people and options.target == Target("text")
    try:
        if ref is not None and options.on is not None:
            text, crashed = _answers(project, ref, options.on, options.target, people=people), False
        else:
            history = _history(project, options)
            text, crashed = _told(history, options.target, people=people), _crashed(history)
    except (GitError, HistoryError) as error:
        raise refused("history-refused", reason=reworded(error)) from error
    options.target.write(text)
    return 3 if crashed else 0


def _in_order(options: HistoryOptions) -> HistoryOptions:
    """Return the options with the path first, which may stand behind a Ref or be left out."""
    first, second = options.path, options.ref
    if Path(first).exists():
        return options
    if second is not None and not Path(second).exists():
        raise wrong("no-such-path", path=second)
    return replace(options, path=second or ".", ref=first)


def _asked(options: HistoryOptions) -> Ref | None:
    """Return what is asked about; end with status 2 where the options do not go together."""
    forms = ", ".join(f"{kind}:ID" for kind in ANSWERED)
    if options.ref is None:
        if options.on is not None:
            raise wrong("history-needs-ref", forms=forms)
        return None
    ref = Ref(options.ref)
    if ref.kind not in ANSWERED or ":" not in ref or ("/" in ref.id) != (ref.kind == "duty"):
        raise wrong("no-such-kind", text=ref, forms=forms, near="")
    if options.on is None:
        raise wrong("history-needs-day", ref=ref)
    if options.start or options.end:
        raise wrong("history-one-or-other")
    if options.on > today():
        raise wrong("history-day-ahead", ref=ref, day=options.on)
    return ref.whole


def _answers(project: Project, ref: Ref, day: str, target: Target, *, people: bool) -> str:
    answers = answers_on(project, ref, day)
    if target.format == "json":
        from raci.render.reports.history_json import render_answers

        return render_answers(answers)
    from raci.render.reports.history import HistoryReport

    document = HistoryReport(spoken(), answers.names).answers(answers, people=people)
    return render_document(document, target.format, target.width)


def _history(project: Project, options: HistoryOptions) -> History:
    now = today()
    end = min(options.end or now, now)
    if options.end and options.end > now:
        echo(say("history-of-future", today=now, end=options.end), err=True)
    return history_of(project, options.start, end)


def _crashed(history: History) -> bool:
    """Return whether a rule failed, so that not all was judged."""
    return any(period.finding.code == CRASHED for period in history.findings)


def _told(history: History, target: Target, *, people: bool) -> str:
    if target.format == "json":
        from raci.render.reports.history_json import render

        return render(history, spoken())
    if target.format == "csv":
        from raci.render.reports.history_events import HistoryEvents

        document = HistoryEvents(spoken()).events(history)
    else:
        from raci.render.reports.history import HistoryReport

        document = HistoryReport(spoken(), history.names).period(history, authors=people)
    return render_document(document, target.format, target.width)
