# SPDX-License-Identifier: Apache-2.0
"""The program that looks at databases and brokers from outside (Witness.java), asked from Python."""
import json
import subprocess
import threading
from pathlib import Path


class Witness:
    """One JVM for a whole run; asked by many stories at once."""

    def __init__(self, home: Path, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        source = Path(__file__).with_name("Witness.java")
        self._process = subprocess.Popen(
            ["java", "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", f"{home}/target/lib/*", source, folder],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=open(folder / "witness.log", "w"), text=True)
        self._one_at_a_time = threading.Lock()
        self.port = int(self._process.stdout.readline())

    def ask(self, what: str, **details):
        """The answer; an error is raised with the witness's own words."""
        with self._one_at_a_time:
            self._process.stdin.write(json.dumps({"do": what, **details}) + "\n")
            self._process.stdin.flush()
            answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise RuntimeError(f"{what}: {answer['error']}")
        return answer["ok"]

    def close(self):
        self._process.stdin.close()
        self._process.wait(10)
