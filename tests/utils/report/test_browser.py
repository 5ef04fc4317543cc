"""The page in a real browser: it renders, sorts, loads nothing, and runs nothing but its script."""

import json

import pytest

from sklearn_hpt.trials import History
from sklearn_hpt.utils.report import write_report
from tests.utils.report.browser import Browser, find_browser
from tests.utils.report.searches import HOSTILE, failed, hostile_history, random_history

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_browser() is None, reason="there is no Chromium"),
    # old releases of matplotlib call what new releases of pyparsing have renamed
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    browser = Browser(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    trials = random_history(30).trials
    history = History((*trials, failed(30, {"svc__C": -1.0})))
    return write_report(history, tmp_path_factory.mktemp("report") / "report.html")


def column(browser, place):
    """Give the text of a column of the trials, from the top."""
    rows = "[...document.querySelectorAll('#trials-table tbody tr')]"
    return browser.evaluate(f"{rows}.map(row => row.cells[{place}].textContent)")


def head_of(browser, name):
    heads = "[...document.querySelectorAll('#trials-table thead th')].map(th => th.textContent)"
    return browser.evaluate(heads).index(name)


def sorted_heads(browser):
    heads = "[...document.querySelectorAll('#trials-table [aria-sort]')]"
    return browser.evaluate(f"{heads}.map(th => th.textContent + ' ' + th.ariaSort)")


def test_it_renders_without_a_fault_and_asks_for_nothing(browser, page):
    browser.open(page)
    assert browser.evaluate("document.querySelector('h1').textContent") == "A search"
    assert len(column(browser, 0)) == 31
    pictures = "[...document.images]"
    assert browser.evaluate(f"{pictures}.length") >= 1
    assert browser.evaluate(f"{pictures}.every(img => img.complete && img.naturalWidth > 0)")
    assert browser.evaluate("[...document.images].every(img => img.alt.length > 0)")
    assert browser.requests() == [page.as_uri()]
    assert browser.troubles() == []


def test_it_sorts_on_a_click_and_back_on_another(browser, page):
    browser.open(page)
    place = head_of(browser, "svc__C")
    head = f"#trials-table thead th:nth-child({place + 1}) button"
    exact = (
        "[...document.querySelectorAll('#trials-table tbody tr')]"
        f".map(row => Number(row.cells[{place}].dataset.value))"
    )
    browser.click(head)
    values = browser.evaluate(exact)
    assert values == sorted(values)
    assert values[0] == -1
    assert sorted_heads(browser) == ["svc__C ascending"]
    browser.click(head)
    assert browser.evaluate(exact) == values[::-1]
    assert sorted_heads(browser) == ["svc__C descending"]
    said = browser.evaluate("document.getElementById('announcement').textContent")
    assert said == "Sorted by svc__C, descending."
    assert browser.troubles() == []


def test_what_is_empty_stays_last(browser, page):
    browser.open(page)
    place = head_of(browser, "score")
    head = f"#trials-table thead th:nth-child({place + 1}) button"
    for _ in range(2):
        browser.click(head)
        assert column(browser, place)[-1] == ""


@pytest.mark.parametrize(("key", "text"), [("Enter", "\r"), (" ", " ")])
def test_it_sorts_by_keyboard(browser, page, key, text):
    browser.open(page)
    before = column(browser, 1)
    browser.evaluate("document.querySelector('#trials-table').parentElement.focus()")
    browser.press("Tab")
    browser.press("Tab")
    focused = "document.activeElement"
    assert browser.evaluate(f"{focused}.tagName + ' ' + {focused}.textContent") == "BUTTON trial"
    browser.press(key, text)
    after = column(browser, 1)
    assert after == sorted(before, key=int) != before
    assert sorted_heads(browser) == ["trial ascending"]


def test_hostile_names_run_nothing(browser, tmp_path):
    page = write_report(hostile_history(), tmp_path / "hostile.html")
    browser.open(page)
    browser.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    browser.evaluate("[...document.querySelectorAll('thead button')].forEach(b => b.click())")
    assert browser.troubles() == []
    assert browser.requests() == [page.as_uri()]
    assert browser.evaluate("document.scripts.length") == 1
    assert (
        browser.evaluate("document.querySelectorAll('[onerror], [onload], main svg').length") == 0
    )
    shown = browser.evaluate("document.querySelector('#trials-table').textContent")
    assert HOSTILE[0] in shown
    assert HOSTILE[1] in shown
    assert "🦉" in shown


def test_a_script_that_slipped_in_would_not_run(browser, page, tmp_path):
    """The policy of the page stands behind the escaping."""
    text = page.read_text(encoding="utf-8")
    spoilt = tmp_path / "spoilt.html"
    attack = "<script>document.title = 'run'</script><img src=x onerror=\"document.title='run'\">"
    spoilt.write_text(text.replace("<main>", f"<main>{attack}"), encoding="utf-8")
    browser.open(spoilt)
    assert browser.evaluate("document.title") == "A search"
    assert any("Content Security Policy" in each for each in browser.troubles())


def test_it_is_dark_where_that_is_wanted_and_fits_a_narrow_screen(browser, page):
    browser.open(page)
    colour = "getComputedStyle(document.body).backgroundColor"
    for scheme, expected in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(20, 23, 27)")):
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        browser.call("Emulation.setEmulatedMedia", features=features)
        assert browser.evaluate(colour) == expected
    browser.call(
        "Emulation.setDeviceMetricsOverride",
        width=360, height=740, deviceScaleFactor=1, mobile=True,
    )  # fmt: skip
    wide = browser.evaluate("document.documentElement.scrollWidth")
    browser.call("Emulation.clearDeviceMetricsOverride")
    browser.call("Emulation.setEmulatedMedia", features=[])
    assert wide <= 360


def test_many_trials_open_and_sort(browser, tmp_path):
    page = write_report(random_history(10_000), tmp_path / "many.html")
    browser.open(page)
    assert len(column(browser, 0)) == 1000
    browser.click("#trials-table thead th:nth-child(2) button")
    numbers = [int(each) for each in column(browser, 1)]
    assert numbers == sorted(numbers)
    note = json.dumps("9,000 more trials are left out.")
    assert browser.evaluate(f"document.body.textContent.includes({note})")
    assert browser.troubles() == []
