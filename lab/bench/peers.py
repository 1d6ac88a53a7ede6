# SPDX-License-Identifier: Apache-2.0
"""Peers.java as a process: callers who wait, an announcement, an agent who talks for ever, and floods."""
import subprocess
from pathlib import Path

from bench import HERE

PORT_OFFSET = 50
WAITING = {"cc.sip.max-calls": "1000000", "cc.sip.max-unanswered": "1000000", "cc.sip.rate.source": "0"}


class Peers:
    """Ends with close()."""

    def __init__(self, folder: Path, port: int, center_port: int):
        self.port = port
        classes = folder / "peers"
        subprocess.run(["javac", "--release", "17", "-d", classes, HERE / "Peers.java"], check=True)
        self._process = subprocess.Popen(["java", "-Xmx512m", "-XX:+UseSerialGC", "-cp", classes, "Peers", str(port), str(center_port)],
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=open(folder / "peers.log", "w"), text=True)
        if self._process.stdout.readline().strip() != "open":
            raise RuntimeError(f"the peers do not start: {(folder / 'peers.log').read_text()[-500:]}")

    def ask(self, order: str) -> list[str]:
        """The words of the answer."""
        self._process.stdin.write(order + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().split()

    def call(self, number: int, rate: int, flow: str):
        """So many callers more, all of whom must be answered."""
        if number:
            words = self.ask(f"call {number} {rate} {flow}")
            if words[:4] != ["called", str(number), "answered", str(number)]:
                raise RuntimeError(f"not all callers were answered: {' '.join(words) or 'the peers have ended'}")

    def count(self) -> dict[str, int]:
        words = self.ask("count")
        return dict(zip(words[::2], map(int, words[1::2])))

    def close(self):
        self._process.kill()
        self._process.wait(10)


def hold(bench, peers: Peers):
    """A flow whose callers wait for ever: its one agent talks to the first of them."""
    center = bench.center
    center.mi("cc_flow_set", flow_id="hold", skill="hold", message_queue=f"sip:music@127.0.0.1:{peers.port}")
    center.mi("cc_agent_set", agent_id="holder", location=f"sip:holder@127.0.0.1:{peers.port}", skills="hold", logstate="1")
    peers.call(1, 1, "hold")
