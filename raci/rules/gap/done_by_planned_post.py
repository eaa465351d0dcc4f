"""GAP115: a row that only planned posts do."""

from raci.matrix.matrix import Matrix
from raci.matrix.rows import R, Row
from raci.rules.hits import hit_of_roles
from raci.rules.rule import Hits, rule


@rule("GAP115", of=Row)
def done_by_planned_post(row: Row, matrix: Matrix) -> Hits:
    """Every R is a post with headcount 0."""
    doers = row.roles(R)
    posts = [matrix.org.roles[id_] for id_ in doers]
    if posts and all(post.is_post and not post.headcount for post in posts):
        critical = row.activity.critical
        yield hit_of_roles(row, R, doers, case="critical" if critical else "default")
