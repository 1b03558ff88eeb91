"""Whether the audit is as it was written: every entry, from the first on."""

from iago_desktop.services.workspace import Workspace
from iago_desktop.store.verify import ChainReport, Progress, verify_chain


def check(workspace: Workspace, progress: Progress | None = None) -> ChainReport:
    """May take long; `progress` may raise to have it stopped."""
    with workspace.store.read() as session:
        return verify_chain(session, progress)
