"""How Sphinx builds the documentation: ``python -m sphinx -W docs docs/_build/html``."""

import sklearn_hpt

project = "sklearn_hpt"
author = "The sklearn_hpt developers"
project_copyright = "2026, The sklearn_hpt developers"
version = release = sklearn_hpt.__version__

extensions = [
    "myst_parser",
    "numpydoc",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
]
templates_path = ["_templates"]
exclude_patterns = ["_build"]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autosummary_generate = True
autodoc_typehints = "none"  # the docstrings say the types in words
numpydoc_show_class_members = False
# a docstring is there, and its parameters are those of the signature, in order
numpydoc_validation_checks = {"GL08", "PR02", "PR03"}

nitpicky = True
nitpick_ignore_regex = [
    # data, which has no page of its own
    (r"py:obj", r"CATALOGUE"),
    # defined by packages whose own documentation is elsewhere
    (r"py:.*", r"(numpy|scipy|sklearn|joblib|pandas|collections|typing|abc)\..*"),
]

html_theme = "pydata_sphinx_theme"
html_title = "sklearn_hpt"
html_theme_options = {"show_prev_next": True, "navigation_with_keys": False}
html_sidebars = {page: [] for page in ("quickstart", "architecture", "glossary", "c*")}
html_show_sourcelink = False
