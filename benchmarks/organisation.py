"""A large organisation, made up in memory; the same shape gives the same organisation."""

import math
from dataclasses import dataclass, field
from random import Random

import words
from words import Word

TEAM = 5  # roles in a team, its lead included
BRANCHES = 5  # child departments of a department


@dataclass(frozen=True)
class Shape:
    """How large an organisation is wanted."""

    roles: int
    activities: int
    duties: int
    files: int
    seed: int

    @property
    def departments(self) -> int:
        """Count them: one for each file but the root or more, of no more than 40 roles."""
        return max(self.files - 1, math.ceil(self.roles / 40))

    def check(self) -> None:
        """Refuse shapes that cannot be filled."""
        if self.files < 2 or self.activities < 1:
            raise ValueError("an organisation needs 2 files and 1 activity or more")
        if self.roles < 2 * self.departments:
            raise ValueError(f"{self.departments} departments need 2 roles each or more")
        if 2 * self.duties > self.roles * self.activities:
            raise ValueError("too many duties for so few roles and activities")


@dataclass
class Department:
    """A unit; its first role is its head, though not every definition says so."""

    id: str
    name: Word
    parent: "Department | None"
    has_head: bool
    has_mandate: bool
    roles: list["Role"] = field(default_factory=list)
    activities: list["Activity"] = field(default_factory=list)
    platforms: list["Platform"] = field(default_factory=list)

    @property
    def head(self) -> "Role":
        """Return the role that leads it."""
        return self.roles[0]


@dataclass
class Role:
    """A post, with the wording of each of its duties."""

    id: str
    name: Word
    headcount: int
    lead: "Role | None"
    duties: dict[str, Word] = field(default_factory=dict)


@dataclass
class Activity:
    """A row, declared or (`declared` false) known by its duty's key only."""

    id: str
    name: Word
    department: Department
    declared: bool
    doers: list[Role] = field(default_factory=list)
    functions: dict[str, list[str]] = field(default_factory=dict)
    platforms: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    critical: bool = False


@dataclass
class Platform:
    """A sales channel, system or data set."""

    id: str
    name: Word
    kind: str
    owners: list[str]


@dataclass
class Organisation:
    """Everything, in the order in which it is written."""

    departments: list[Department]
    roles: list[Role]
    activities: list[Activity]  # declared ones first


def build(shape: Shape) -> Organisation:
    """Make the organisation of this shape and seed."""
    shape.check()
    rng = Random(shape.seed)
    departments: list[Department] = []
    for number in range(shape.departments):
        departments.append(_department(number, departments, rng))
    roles = [_role(number, departments, rng) for number in range(shape.roles)]
    activities = [
        _activity(number, departments[number % len(departments)], rng)
        for number in range(shape.activities)
    ]
    for number in range(math.ceil(shape.activities / 50)):
        _platform(number, departments[number % len(departments)], rng)
    _hand_out(activities, departments, shape.duties, rng)
    for number, activity in enumerate(activities):
        if activity.declared:
            _claim(number, activity, roles, rng)
    return Organisation(departments, roles, activities)


def _department(number: int, earlier: list[Department], rng: Random) -> Department:
    """Make a department; one in twenty has no head, one in three states a mandate."""
    area, unit = rng.choice(words.AREAS), rng.choice(words.UNITS)
    name = Word(f"{area.en} {unit.en}".replace("-", " ").capitalize(), area.zh + unit.zh)
    parent = earlier[(number - 1) // BRANCHES] if number else None
    id_ = f"{area.en}-{unit.en}-{number:03}"
    return Department(id_, name, parent, has_head=number % 20 != 13, has_mandate=number % 3 == 1)


def _role(number: int, departments: list[Department], rng: Random) -> Role:
    """Make a role, dealt to the departments in turn: a head, then teams of a lead and members."""
    department = departments[number % len(departments)]
    place = len(department.roles)
    seat = (place - 1) % TEAM
    if place == 0:
        title, headcount, lead = Word("manager", "经理"), 1, None
    elif seat == 0:
        title, headcount, lead = Word("supervisor", "主管"), 1, None
    else:
        title, lead = rng.choice(words.TITLES), department.roles[place - seat]
        headcount = 0 if rng.random() < 0.01 else rng.choice((1, 2, 2, 2, 3, 3, 4))
    unit = department.id.rsplit("-", 1)[0]
    name = Word(f"{title.en.capitalize()}, {department.name.en}", department.name.zh + title.zh)
    role = Role(f"{unit}-{title.en}-{number:04}", name, headcount, lead)
    department.roles.append(role)
    return role


def _activity(number: int, department: Department, rng: Random, declared: bool = True) -> Activity:
    """Make a row, named by a verb, a qualifier, an object and a scope."""
    verb, object_ = rng.choice(words.VERBS), rng.choice(words.OBJECTS)
    qualifier, scope = rng.choice(words.QUALIFIERS), rng.choice(words.SCOPES)
    head = f"{verb.en}-{qualifier.en}-{object_.en}"
    english = f"{head}-{scope.en}".replace("-", " ")
    name = Word(english, verb.zh + scope.zh + qualifier.zh + object_.zh)
    activity = Activity(f"{head}-{number:04}", name, department, declared, tags=[qualifier.en])
    if declared:
        department.activities.append(activity)
    return activity


def _platform(number: int, department: Department, rng: Random) -> None:
    """Make a platform of the department; one in thirty is nobody's, a few are two people's."""
    word = rng.choice(words.PLATFORMS)
    kind = rng.choice(("sales-channel", "system", "data-set"))
    owners = rng.sample([role.id for role in department.roles], 2 if number % 20 == 11 else 1)
    name = Word(f"{word.en} {number}".replace("-", " ").capitalize(), f"{word.zh}{number}号")
    platform = Platform(f"{word.en}-{number:03}", name, kind, [] if number % 30 == 17 else owners)
    department.platforms.append(platform)


def _hand_out(
    activities: list[Activity], departments: list[Department], lines: int, rng: Random
) -> None:
    """Give out exactly so many duties; a tenth stand as rows of their own, added at the end.

    Each declared activity gets a first line before any gets another; one in fifty gets none.
    """
    carried = [activity for number, activity in enumerate(activities) if number % 50 != 49]
    own = lines // 10
    for line in range(lines - own):
        activity = carried[line] if line < len(carried) else rng.choice(carried)
        _give(activity, departments, rng)
    for _ in range(own):
        activity = _activity(len(activities), rng.choice(departments), rng, declared=False)
        activities.append(activity)
        _give(activity, departments, rng)


def _give(activity: Activity, departments: list[Department], rng: Random) -> None:
    """Make one more role do it: seldom a lead, or one of another department; never a head."""
    while True:
        elsewhere = rng.random() < 0.02
        department = rng.choice(departments) if elsewhere else activity.department
        role = department.roles[rng.randrange(1, len(department.roles))]
        if activity.id not in role.duties and (role.lead or rng.random() < 0.2):
            break
    wording = rng.choice(words.WORDINGS)
    english = wording.en.format(activity.name.en)
    own = Word(english[0].upper() + english[1:], wording.zh.format(activity.name.zh))
    role.duties[activity.id] = own
    activity.doers.append(role)


def _claim(number: int, activity: Activity, roles: list[Role], rng: Random) -> None:
    """Write the activity's own side: most name an accountable role, some too many or none."""
    department = activity.department
    chance = rng.random()
    if activity.doers and chance < 0.7:
        activity.functions["accountable"] = [rng.choice(activity.doers).id]
    elif department.has_head and chance < 0.8:
        activity.functions["accountable"] = [department.head.id]
    lead = department.roles[1]
    if chance < 0.01 and lead not in activity.doers:
        activity.functions.setdefault("accountable", []).append(lead.id)
    for function, share, most in (("consulted", 0.2, 3), ("informed", 0.25, 4)):
        if rng.random() < share:
            chosen = rng.sample(roles, min(rng.randint(1, most), len(roles)))
            activity.functions[function] = [role.id for role in chosen]
    if number % 2000 == 1999:  # a slip of the pen: an unknown role
        activity.functions["informed"] = [roles[number % len(roles)].id + "1"]
    if department.platforms and rng.random() < 0.25:
        activity.platforms = [rng.choice(department.platforms).id]
    if rng.random() < 0.02:
        activity.tags.append(rng.choice(("payment-request", "payment-release")))
    activity.critical = rng.random() < 0.03
