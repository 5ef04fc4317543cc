"""A browser for tests: headless Chromium, spoken to through a pair of pipes."""

import base64
import json
import os
import select
import shutil
import subprocess
import time

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-pipe"),
)
PATIENCE = 60.0
"""Seconds after which a browser that says nothing is taken for dead."""


def find_browser():
    """Give the path of a browser; None if there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


class Browser:
    """A browser with one page, which remembers all that happens in it.

    Its process reads commands from descriptor 3 and writes answers and events to descriptor 4,
    each a line of JSON that ends with a NUL.
    """

    def __init__(self, profile):
        there, self._out = os.pipe()
        self._in, back = os.pipe()
        command = f'exec "$@" 3<&{there} 4>&{back}'
        self._process = subprocess.Popen(
            ["bash", "-c", command, "bash", find_browser(), *FLAGS, f"--user-data-dir={profile}"],
            pass_fds=(there, back),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(there)
        os.close(back)
        self._number, self._buffer, self._session = 0, b"", None
        self.events = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method, **params):
        """Send a command and give its result."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while (answer := self._read()).get("id") != self._number:
            self.events.append(answer)
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def open(self, path):
        """Open a page afresh and wait until it is loaded."""
        self.events.clear()
        self.call("Page.navigate", url=path.as_uri())
        while not self.seen("Page.loadEventFired"):
            self.events.append(self._read())

    def evaluate(self, expression):
        """Give what an expression of JavaScript is worth."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def press(self, key, text=""):
        """Press a key and let it go."""
        codes = {"Tab": 9, "Enter": 13, " ": 32}
        pressed = {"key": key, "windowsVirtualKeyCode": codes[key]}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **pressed)
        self.call("Input.dispatchKeyEvent", type="keyUp", **pressed)

    def click(self, selector):
        """Click in the middle of an element."""
        place = f"document.querySelector({json.dumps(selector)})"
        self.evaluate(f"{place}.scrollIntoView({{block: 'center'}})")
        box = self.evaluate(
            f"(b => [b.x + b.width / 2, b.y + b.height / 2])({place}.getBoundingClientRect())"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.call(
                "Input.dispatchMouseEvent",
                type=kind,
                x=box[0],
                y=box[1],
                button="left",
                clickCount=1,
            )

    def picture(self, path, width=1200, scheme="light", height=None):
        """Take a picture of the page, or of its top."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height or 900, deviceScaleFactor=1, mobile=False,
        )  # fmt: skip
        scheme = [{"name": "prefers-color-scheme", "value": scheme}]
        self.call("Emulation.setEmulatedMedia", features=scheme)
        shot = self.call("Page.captureScreenshot", captureBeyondViewport=height is None)
        path.write_bytes(base64.b64decode(shot["data"]))

    def seen(self, method):
        """Give the params of all events of a kind, since the page was opened."""
        return [event["params"] for event in self.events if event.get("method") == method]

    def troubles(self):
        """Tell all that a page without fault would not cause."""
        self.evaluate("0")  # events before it have come in with its answer
        logged = [each["entry"]["text"] for each in self.seen("Log.entryAdded")]
        printed = [each["type"] for each in self.seen("Runtime.consoleAPICalled")]
        thrown = [each["exceptionDetails"]["text"] for each in self.seen("Runtime.exceptionThrown")]
        asked = [each["message"] for each in self.seen("Page.javascriptDialogOpening")]
        return [*logged, *printed, *thrown, *asked]

    def requests(self):
        """Name all that the page has asked for, but for data within it."""
        urls = [each["request"]["url"] for each in self.seen("Network.requestWillBeSent")]
        return [url for url in urls if not url.startswith("data:")]

    def close(self):
        self._session = None
        try:
            self.call("Browser.close")
            self._process.wait(PATIENCE)
        finally:
            self._process.kill()
            self._process.wait()
            os.close(self._out)
            os.close(self._in)

    def _read(self):
        end = time.monotonic() + PATIENCE
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._in], [], [], end - time.monotonic())
            piece = os.read(self._in, 2**20) if ready else b""
            if not piece:
                raise RuntimeError("the browser does not answer")
            self._buffer += piece
        line, _, self._buffer = self._buffer.partition(b"\0")
        return json.loads(line)
