"""What a text is by the words of duties."""

from raci.convert.outline.labels import is_chinese
from raci.convert.outline.vocabulary import listed
from raci.wording.clarity import english


def is_duty(text: str) -> bool:
    """Return whether a text begins as a duty does: with a verb, or with ``responsible for``."""
    if is_chinese(text):
        solid = text.replace(" ", "")
        return any(solid.startswith(word) for word in listed("zh strong verb") if len(word) > 1)
    lower = text.casefold()
    if any(lower.startswith(f"{opener} ") for opener in listed("en duty opener")):
        return True
    words = english.tokens(english.normalize(text))
    while words and (words[0].endswith("ly") and len(words) > 1):
        words = words[1:]
    return len(words) > 1 and english.verb_of(words[0]) is not None


def is_catch_all(text: str) -> bool:
    """Return whether a duty is everything else that somebody asks for."""
    if is_chinese(text):
        return any(word in text for word in listed("zh catch-all"))
    lower = text.casefold()
    return any(word in lower for word in listed("en catch-all"))
