"""The numerals that number items: digits, Chinese and Roman ones."""

HAN = "一二三四五六七八九十"
FORMAL = "壹贰叁肆伍陆柒捌玖拾"
STEMS = "甲乙丙丁戊己庚辛壬癸"
_DIGITS = {char: at for row in (HAN, FORMAL, STEMS) for at, char in enumerate(row, 1)} | {"参": 3}
ROMANS = (
    *("i", "ii", "iii", "iv", "v", "vi", "vii", "viii"),
    *("ix", "x", "xi", "xii", "xiii", "xiv", "xv"),
)


def number(written: str) -> int:
    """Return the number that digits, Chinese or Roman numerals write; 1 for a dash."""
    if written.isascii() and written.isdigit():
        return int(written)
    if written.lower() in ROMANS:
        return ROMANS.index(written.lower()) + 1
    tens, ten, ones = written.partition("十")
    if ten:
        return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
    return _DIGITS.get(written[-1:], 1)
