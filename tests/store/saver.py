"""A process that saves until it is stopped; every acknowledged save is one line on its standard output.

Run as a script by test_interruptions.py: folder, database key, witness key, and what to do.
"""

import os
import resource
import signal
import sys
from pathlib import Path
from types import SimpleNamespace

from iago_desktop.errors import StoreError
from iago_desktop.store.store import Actor, Store
from iago_desktop.tables import Patient


def main(folder: str, database_key: str, witness_key: str, task: str) -> None:
    keys = SimpleNamespace(database_key=bytes.fromhex(database_key), witness_key=bytes.fromhex(witness_key))
    if task == "as_nobody" and os.getuid() == 0:
        os.setuid(65534)
    try:
        store = Store.open(Path(folder) / "iago.db", keys)
    except StoreError as error:
        sys.stdout.write(f"refused {error.code}\n")
        return
    if task == "until_full":
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        size = (Path(folder) / "iago.db").stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 200_000, resource.RLIM_INFINITY))
    number = store.head()[0]
    while True:
        number += 1
        try:
            with store.write(Actor("u1", lambda digest: digest * 2), "save") as transaction:
                transaction.put(Patient(id=f"{number:032}", pid=f"R-{number:04}-AAAA", sex="f"))
        except StoreError as error:
            sys.stdout.write(f"refused {error.code}\n")
            break
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    with store.write(Actor("u1", lambda digest: digest * 2), "save") as transaction:
        transaction.put(Patient(id=f"{number:032}", pid=f"R-{number:04}-AAAA", sex="f"))
    sys.stdout.write("usable again\n")
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
