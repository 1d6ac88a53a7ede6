# SPDX-License-Identifier: Apache-2.0
"""Chromium without a screen, by the protocol of WebDriver."""
import json
import shutil
import socket
import subprocess
import time
import urllib.request

OPTIONS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
           "--disable-sync", "--no-first-run", "--window-size=1440,1000", "--enable-precise-memory-info"]


class Chromium:
    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        driver, browser = shutil.which("chromedriver"), shutil.which("chromium")
        if not driver or not browser:
            raise SystemExit("needs chromium and chromedriver (Debian: chromium, chromium-driver)")
        self._driver = subprocess.Popen([driver, f"--port={port}"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._url = f"http://127.0.0.1:{port}"
        self._session = ""
        end = time.monotonic() + 20
        while not self._session:
            try:
                self._session = "/session/" + self._ask("/session", {"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"binary": browser, "args": OPTIONS}}}})["sessionId"]
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)

    def _ask(self, path: str, body: dict, patience: float = 120):
        request = urllib.request.Request(self._url + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=patience) as answer:
            return json.load(answer)["value"]

    def open(self, url: str):
        self._ask(self._session + "/url", {"url": url})

    def run(self, script: str, *arguments):
        """The value of a function's body."""
        return self._ask(self._session + "/execute/sync", {"script": script, "args": list(arguments)})

    def developer(self, command: str, **parameters):
        """A command of the browser's own protocol."""
        return self._ask(self._session + "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def until(self, condition: str, patience: float = 30):
        end = time.monotonic() + patience
        while not self.run(f"return Boolean({condition})"):
            if time.monotonic() > end:
                raise RuntimeError(f"{condition} never came true: {self.run('return document.body.innerText.slice(0, 400)')}")
            time.sleep(0.05)

    def close(self):
        try:
            request = urllib.request.Request(self._url + self._session, method="DELETE")
            urllib.request.urlopen(request, timeout=10).close()
        except OSError:
            pass  # it has ended
        self._driver.terminate()
        self._driver.wait(10)


class Goals:
    """Figures against their goals."""

    def __init__(self):
        self.short = 0

    def at_most(self, name: str, value: float | None, goal: float, unit: str):
        self._say(name, value, goal, unit, "at most", value is not None and value <= goal)

    def at_least(self, name: str, value: float | None, goal: float, unit: str):
        self._say(name, value, goal, unit, "at least", value is not None and value >= goal)

    def _say(self, name: str, value, goal, unit: str, what: str, good: bool):
        self.short += 0 if good else 1
        print(f"{'PASS ' if good else 'SHORT'} {name}: {value} {unit} ({what} {goal})")
