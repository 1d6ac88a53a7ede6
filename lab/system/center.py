# SPDX-License-Identifier: Apache-2.0
"""One call center under test: the real ./callcenter start in a folder of its own, on ports of its own."""
import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]


def clean_up_when_told_to_stop():
    """SIGTERM, from a time limit say, ends the script as Ctrl-C does: what it started is stopped."""
    def stop(number: int, frame):
        raise KeyboardInterrupt
    signal.signal(signal.SIGTERM, stop)


class Refused(Exception):
    """A management command was refused."""

    def __init__(self, code: int, message: str):
        super().__init__(f"{code} {message}")
        self.code, self.message = code, message


class Center:
    """The application; port is the first of four that it takes (SIP, HTTP, JMS)."""

    def __init__(self, folder: Path, port: int, properties: dict[str, str]):
        self.folder, self.sip_port, self.http_port, self.jms_port = folder, port, port + 1, port + 2
        self.jms_url = f"tcp://127.0.0.1:{self.jms_port}"
        self.properties = {
            "cc.sip.listen": f"udp:127.0.0.1:{port},tcp:127.0.0.1:{port}", "cc.http.port": str(self.http_port),
            "cc.jms.acceptor": self.jms_url, "cc.jms.user": "lab", "cc.jms.password": "lab",
            **{name: value.replace("{port}", str(port)) for name, value in properties.items()}}
        self.ready_after = 0.0
        self._process: subprocess.Popen | None = None

    def command(self, word: str, *more: str) -> list[str]:
        """With the properties of this one; those among more go before them."""
        options = [part for name, value in self.properties.items() for part in ("-p", f"{name}={self._shown(name, value)}")]
        return [str(HOME / "callcenter"), word, *options, *more]

    def _shown(self, name: str, value: str) -> str:
        """What stands on the command line: a password stands in a file, since all users see that line."""
        if not name.endswith(".password"):
            return value
        secret = self.folder / f"{name}.txt"
        secret.write_text(value)
        secret.chmod(0o600)
        return f"file:{secret}"

    def start(self, patience: float = 60, without: tuple[str, ...] = ()):
        """Starts it and returns when it says that it is ready; without: checks of /health/ready that need not be UP."""
        began = time.monotonic()
        self._process = subprocess.Popen(self.command("start"), cwd=self.folder, stdin=subprocess.DEVNULL,
                                         stdout=open(self.folder / "center.log", "a"), stderr=subprocess.STDOUT)
        while not self._ready(without):
            if self._process.poll() is not None:
                raise RuntimeError(f"the call center ended with {self._process.returncode}: {self.last_words()}")
            if time.monotonic() - began > patience:
                raise RuntimeError(f"the call center is not ready after {patience:.0f} s: {self.last_words()}")
            time.sleep(0.05)
        self.ready_after = time.monotonic() - began

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def stop(self, patience: float = 30) -> int:
        """Asks it to stop (SIGTERM) and returns its exit code."""
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(patience)

    def kill(self):
        if self.running:
            self._process.kill()
            self._process.wait(10)

    def last_words(self) -> str:
        return "\n".join((self.folder / "center.log").read_text(errors="replace").splitlines()[-15:])

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of an HTTP request."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.http_port}{path}", timeout=15) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()

    def mi(self, command: str, **parameters):
        """The result of a management command, sent over HTTP."""
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": command, "params": parameters}).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.http_port}/mi", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            reply = json.load(answer)
        if "error" in reply:
            raise Refused(reply["error"]["code"], reply["error"]["message"])
        return reply["result"]

    def run(self, *words: str) -> subprocess.CompletedProcess:
        """Another subcommand of the launcher, to its end."""
        return subprocess.run([str(HOME / "callcenter"), *words], cwd=self.folder, capture_output=True, text=True, timeout=60,
                              stdin=subprocess.DEVNULL, check=False)

    def troubles(self) -> dict[str, str]:
        """What /health/ready complains of, by check."""
        return {check: why for check, why in json.loads(self.get("/health/ready")[1])["checks"].items() if why != "UP"}

    def metrics(self) -> dict[str, float]:
        """The values of /metrics by name with labels, as they stand there."""
        lines = [line.rpartition(" ") for line in self.get("/metrics")[1].splitlines() if line and line[0] != "#"]
        return {name: float(value) for name, _, value in lines}

    def repairs(self) -> float:
        """How often something could not be true and was ended."""
        return sum(value for name, value in self.metrics().items() if name.startswith("callcenter_watch_repairs_total"))

    def _ready(self, without: tuple[str, ...]) -> bool:
        try:
            return not set(self.troubles()) - set(without)
        except (OSError, ValueError):
            return False


def make_template(folder: Path, port: int):
    """A first start and stop: leaves a database with empty tables in folder/data, and the archive of classes for later starts."""
    folder.mkdir(parents=True, exist_ok=True)
    center = Center(folder, port, {})
    try:
        center.start(300)
        code = center.stop(180)  # writes the archive
    finally:
        center.kill()
    if code != 0:
        raise RuntimeError(f"the first start ended with {code}: {center.last_words()}")


def cpu_seconds(pid: int) -> float:
    """CPU time that the process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))) / 1024
