# SPDX-License-Identifier: Apache-2.0
"""A browser that calls: JsSIP, fetched by npm, on a page in headless Chromium. What happens to the call is said to this program."""
import re
import shutil
import subprocess
import tarfile
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from programs import HERE, Missing, Program

PACKAGES = {"jssip": "3.13.8", "debug": "4.4.3", "events": "3.3.0", "sdp-transform": "2.15.0", "ms": "2.1.3"}
# An answer, and an offer, that a browser takes; nobody is at that address, so that no media flow.
MEDIA = "\r\n".join((
    "m=audio 40000 UDP/TLS/RTP/SAVPF 111", "a=rtpmap:111 opus/48000/2", "a=mid:0", "a=rtcp-mux", "a=sendrecv", "a=setup:active",
    "a=ice-ufrag:labx", "a=ice-pwd:abcdefghijklmnopqrstuvwx", "a=fingerprint:sha-256 " + ":".join(["A7"] * 32),
    "a=candidate:1 1 udp 2130706431 10.9.0.4 40000 typ host", ""))


def fetch(folder: Path):
    """Gets the library and what it needs into the folder, where they are not there yet; nothing where npm is missing."""
    if not shutil.which("npm"):
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, version in PACKAGES.items():
        file = folder / f"{name}-{version}.tgz"
        if not file.exists():
            subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=folder, check=True, capture_output=True)
        if not (folder / name).exists():
            with tarfile.open(file) as packed:
                packed.extractall(folder / name, filter="data")


def library(folder: Path) -> str:
    """All modules as one script that leaves JsSIP in the page."""
    if not (folder / "jssip").exists():
        raise Missing("jssip, which npm fetches")
    parts, wanted, seen = [], [("jssip", folder / "jssip/package/lib/JsSIP.js")], set()
    start = wanted[0][1]
    while wanted:
        name, file = wanted.pop()
        if file in seen:
            continue
        seen.add(file)
        text = file.read_text()
        if file.suffix == ".json":
            parts.append(f"{key(folder, file)}: [(require, module) => {{ module.exports = {text}; }}, {{}}]")
            continue
        names = {}
        for asked in set(re.findall(r"""require\(['"]([^'"]+)['"]\)""", text)):
            found = module(folder, file, asked)
            names[asked] = key(folder, found)
            wanted.append((asked, found))
        table = ", ".join(f'"{asked}": {found}' for asked, found in sorted(names.items()))
        parts.append(f"{key(folder, file)}: [(require, module, exports) => {{ {text}\n }}, {{ {table} }}]")
    return ("const modules = {\n" + ",\n".join(parts) + "\n};\nconst loaded = {};\nfunction load(name) {\n"
            "  if (!loaded[name]) {\n    const m = loaded[name] = { exports: {} };\n    const [body, names] = modules[name];\n"
            "    body(asked => load(names[asked]), m, m.exports);\n  }\n  return loaded[name].exports;\n}\n"
            f"const process = {{ env: {{}} }};\nwindow.JsSIP = load({key(folder, start)});\n")


def key(folder: Path, file: Path) -> str:
    return f'"{file.resolve().relative_to(folder.resolve())}"'


def module(folder: Path, file: Path, asked: str) -> Path:
    """The file that a require in that file means."""
    if not asked.startswith("."):
        main = {"jssip": "lib/JsSIP.js", "debug": "src/browser.js", "events": "events.js", "sdp-transform": "lib/index.js", "ms": "index.js"}
        return folder / asked / "package" / main[asked]
    path = (file.parent / asked).resolve()
    return next(it for it in (path, Path(f"{path}.js"), path / "index.js") if it.is_file())


class Page(BaseHTTPRequestHandler):
    """The page, its scripts, and what they say."""

    def __init__(self, script: str, said, *arguments):
        self._script, self._said = script, said
        super().__init__(*arguments)

    def do_GET(self):
        path = self.path.partition("?")[0]
        kind, text = ("text/html", (HERE / "page.html").read_text()) if path == "/" else ("text/javascript", self._script)
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind + "; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self._said(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


class Browser(Program):
    """A page that calls at once; its log holds what its scripts say, a line each."""

    def __init__(self, folder: Path, packages: Path, server: str, flow: str, patience: int):
        """server: URL of the WebSocket; patience: ms after which it hangs up once the call is confirmed, 0 = never."""
        script = library(packages)
        self._words = folder / "browser.said"
        self._words.write_text("")
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), partial(Page, script, self._say))
        threading.Thread(target=self._http.serve_forever, daemon=True).start()
        page = f"http://127.0.0.1:{self._http.server_port}/?server={server}&flow={flow}&patience={patience}"
        super().__init__("browser", folder, "", [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--mute-audio",
            f"--user-data-dir={folder}/profile", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
            "--ignore-certificate-errors", "--disable-features=WebRtcHideLocalIpsWithMdns", "--remote-debugging-port=0", page])

    def _say(self, line: str):
        with self._lock, self._words.open("a") as out:
            out.write(line + "\n")

    @property
    def text(self) -> str:
        return self._words.read_text()

    def stop(self):
        super().stop()
        self._http.shutdown()
        self._http.server_close()
