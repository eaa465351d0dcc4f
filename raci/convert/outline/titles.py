"""What titles say when the whole outline is known."""

from raci.convert.outline.found import Found, key_of
from raci.convert.outline.items import Doubt


def place_by_title(found: Found) -> None:
    """Place each post without a department in the one that its title begins with."""
    departments = {each.key: each for each in found.departments.values()}
    for post in found.posts:
        key = key_of(post.name)
        starts = (key[:at].strip() for at in range(len(key) - 1, 1, -1))
        department = next((departments[each] for each in starts if each in departments), None)
        if department and post.department is None:
            found.place(post, department)
            post.doubts.append(Doubt("of-department", {"text": post.name}, post.line))


def drop_titles(found: Found) -> None:
    """Leave out unmarked lines that look like departments: they name the organisation.

    They hold nothing, or all other departments.
    """
    with_posts = {post.department for post in found.posts}
    tops = [each for each in found.departments.values() if each.parent is None]
    for key, each in list(found.departments.items()):
        if each.marked or each.duties or each in with_posts:
            continue
        below = [other for other in found.departments.values() if other.parent is each]
        if below and tops != [each]:
            continue
        for other in below:
            other.parent = None
        del found.departments[key]
        found.leave(each.line)
