"""The page of a policy, as that of any rule: what it judges, what it asks, where it comes from."""

from collections.abc import Iterator, Mapping

from raci.findings.text import Text, in_language
from raci.model.entities import Policy

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "judges": "What it judges",
        "each": "Every {subject} of the organisation.",
        "org": "The organisation as a whole.",
        "each-when": "Every {subject} of the organisation for which this is true:",
        "requires": "What it requires",
        "forbids": "What it forbids",
        "names": "Names in these expressions",
        "source": "Source",
        "tags": "Tags",
    },
    "zh": {
        "judges": "检查对象",
        "each": "组织中的每个 {subject}。",
        "org": "整个组织。",
        "each-when": "组织中满足以下条件的每个 {subject}：",
        "requires": "要求",
        "forbids": "禁止",
        "names": "表达式中的名称",
        "source": "出处",
        "tags": "标签",
    },
}


def body(policy: Policy) -> Text:
    """Return the Markdown of a policy's page below its title, in English and Chinese."""
    return {
        lang: "\n\n".join(_blocks(policy, words, lang)) + "\n" for lang, words in _WORDS.items()
    }


def _blocks(policy: Policy, words: Mapping[str, str], lang: str) -> Iterator[str]:
    if note := in_language(policy.note, lang):
        yield note.strip()
    yield f"## {words['judges']}"
    whole = policy.subject == "org" and not policy.when
    key = "org" if whole else "each-when" if policy.when else "each"
    yield words[key].format(subject=policy.subject)
    if policy.when:
        yield _code(policy.when)
    yield f"## {words['forbids' if policy.forbids else 'requires']}"
    yield _code(policy.condition)
    if policy.let:
        yield f"## {words['names']}"
        yield _code("\n".join(f"{name}: {text}" for name, text in policy.let.items()))
    if source := "\n".join(filter(None, (policy.source, policy.link))):
        yield f"## {words['source']}"
        yield source
    if policy.tags:
        yield f"## {words['tags']}"
        yield ", ".join(policy.tags)


def _code(text: str) -> str:
    return f"```cel\n{text.strip()}\n```"
