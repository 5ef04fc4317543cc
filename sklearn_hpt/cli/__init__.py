"""The command line: tune a model without writing a program."""

from sklearn_hpt.cli.command import main

__all__ = ["main"]
