"""What makes a page of foreign text safe to open: data that cannot end its element, and a policy that lets
nothing run but the page's own script."""

import base64
import hashlib
from typing import Final

# JSON may hold these as escapes: then no text ends a script element, or a line of it.
_ESCAPED: Final = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def safe_json(json: str) -> str:
    """JSON that can stand in a `<script type="application/json">` as it is."""
    return json.translate(_ESCAPED)


def policy(*, styles: str, script: str) -> str:
    """The Content-Security-Policy of a page with these inline blocks: nothing is loaded, nothing is sent,
    only they run; pictures are data of the page itself."""
    rules = {
        "default-src": "'none'",
        "img-src": "data:",
        "style-src": _hashed(styles),
        "script-src": _hashed(script) if script else "'none'",
        "connect-src": "'none'",
        "form-action": "'none'",
        "base-uri": "'none'",
    }
    return "; ".join(f"{rule} {sources}" for rule, sources in rules.items())


def _hashed(block: str) -> str:
    digest = hashlib.sha256(block.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
