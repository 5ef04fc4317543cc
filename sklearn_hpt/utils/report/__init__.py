"""Reports: a search on one page, which opens anywhere and asks for nothing from a network."""

from sklearn_hpt.utils.report.report import write_report

__all__ = ["write_report"]
