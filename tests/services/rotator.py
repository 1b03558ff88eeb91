"""A process that saves and renews the data key until it is killed; what it acknowledged is one line each.

Run as a script by the trials about keys: folder and password of u1.
"""

import sys
from pathlib import Path

from iago_desktop.services import data_key, setup
from iago_desktop.tables import Patient


def main(folder: str, password: str) -> None:
    workspace = setup.open_workspace(Path(folder), "u1", password, "en")
    number = workspace.store.head()[0]
    while True:
        number += 1
        with workspace.write("add_patient") as transaction:
            transaction.put(Patient(id=f"{number:032}", pid=f"R-{number:06}-AAAA", sex="f"))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        data_key.renew(workspace)
        sys.stdout.write(f"epoch {workspace.unlocked.epoch}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
