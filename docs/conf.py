"""How Sphinx builds the documentation: ``python -m sphinx -W docs docs/_build/html``."""

from sphinx_gallery.sorting import ExplicitOrder

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
    "sphinx_gallery.gen_gallery",
]
templates_path = ["_templates"]
exclude_patterns = ["_build", "examples"]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autosummary_generate = True
autodoc_typehints = "none"  # the docstrings say the types in words
numpydoc_show_class_members = False
# a docstring is there, and its parameters are those of the signature, in order
numpydoc_validation_checks = {"GL08", "PR02", "PR03"}

sphinx_gallery_conf = {
    "examples_dirs": "examples",
    "gallery_dirs": "gallery",
    "backreferences_dir": "gallery/backreferences",
    "doc_module": ("sklearn_hpt",),
    "reference_url": {"sklearn_hpt": None},  # names in the code lead to the API
    "filename_pattern": r"\.py$",  # all examples are run, not only those named plot_*
    "run_stale_examples": True,  # the package may have changed where the example has not
    "within_subsection_order": ExplicitOrder(
        [
            "one_forest.py",
            "choice_of_models.py",
            "surrogate.py",
            "training_loop.py",
            "honest_scores.py",
            "two_metrics.py",
            "every_plot.py",
        ]
    ),
    "capture_repr": ("_repr_html_",),
    "download_all_examples": False,
    "remove_config_comments": True,
    "write_computation_times": False,
}

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
html_static_path = ["_static"]
html_css_files = ["gallery.css"]
html_sidebars = {page: [] for page in ("quickstart", "architecture", "glossary", "c*")}
html_show_sourcelink = False
