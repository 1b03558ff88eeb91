"""`python -m iago_desktop` and the command `iago-desktop`: opens the window; `check` needs none."""

import os
import sys
from collections.abc import Sequence

NO_DISPLAY = (
    "There is no display to open a window on. Start IAGO Desktop in a graphical session, "
    "or see it work without one: make demo"
)
_QUESTIONS = frozenset({"-h", "--help", "--version"})  # answered without a window


def main(argv: Sequence[str] | None = None) -> int:
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["check"]:
        from iago_desktop.check import command  # noqa: PLC0415 -- the window does not need it
        from iago_desktop.store import hardening  # noqa: PLC0415 -- see above

        hardening.harden()
        return command.main(arguments[1:])
    if not has_display() and not _QUESTIONS.intersection(arguments):
        print(NO_DISPLAY, file=sys.stderr)  # noqa: T201 -- there is no window to say it in
        return 1
    # Only now: without a display Qt would end the process with a message of its own.
    from iago_desktop.ui import app  # noqa: PLC0415

    return app.main(arguments)


def has_display() -> bool:
    """Whether Qt will find something to open a window on."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    sys.exit(main())
