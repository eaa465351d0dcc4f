"""Claimed, committed, verified: how well it is known who gave an approval."""

import os
from pathlib import Path

import pytest

from raci.check.merge_base import Since
from raci.check.standing import standing_of_waivers
from raci.findings.standing import Standing
from raci.project import Project
from tests.support.repositories import IDENTITY, clone, git
from tests.support.signatures import commit_by, new_key, trust

DAY = "2026-11-23"
ORG = """\
raci: 1
org: {id: shop}
roles:
  manager: {}
  clerk: {}
platforms:
  mall: {}
people:
  li: {git: [li@example.org, Li@Users.example.org], roles: {manager: {}}}
  wu: {git: wu@example.org, roles: {clerk: {}, manager: {until: 2026-06-30}}}
  xu: {git: xu@example.org, roles: {manager: {as: deputy}}}
"""
WAIVERS = """\
raci: 1
waivers:
  mall:
    rule: platform-without-owner
    at: platform:mall
    reason: Advertised.
    approved_by:
      manager: 2026-11-20
    until: 2026-12-31
"""


@pytest.fixture(autouse=True)
def _identity(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository with the organisation, committed by somebody."""
    folder = tmp_path / "top"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    commit_by(folder, "raci@example.org", {"org.yaml": ORG})
    return folder


def standing(top: Path, since: str = "", waiver: str = "mall", role: str = "manager") -> Standing:
    project = Project.folder(top)
    base = Since(since).of(project) if since else None
    return standing_of_waivers(project, project.org.waivers.values(), DAY, base)[waiver][role]


def told(top: Path, since: str = "") -> tuple[str, str]:
    found = standing(top, since)
    return found.level, found.why.key.removeprefix("approval-") if found.why else ""


@pytest.mark.parametrize("author", ["li@example.org", "LI@users.example.org"])
def test_a_holder_who_commits_the_line(top: Path, author: str) -> None:
    commit_by(top, author, {"waivers.yaml": WAIVERS})
    assert told(top) == ("committed", "unsigned")


@pytest.mark.parametrize(
    "author", ["other@example.org", "wu@example.org", "xu@example.org", "l@example.org"]
)
def test_a_stranger_a_former_holder_and_a_deputy(top: Path, author: str) -> None:
    commit_by(top, author, {"waivers.yaml": WAIVERS})
    assert told(top) == ("claimed", "other-author")


def test_a_role_whose_holder_has_no_address(top: Path) -> None:
    text = ORG.partition("people:")[0] + "people:\n  li: {roles: {manager: {}}}\n"
    commit_by(top, "li@example.org", {"org.yaml": text})
    commit_by(top, "li@example.org", {"waivers.yaml": WAIVERS})
    assert told(top) == ("claimed", "no-address")


def test_a_line_that_is_not_committed(top: Path) -> None:
    (top / "waivers.yaml").write_text(WAIVERS, encoding="utf-8")
    assert told(top) == ("claimed", "not-committed")
    git(top, "add", "-A")
    assert told(top) == ("claimed", "not-committed")
    commit_by(top, "li@example.org")
    text = WAIVERS.replace("manager: 2026-11-20", "manager: 2026-11-21")
    (top / "waivers.yaml").write_text(text, encoding="utf-8")
    assert told(top) == ("claimed", "not-committed")


def test_lines_above_it_that_are_not_committed_do_not_matter(top: Path) -> None:
    commit_by(top, "li@example.org", {"waivers.yaml": WAIVERS})
    (top / "waivers.yaml").write_text("# a\n# b\n# c\n" + WAIVERS, encoding="utf-8")
    assert told(top)[0] == "committed"


def test_who_reformats_the_line_has_brought_it(top: Path) -> None:
    commit_by(top, "li@example.org", {"waivers.yaml": WAIVERS})
    text = WAIVERS.replace("manager: 2026", 'manager:  "2026').replace("11-20", '11-20"')
    commit_by(top, "other@example.org", {"waivers.yaml": text})
    assert told(top) == ("claimed", "other-author")


def test_a_key_and_its_day_that_two_commits_brought(top: Path) -> None:
    apart = WAIVERS.replace("manager: 2026-11-20", "manager:\n        2026-11-{}")
    commit_by(top, "li@example.org", {"waivers.yaml": apart.format(19)})
    assert told(top)[0] == "committed"
    commit_by(top, "other@example.org", {"waivers.yaml": apart.format(20)})
    assert told(top) == ("claimed", "other-author")


def test_settings_of_git_leave_no_commit_out(top: Path) -> None:
    commit_by(top, "li@example.org", {"waivers.yaml": WAIVERS})
    text = WAIVERS.replace("manager: 2026", "manager:  2026")
    sha = commit_by(top, "other@example.org", {"waivers.yaml": text})
    ignored = {"ignored": f"{sha}\n", ".mailmap": "N <li@example.org> <other@example.org>\n"}
    commit_by(top, "other@example.org", ignored)
    git(top, "config", "blame.ignoreRevsFile", "ignored")
    git(top, "config", "log.mailmap", "true")
    git(top, "config", "log.showSignature", "true")
    assert told(top) == ("claimed", "other-author")


def test_a_file_that_is_renamed_keeps_its_approval(top: Path) -> None:
    commit_by(top, "li@example.org", {"waivers.yaml": WAIVERS})
    (top / "other").mkdir()
    git(top, "mv", "waivers.yaml", "other/accepted.yaml")
    commit_by(top, "other@example.org")
    assert told(top)[0] == "committed"


def test_a_waiver_that_another_widens_has_lost_its_approval(top: Path) -> None:
    commit_by(top, "li@example.org", {"waivers.yaml": WAIVERS})
    reworded = WAIVERS.replace("Advertised", "The post is advertised")
    commit_by(top, "other@example.org", {"waivers.yaml": f"# a remark\n{reworded}"})
    assert told(top)[0] == "committed"
    commit_by(top, "other@example.org", {"waivers.yaml": WAIVERS.replace("2026-12", "2027-12")})
    assert told(top) == ("claimed", "of-other")


def test_what_is_approved_counts_as_it_stands_on_disk(top: Path) -> None:
    commit_by(top, "li@example.org", {"waivers.yaml": WAIVERS})
    text = WAIVERS.replace("2026-12-31", "2027-12-31")
    (top / "waivers.yaml").write_text(text, encoding="utf-8")
    assert told(top) == ("claimed", "of-other")


def test_an_address_that_comes_with_the_approval_does_not_count(top: Path) -> None:
    text = ORG.replace("[li@example.org,", "[li@example.org, other@example.org,")
    commit_by(top, "other@example.org", {"org.yaml": text, "waivers.yaml": WAIVERS})
    assert told(top) == ("claimed", "other-author")


def test_a_holder_who_is_appointed_with_the_approval_does_not_count(top: Path) -> None:
    text = ORG + "  new: {git: other@example.org, roles: {manager: {}}}\n"
    commit_by(top, "other@example.org", {"org.yaml": text, "waivers.yaml": WAIVERS})
    assert told(top) == ("claimed", "other-author")


def test_compared_with_a_base_its_addresses_alone_count(top: Path) -> None:
    git(top, "checkout", "-q", "-b", "change")
    text = ORG.replace("[li@example.org,", "[li@example.org, other@example.org,")
    commit_by(top, "other@example.org", {"org.yaml": text})
    commit_by(top, "other@example.org", {"waivers.yaml": WAIVERS})
    assert told(top)[0] == "committed"
    assert told(top, since="main") == ("claimed", "other-author")


def test_the_first_commit_has_no_definition_before_it(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    commit_by(tmp_path, "li@example.org", {"org.yaml": ORG, "waivers.yaml": WAIVERS})
    assert told(tmp_path) == ("claimed", "in-first-commit")


def test_a_role_that_was_renamed_since(top: Path) -> None:
    commit_by(top, "li@example.org", {"waivers.yaml": WAIVERS})
    text = ORG.replace("manager: {}\n", "head: {formerly: [manager]}\n", 1)
    text = text.replace("{manager: {", "{head: {")
    commit_by(top, "other@example.org", {"org.yaml": text})
    assert told(top)[0] == "committed"


def test_a_role_that_is_renamed_by_the_approval(top: Path) -> None:
    text = ORG.replace("manager: {}\n", "head: {formerly: [manager]}\n", 1)
    files = {"org.yaml": text, "waivers.yaml": WAIVERS.replace("manager:", "head:")}
    commit_by(top, "li@example.org", files)
    assert standing(top, role="head").level == "committed"


def test_an_organisation_below_the_top(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    commit_by(tmp_path, "raci@example.org", {"a b/组织/org.yaml": ORG})
    commit_by(tmp_path, "li@example.org", {'a b/组织/x"y/豁免.yaml': WAIVERS})
    assert told(tmp_path / "a b" / "组织")[0] == "committed"


def test_no_repository_and_files_in_memory(tmp_path: Path) -> None:
    (tmp_path / "org.yaml").write_text(ORG + WAIVERS.partition("\n")[2], encoding="utf-8")
    assert told(tmp_path) == ("claimed", "no-work-tree")
    project = Project.of({"org.yaml": ORG, "waivers.yaml": WAIVERS})
    found = standing_of_waivers(project, project.org.waivers.values(), DAY)["mall"]["manager"]
    assert found.level == "claimed"
    assert found.why
    assert found.why.key == "approval-not-in-git"


def test_a_shallow_clone_does_not_know(top: Path) -> None:
    commit_by(top, "li@example.org", {"waivers.yaml": WAIVERS})
    commit_by(top, "li@example.org", {"README": "Later."})
    assert told(clone(top, "--depth", "1")) == ("claimed", "too-shallow")


def test_lines_that_git_counts_otherwise(top: Path) -> None:
    """A break that is one to YAML alone moves no approval to the line of another commit."""
    text = WAIVERS.replace("  mall:\n", "  mall:\n    note: {}\n")
    commit_by(top, "other@example.org", {"waivers.yaml": text.format('"a"')})
    commit_by(top, "li@example.org", {"waivers.yaml": text.format('"b\u2028\u2028\u2028"')})
    assert told(top) == ("claimed", "other-author")


def test_who_signs_with_a_known_key_is_verified(top: Path, tmp_path: Path) -> None:
    key = new_key(tmp_path / "keys", "li")
    trust(top, tmp_path / "keys" / "signers", {"li@example.org": key})
    commit_by(top, "li@example.org", {"waivers.yaml": WAIVERS}, key)
    assert standing(top) == Standing("verified")


def test_keys_and_settings_within_the_repository_do_not_count(top: Path, tmp_path: Path) -> None:
    key = new_key(tmp_path / "keys", "li")
    trust(top, top / "signers", {"li@example.org": key})
    commit_by(top, "li@example.org", {"waivers.yaml": WAIVERS}, key)
    assert told(top) == ("committed", "keys-inside")
    link = tmp_path / "keys" / "link"
    link.symlink_to(top / "signers")
    trust(top, link, {"li@example.org": key})
    assert told(top) == ("committed", "keys-inside")
    git(top, "config", "gpg.ssh.allowedSignersFile", "signers")
    assert told(top) == ("committed", "keys-inside")


def test_settings_that_are_tracked_do_not_count(top: Path, tmp_path: Path) -> None:
    key = new_key(tmp_path / "keys", "li")
    signers = tmp_path / "keys" / "signers"
    trust(top, signers, {"li@example.org": key})
    git(top, "config", "--unset", "gpg.ssh.allowedSignersFile")
    tracked = f'[gpg "ssh"]\n  allowedSignersFile = {signers.as_posix()}\n'
    files = {"waivers.yaml": WAIVERS, ".gitconfig": tracked}
    commit_by(top, "li@example.org", files, key)
    git(top, "config", "include.path", "../.gitconfig")
    assert told(top) == ("committed", "keys-inside")


def test_a_program_in_the_repository_does_not_count(top: Path, tmp_path: Path) -> None:
    key = new_key(tmp_path / "keys", "li")
    trust(top, tmp_path / "keys" / "signers", {"li@example.org": key})
    commit_by(top, "li@example.org", {"waivers.yaml": WAIVERS, "verify": "#!/bin/sh\n"}, key)
    os.chmod(top / "verify", 0o755)
    git(top, "config", "gpg.ssh.program", "./verify")
    assert told(top) == ("committed", "keys-inside")


def test_a_program_that_fails_verifies_nothing(top: Path, tmp_path: Path) -> None:
    key = new_key(tmp_path / "keys", "li")
    trust(top, tmp_path / "keys" / "signers", {"li@example.org": key})
    commit_by(top, "li@example.org", {"waivers.yaml": WAIVERS}, key)
    for program in ("false", "true", "absent"):
        git(top, "config", "gpg.ssh.program", program)
        assert told(top) == ("committed", "not-verified")


def test_keys_in_the_own_folder_of_git_are_local(top: Path, tmp_path: Path) -> None:
    key = new_key(tmp_path / "keys", "li")
    trust(top, top / ".git" / "signers", {"li@example.org": key})
    commit_by(top, "li@example.org", {"waivers.yaml": WAIVERS}, key)
    assert told(top)[0] == "verified"


def test_an_unknown_key_and_the_key_of_another(top: Path, tmp_path: Path) -> None:
    own, other = (new_key(tmp_path / "keys", name) for name in ("li", "wu"))
    signers = tmp_path / "keys" / "signers"
    trust(top, signers, {"li@example.org": own})
    commit_by(top, "li@example.org", {"waivers.yaml": WAIVERS}, other)
    assert told(top) == ("committed", "not-verified")
    trust(top, signers, {"li@example.org": own, "wu@example.org": other})
    assert told(top) == ("committed", "not-verified")
    trust(top, signers, {"li@example.org": own, "li@users.example.org": other})
    assert told(top)[0] == "verified"
    trust(top, signers, {"*@example.org": other})
    assert told(top)[0] == "verified"
