# SPDX-License-Identifier: Apache-2.0
"""Machines as network namespaces on one bridge, and what passes there (Linux, as root, within a network namespace of its own)."""
import ctypes
import socket
import struct
import subprocess
import threading
import time
from pathlib import Path

PEERS = "10.99.0.1"
VIRTUAL = "10.99.0.100"
NEW_NETWORK = 0x40000000


def ip(*words: str):
    subprocess.run(["ip", *words], check=True, capture_output=True)


def make_bridge():
    """The network on which all machines are; peers are on this side."""
    ip("link", "set", "lo", "up")
    ip("link", "add", "br0", "type", "bridge", "forward_delay", "0")
    ip("addr", "add", f"{PEERS}/24", "dev", "br0")
    ip("link", "set", "br0", "up")


class Machine:
    """A namespace with one cable to the bridge."""

    def __init__(self, name: str, address: str):
        self.name, self.address, self._cable = name, address, f"to-{name}"
        self._holder = subprocess.Popen(["unshare", "-n", "sleep", "infinity"], stdin=subprocess.DEVNULL)
        own = Path("/proc/self/ns/net").readlink()
        while Path(f"/proc/{self._holder.pid}/ns/net").readlink() == own:
            time.sleep(0.01)
        ip("link", "add", self._cable, "type", "veth", "peer", "name", "eth0", "netns", str(self._holder.pid))
        ip("link", "set", self._cable, "master", "br0", "up")
        for words in (["link", "set", "lo", "up"], ["addr", "add", f"{address}/24", "dev", "eth0"], ["link", "set", "eth0", "up"]):
            subprocess.run([*self.enter(), "ip", *words], check=True)
        shown = subprocess.run([*self.enter(), "ip", "-o", "link", "show", "eth0"], capture_output=True, text=True, check=True).stdout
        self.mac = shown.split("link/ether ")[1].split()[0]

    def enter(self) -> list[str]:
        """What stands before a command that runs there."""
        return ["nsenter", "-t", str(self._holder.pid), "-n"]

    def run(self, work):
        """Does something in a thread that is there, and gives its result."""
        result: list = []

        def there():
            with open(f"/proc/{self._holder.pid}/ns/net", "rb") as place:
                if ctypes.CDLL(None, use_errno=True).setns(place.fileno(), NEW_NETWORK) != 0:
                    result.append(OSError(ctypes.get_errno(), "setns"))
                    return
            try:
                result.append(work())
            except Exception as e:  # for the caller
                result.append(e)

        thread = threading.Thread(target=there)
        thread.start()
        thread.join()
        if isinstance(result[0], Exception):
            raise result[0]
        return result[0]

    def cut(self):
        """Nothing passes any more, and nobody notices by the cable."""
        ip("link", "set", self._cable, "nomaster")

    def mend(self):
        ip("link", "set", self._cable, "master", "br0")

    def close(self):
        self._holder.kill()
        self._holder.wait(5)


class Wire(threading.Thread):
    """Hears all SIP that comes from the virtual address, with its time and the machine that sent it."""

    def __init__(self):
        super().__init__(daemon=True)
        self.heard: list[tuple[float, str, str]] = []
        self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0800))
        self._socket.bind(("br0", 0))
        self.start()

    def run(self):
        source = socket.inet_aton(VIRTUAL)
        while True:
            try:
                frame = self._socket.recv(65_535)
            except OSError:
                return
            if len(frame) > 42 and frame[26:30] == source and frame[23] == 17 and struct.unpack("!H", frame[34:36])[0] == 5060:
                self.heard.append((time.monotonic(), frame[6:12].hex(":"), frame[42:42 + 60].split(b"\r\n")[0].decode("utf-8", "replace")))

    def close(self):
        self._socket.close()


class Probe(threading.Thread):
    """Asks the virtual address with OPTIONS twenty times a second; knows when it was answered."""

    def __init__(self):
        super().__init__(daemon=True)
        self.answered: list[float] = []
        self.others: list[tuple[float, str]] = []
        self._open = True
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((PEERS, 0))
        self._socket.settimeout(0.05)
        self._port = self._socket.getsockname()[1]
        self.start()

    def run(self):
        number = 0
        while self._open:
            number += 1
            try:
                self._socket.sendto((f"OPTIONS sip:{VIRTUAL} SIP/2.0\r\nVia: SIP/2.0/UDP {PEERS}:{self._port};branch=z9hG4bKp{number};rport\r\n"
                                     f"From: <sip:probe@{PEERS}>;tag=p{number}\r\nTo: <sip:{VIRTUAL}>\r\nCall-ID: probe-{number}\r\nCSeq: 1 OPTIONS\r\n"
                                     f"Max-Forwards: 70\r\nContent-Length: 0\r\n\r\n").encode(), (VIRTUAL, 5060))
                answer = self._socket.recv(4096)[:20]
                if b" 200 " in answer:
                    self.answered.append(time.monotonic())
                else:
                    self.others.append((time.monotonic(), answer.decode("utf-8", "replace")))
            except OSError as e:  # nobody answers, or nobody is there
                self.others.append((time.monotonic(), str(e)))
            time.sleep(0.03)

    def silence(self, since: float) -> float:
        """Seconds from the last answer before then to the first one after it that came later than the first tenth of a second."""
        before = max((at for at in self.answered if at <= since + 0.1), default=since)
        after = min((at for at in self.answered if at > since + 0.1), default=0)
        return after - before if after else 0

    def longest(self, since: float) -> float:
        """The longest time between two answers from then on."""
        times = [since, *(at for at in self.answered if at > since)]
        return max((after - before for before, after in zip(times, times[1:])), default=0)

    def close(self):
        self._open = False
        self.join(2)
        self._socket.close()
