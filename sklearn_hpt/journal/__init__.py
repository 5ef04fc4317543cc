"""The journal: the memory of a search on disk, as a folder of append-only files."""

from sklearn_hpt.journal.contents import Contents, find_journal, read_contents
from sklearn_hpt.journal.export import (
    export_journal,
    history_rows,
    journal_rows,
)
from sklearn_hpt.journal.header import Header, Identity
from sklearn_hpt.journal.journal import Journal
from sklearn_hpt.journal.result import form_key, params_key
from sklearn_hpt.journal.tell import tell_again

__all__ = [
    "Contents",
    "Header",
    "Identity",
    "Journal",
    "export_journal",
    "find_journal",
    "form_key",
    "history_rows",
    "journal_rows",
    "params_key",
    "read_contents",
    "tell_again",
]
