"""What a Mac says about the file system of a folder.  Not run: written by the header sys/mount.h."""

import ctypes
import os
from pathlib import PurePath

_MNT_LOCAL = 0x00001000


class _Statfs(ctypes.Structure):
    _fields_ = (
        ("f_bsize", ctypes.c_uint32),
        ("f_iosize", ctypes.c_int32),
        ("f_counts", ctypes.c_uint64 * 5),
        ("f_fsid", ctypes.c_int32 * 2),
        ("f_owner", ctypes.c_uint32),
        ("f_type", ctypes.c_uint32),
        ("f_flags", ctypes.c_uint32),
        ("f_fssubtype", ctypes.c_uint32),
        ("f_fstypename", ctypes.c_char * 16),
        ("f_mntonname", ctypes.c_char * 1024),
        ("f_mntfromname", ctypes.c_char * 1024),
        ("f_reserved", ctypes.c_uint32 * 8),
    )


def statfs(folder: PurePath) -> tuple[str, bool]:
    """Its type and whether it is on this computer; of a folder that is not there yet, that of its parent."""
    library = ctypes.CDLL(None, use_errno=True)
    for each in (folder, *folder.parents):
        answer = _Statfs()
        if library.statfs(os.fsencode(each), ctypes.byref(answer)) == 0:
            return answer.f_fstypename.decode("ascii", "replace"), bool(answer.f_flags & _MNT_LOCAL)
    return "", True
