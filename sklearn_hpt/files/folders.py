"""The folders of files: their names brought to the disk."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Bring the names of new files in a folder to the disk, where that can be done."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folders
        return
    try:
        os.fsync(handle)
    except OSError:  # nor does every file system sync them
        pass
    finally:
        os.close(handle)
