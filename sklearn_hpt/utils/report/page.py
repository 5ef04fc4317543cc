"""The page: sections in a frame that runs one script, its own, and loads nothing."""

import base64
import hashlib
from datetime import UTC, datetime
from importlib.resources import files
from string import Template

from sklearn_hpt._version import __version__
from sklearn_hpt.utils.report.markup import join, tag, text
from sklearn_hpt.utils.report.sections import SECTIONS
from sklearn_hpt.utils.report.subject import Subject


def render(subject: Subject) -> str:
    """Make the page about a subject.

    Parameters
    ----------
    subject : Subject

    Returns
    -------
    page : str
        HTML that stands alone. Its policy allows one style and one script, told by their
        digests, and pictures within the page; so whatever it is about, nothing else runs.
    """
    style, script = _read("page.css"), _read("page.js")
    made = [(section, section.make(subject)) for section in SECTIONS]
    shown = [(section, content) for section, content in made if content]
    links = [tag("a", text(section.title), href=f"#{section.name}") for section, _ in shown]
    bodies = [
        tag("section", tag("h2", text(section.title)), content, id=section.name)
        for section, content in shown
    ]
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return Template(_read("page.html")).substitute(
        policy=_allow(style, script),
        title=text(subject.title),
        style=style,
        script=script,
        written=text(f"Written {now} by sklearn_hpt {__version__}."),
        links=join(links),
        sections=join(bodies),
    )


def _read(name: str) -> str:
    return (files("sklearn_hpt.utils.report") / name).read_text(encoding="utf-8")


def _allow(style: str, script: str) -> str:
    """Give the policy that allows a style and a script, and no other."""
    return (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(code: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}"
