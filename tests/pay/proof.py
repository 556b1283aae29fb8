"""How many random cases a formula is held against its slow reference with.

`make test` tries some hundreds; `make proof` tries ten thousand of each and takes its time.
"""

import os

from hypothesis import settings

_AT_LEAST = int(os.environ.get("DESK_PROOF_EXAMPLES", "0"))


def examples(ordinary: int) -> settings:
    """Return settings for so many random cases, or for more under `make proof`."""
    return settings(max_examples=max(ordinary, _AT_LEAST))
