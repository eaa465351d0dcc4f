"""The data of a page, read from its HTML."""

import json
import re
from typing import Any


def page_data(page: str) -> dict[str, Any]:
    (text,) = re.findall(r'<script type="application/json" id="raci-data">(.*?)</script>', page)
    data: dict[str, Any] = json.loads(text)
    return data
