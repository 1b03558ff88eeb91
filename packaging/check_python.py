"""Say in one sentence when this Python cannot run the program."""

import sys

OLDEST, FIRST_UNTRIED = (3, 11), (3, 14)

if __name__ == "__main__" and not OLDEST <= sys.version_info[:2] < FIRST_UNTRIED:
    sys.exit(
        f"This is Python {sys.version_info.major}.{sys.version_info.minor}. "
        "IAGO Desktop needs 3.11, 3.12 or 3.13: "
        "install one of them and call make with PYTHON=python3.11 (or 3.12, 3.13)."
    )
