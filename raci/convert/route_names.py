"""The names of which the ids of departments and roles are made."""

from collections import Counter
from collections.abc import Iterable

from raci.convert.imported import Route


class RouteNames:
    """The last name of each route; more of the route where another one ends in the same."""

    def __init__(self, roles: Iterable[Route]) -> None:
        routes = dict.fromkeys(roles)
        paths = {route[:n] for route in routes for n in range(1, len(route))}
        self._leaves = Counter(path[-1].casefold() for path in paths)
        self._titles = Counter(route[-1] for route in routes)

    def department(self, path: Route) -> str:
        """Return the last part, or all where another department has the same."""
        return path[-1] if self._leaves[path[-1].casefold()] < 2 else " ".join(path)

    def role(self, route: Route, title: str) -> str:
        """Return the title, behind its department where another one has the same."""
        if self._titles[route[-1]] < 2 or not route[:-1]:
            return title
        return f"{self.department(route[:-1])}: {title}"
