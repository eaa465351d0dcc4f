"""The examples of policies: what passes, what fails, and what shows nothing."""

from pathlib import Path

import pytest

from tests.support.command import define, raci

DAY = ("--as-of", "2026-11-28")
POLICY = """\
raci: 1
org: {{id: shop, tags: [payment]{header}}}
policies:
  has-deputy:
    for: platform
    when: platform.critical
    require: size(platform.deputies) > 0
    message: {{en: "{{platform.id}} has no deputy", zh: "{{platform.id}} 没有代理"}}
    examples:
      {kind}:
        - {example}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(kind: str, example: str, header: str = "", lang: str = "en") -> tuple[int, list[str]]:
    """Return the exit status, and the lines about the one example below its head."""
    define(POLICY.format(kind=kind, example=example, header=header))
    ran = raci("test", *DAY, "--lang", lang)
    head = ("All", "The only test", "1 of", "1 个", "org.yaml", "- expected", "- 预期")
    lines = [line for line in ran.stdout.splitlines() if line and not line.startswith(head)]
    assert not ran.stderr, ran.stderr
    return ran.exit_code, [line.strip() for line in lines]


GOOD = "{roles: {a: {}}, platforms: {x: {critical: true, deputies: [a]}}}"
BAD = "{platforms: {x: {critical: true}}}"
OUTSIDE = "{platforms: {x: {}}}"
FOUND = "+ POL:has-deputy platform:x: x has no deputy"


def test_a_passing_example_has_no_finding_and_a_failing_one_has() -> None:
    assert told("pass", GOOD) == (0, [])
    assert told("fail", BAD) == (0, [])
    assert told("pass", BAD) == (1, [FOUND])
    assert told("fail", GOOD) == (1, ["- POL:has-deputy"])


def test_an_example_without_a_subject_shows_nothing() -> None:
    nothing = "nothing was judged: the example has no platform"
    assert told("pass", "{roles: {a: {}}}") == (1, [nothing])
    assert told("pass", "{}") == (1, [nothing])
    assert told("fail", "{roles: {a: {}}}") == (1, ["- POL:has-deputy", nothing])


def test_a_passing_example_may_show_when_and_a_failing_one_may_not() -> None:
    excluded = "nothing was judged: `when` is false for every platform of the example"
    assert told("pass", OUTSIDE) == (0, [])
    assert told("fail", OUTSIDE) == (1, ["- POL:has-deputy", excluded])


def test_messages_and_reasons_are_told_in_chinese() -> None:
    assert told("pass", BAD, lang="zh") == (1, ["+ POL:has-deputy platform:x: x 没有代理"])
    (_, lines) = told("pass", "{roles: {a: {}}}", lang="zh")
    assert lines == ["没有判定任何对象：示例中没有平台"]


def test_an_unknown_reference_in_an_example_is_told_even_where_it_fails_as_it_should() -> None:
    unknown = "+ DEF004 platform:y: deputies: there is no role `nobody`"
    both = "{platforms: {x: {critical: true}, y: {critical: true, deputies: [nobody]}}}"
    assert told("fail", both)[1][0] == unknown


def test_an_example_is_read_as_its_organisation_is() -> None:
    tagged = "{activities: {pay: {tags: [paiment]}}, platforms: {x: {}}}"
    assert "DEF004" in " ".join(told("pass", tagged)[1])
    define(
        POLICY.format(kind="pass", example=GOOD, header=", accountable: department-head")
        + """
  answered:
    for: activity
    require: size(activity.accountable) > 0
    message: nobody answers
    examples:
      pass:
        - roles: {boss: {}, clerk: {department: d, duties: {pay: Pay}}}
          departments: {d: {head: boss}}
"""
    )
    assert raci("test", *DAY).exit_code == 0


def test_what_packs_separate_is_no_subject_of_an_example() -> None:
    define(
        """\
raci: 1
org: {id: shop, extends: ["raci:order-to-cash"]}
policies:
  wide:
    for: separation
    require: separation.within == "person"
    message: too narrow
    examples:
      pass: [{roles: {a: {}}}]
"""
    )
    ran = raci("test", *DAY)
    assert "nothing was judged: the example has no separation" in ran.stdout


def test_selection_and_waivers_of_the_organisation_do_not_reach_examples() -> None:
    define('ignore = ["POL"]\n', "raci.toml")
    assert told("pass", BAD) == (1, [FOUND])


@pytest.mark.parametrize(
    ("example", "place", "words"),
    [
        ("{platforms: {x: {deputy: [a]}}}", "org.yaml:11:28", "did you mean `deputies`?"),
        ("{platform: {x: {}}}", "org.yaml:11:12", "did you mean `platforms`?"),
        ("null", "org.yaml:11:11", "the value is missing"),
        ("{policies: {}}", "org.yaml:11:12", "there is no key `policies`"),
    ],
)
@pytest.mark.parametrize("command", ["test", "check"])
def test_an_example_that_is_no_organisation_ends_the_run_at_its_place(
    command: str, example: str, place: str, words: str
) -> None:
    define(POLICY.format(kind="pass", example=example, header=""))
    ran = raci(command, *DAY)
    assert ran.exit_code == 2
    assert f"{place}: error DEF002" in ran.output
    assert words in ran.output


def test_a_policy_that_is_wrong_ends_the_run() -> None:
    define(POLICY.format(kind="pass", example=GOOD, header="").replace("critical\n", "critcal\n"))
    ran = raci("test", *DAY)
    assert ran.exit_code == 2
    assert "org.yaml:6:" in ran.stderr
    assert not ran.stdout


def test_an_evaluation_that_fails_is_a_failure_of_the_rule() -> None:
    policy = POLICY.replace("require: size", "require: 1 / size")
    define(policy.format(kind="pass", example=BAD, header=""))
    ran = raci("test", *DAY)
    assert ran.exit_code == 3
    assert "+ DEF015 platform:x" in ran.stdout


def test_people_of_examples_are_not_shown() -> None:
    define(POLICY.format(kind="pass", example="{people: {li: {nam: Li Si}}}", header=""))
    ran = raci("test", *DAY)
    assert ran.exit_code == 2
    assert "Li Si" not in ran.output


def test_nothing_to_test_is_no_success() -> None:
    define("raci: 1\norg: {id: shop}\nroles: {a: {}}\n")
    for arguments in ((), ("--coverage",), ("org.yaml",), ("--format", "json")):
        ran = raci("test", *arguments, *DAY)
        assert ran.exit_code == 2
        assert "nothing to test" in ran.stderr
    assert raci("test", "--lang", "zh").exit_code == 2


PACK = """\
raci-pack: 1
id: ours
name: Ours
policies:
  stood-in:
    for: role
    require: size(role.deputies) > 0
    message: "{{role.id}} has no deputy"
    examples:
      pass: [{{roles: {{a: {{deputies: [b]}}, b: {{deputies: [a]}}}}}}]
      fail: [{{roles: {{a: {{{deputies}}}}}}}]
"""


@pytest.mark.parametrize(("deputies", "status"), [("", 0), ("deputies: [a]", 1)])
def test_examples_of_an_own_pack_are_run_where_it_is_extended(deputies: str, status: int) -> None:
    define("raci: 1\norg: {id: shop, extends: [ours.yaml]}\nroles: {x: {}}\n")
    define(PACK.format(deputies=deputies), "ours.yaml")
    ran = raci("test", ".", "--as-of", "2027-01-01")
    assert ran.exit_code == status, ran.output
    assert ("ours.yaml:11:14: ours.stood-in" in ran.output) == bool(status)
