"""Where a line without a mark belongs: which open items end before it, by what they all are."""

from raci.convert.outline.fields import OF_A_POST
from raci.convert.outline.items import FEW, NAMES, PLAIN, SENTENCE_ENDS, Node
from raci.convert.outline.lines import Line
from raci.convert.outline.names import LONGEST_NAME
from raci.convert.outline.open_items import OpenItems

_RANKS = {"department": 0, "post": 1, "label": 2}
"""Of two unmarked lines, the one of the lower rank stands below the other."""
_LOWEST = 3
_SHORT = 30


def open_plain(line: Line, items: OpenItems) -> None:
    """Add an unmarked line below the open item that it belongs to."""
    node = Node(line.stripped(), PLAIN, indent=line.indent)
    if node.kind == "post" and _may_hold(items.top, node):
        _lift(items)
    depth = items.deepest
    while depth and _ends_before(items.stack[depth], node, latest=depth == items.deepest):
        depth -= 1
    items.push(node, depth)


def is_sentence(node: Node) -> bool:
    """Return whether an unmarked line is a sentence of its own, which holds no items."""
    return node.form == PLAIN and not node.line.label and _ends_a_sentence(node.text.rstrip())


def _may_hold(node: Node, post: Node) -> bool:
    """Return whether a line may be the name of a department that no word of it tells."""
    if node.form != PLAIN or node.kind != "unknown" or not node.line.gap:
        return False
    upper = node.text.isupper() and not post.text.isupper()
    apart = not post.line.gap or post.indent > node.indent or upper
    return apart and not node.children and len(node.text) <= LONGEST_NAME


def _lift(items: OpenItems) -> None:
    """Move the latest line, which a post follows at once, out of the post before it."""
    node = items.take_back()
    depth = items.deepest
    while depth and items.stack[depth].form == PLAIN and items.stack[depth].kind != "department":
        depth -= 1
    items.push(node, depth)


def _ends_before(open_: Node, node: Node, *, latest: bool) -> bool:
    """Return whether an open item ends before an unmarked line."""
    if open_.heading:
        return False
    if open_.form == PLAIN:
        return _plain_ends_before(open_, node)
    if node.line.label and _holds_label(open_, node, latest=latest):
        return False
    below_skip = open_.parent is not None and open_.parent.line.label == "skip"
    apart = open_.bulleted and node.line.gap and node.indent <= open_.indent
    if apart or (below_skip and node.line.label):
        return True
    lasting = ("department",) if node.kind in NAMES else tuple(_RANKS)
    return open_.kind not in lasting and not _holds_names(open_)


def _plain_ends_before(open_: Node, node: Node) -> bool:
    """Return whether one unmarked line ends before another."""
    match open_.kind, node.kind:
        case "unknown", "post":
            return not (open_.line.gap and all(each.kind == "post" for each in open_.children[-1:]))
        case "label", _ if open_.text and node.line.gap:
            return True
        case "post", "unknown" if open_.indent == node.indent:
            listed = any(child.marked for child in open_.children[:FEW])
            return listed and len(node.text) <= _SHORT and not _ends_a_sentence(node.text)
    return _RANKS.get(open_.kind, _LOWEST) >= _RANKS.get(node.kind, _LOWEST)


def _holds_names(open_: Node) -> bool:
    """Return whether names stand below an item of unknown kind."""
    names = any(child.kind in NAMES for child in open_.children[:FEW])
    return open_.kind == "unknown" and names


def _may_be_named(node: Node) -> bool:
    """Return whether an item may be a name, though no word of it says so."""
    alike = [each.kind for each in node.siblings[-FEW:] if each.form == node.form]
    short = len(node.text) <= LONGEST_NAME and not _ends_a_sentence(node.text)
    return node.kind == "unknown" and short and not node.children and "duty" not in alike


def _holds_label(open_: Node, node: Node, *, latest: bool) -> bool:
    """Return whether a label stands below an item: a name, or what labels show to be one."""
    if node.line.label in OF_A_POST and (open_.kind in NAMES or (latest and _may_be_named(open_))):
        return True
    labels = {child.line.label for child in open_.children}
    own = "" not in labels and not labels.isdisjoint(OF_A_POST)
    return own and node.line.label != "position"


def _ends_a_sentence(text: str) -> bool:
    return text.endswith(SENTENCE_ENDS)
