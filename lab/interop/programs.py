# SPDX-License-Identifier: Apache-2.0
"""The SIP programs of other people, each as one process with a log of its own."""
import math
import os
import re
import shutil
import socket
import struct
import subprocess
import threading
import time
import wave
from pathlib import Path

CENTER = "10.9.0.1"
HERE = Path(__file__).parent


class Missing(Exception):
    """This machine lacks a program."""


class Host:
    """A machine of its own at that address, on the bridge."""

    def __init__(self, address: str):
        self.address, end = address, f"lab{address.rpartition('.')[2]}"
        self._process = subprocess.Popen(["unshare", "--net", "--", "sleep", "infinity"])
        pid = self._process.pid
        end_of_patience = time.monotonic() + 5
        while os.readlink(f"/proc/{pid}/ns/net") == os.readlink("/proc/self/ns/net"):
            if time.monotonic() > end_of_patience:
                raise RuntimeError("no network namespace")
            time.sleep(0.01)
        self.enter = ["nsenter", "-t", str(pid), "--net", "--"]
        for line in (f"link add {end} type veth peer name eth0 netns {pid}", f"link set {end} master lab up"):
            subprocess.run(["ip", *line.split()], check=True)
        for line in ("link set lo up", f"addr add {address}/24 dev eth0", "link set eth0 up", f"route add default via {CENTER}"):
            subprocess.run([*self.enter, "ip", *line.split()], check=True)

    def stop(self):
        self._process.kill()
        self._process.wait(5)


class Program:
    """A running program on a machine of its own, or beside the call center where it has no address; what it prints goes to a file. An early end is no trouble of its own: what it should have said is missing then."""

    def __init__(self, name: str, folder: Path, address: str, command: list, environment: dict[str, str] | None = None):
        if not shutil.which(str(command[0])):
            raise Missing(str(command[0]))
        self.name, self.log = name, folder / f"{name}.log"
        self._host = Host(address) if address else None
        self._process = subprocess.Popen([*(self._host.enter if self._host else ()), *(str(part) for part in command)], cwd=folder, stdin=subprocess.PIPE,
                                         stdout=open(self.log, "w"), stderr=subprocess.STDOUT, text=True, env=environment)

    @property
    def text(self) -> str:
        return self.log.read_text(errors="replace")

    def said(self, pattern: str) -> int:
        """How often it has printed that."""
        return len(re.findall(pattern, self.text))

    def tell(self, line: str):
        """Types a line."""
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def wait_for(self, pattern: str, seconds: float = 15, times: int = 1):
        """Returns when it has printed that so often; AssertionError where it does not."""
        end = time.monotonic() + seconds
        while self.said(pattern) < times:
            if time.monotonic() > end:
                raise AssertionError(f"{self.name} did not say {pattern!r} {times} times in {seconds:.0f} s; last: {self.text[-600:]}")
            time.sleep(0.1)

    def stop(self):
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(5)
        self._process.stdin.close()
        if self._host:
            self._host.stop()


def tone(file: Path, hertz: int, seconds: int = 60):
    """A file with a sine, 8 kHz mono."""
    with wave.open(str(file), "wb") as out:
        out.setparams((1, 2, 8000, 0, "NONE", ""))
        second = b"".join(int(6000 * math.sin(2 * math.pi * hertz * n / 8000)).to_bytes(2, "little", signed=True) for n in range(8000))
        out.writeframes(second * seconds)


class Ear(threading.Thread):
    """Writes down the audio (PCMA) that comes to that address by RTP, whatever its phone makes of it; hears from then on when the phone is there."""

    def __init__(self, address: str, file: Path):
        super().__init__(daemon=True)
        self._address, self._file, self._samples, self._open = socket.inet_aton(address), file, bytearray(), True
        self._wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0003))
        self._wire.bind((f"lab{address.rpartition('.')[2]}", 0))
        self._wire.settimeout(0.2)
        self.start()

    def run(self):
        while self._open:
            try:
                packet = self._wire.recv(65_535)[14:]
            except TimeoutError:
                continue
            except OSError:  # the phone's machine is gone
                break
            if len(packet) < 40 or packet[9] != 17 or packet[16:20] != self._address:
                continue
            datagram = packet[(packet[0] & 15) * 4:]
            port, length = struct.unpack("!HH", datagram[2:6])
            if 20_000 <= port <= 29_998 and port % 2 == 0 and datagram[8] >> 6 == 2 and datagram[9] & 0x7F == 8:
                self._samples += b"".join(LINEAR[code] for code in datagram[20:length])

    def stop(self):
        if not self._open:
            return
        self._open = False
        self.join(2)
        self._wire.close()
        with wave.open(str(self._file), "wb") as out:
            out.setparams((1, 2, 8000, 0, "NONE", ""))
            out.writeframes(bytes(self._samples))


def linear(code: int) -> bytes:
    """A sample of A-law (ITU-T G.711) as 16 bits."""
    code ^= 0x55
    size, step = (code & 0x0F) << 4, (code & 0x70) >> 4
    size = size + 8 if step == 0 else (size + 0x108) << (step - 1)
    return (size if code & 0x80 else -size).to_bytes(2, "little", signed=True)


LINEAR = [linear(code) for code in range(256)]


def certificate(folder: Path, host: str) -> Path:
    """A new key and certificate for that address, in one file."""
    file = folder / f"{host}.pem"
    if not file.exists():
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                        f"/CN={host}", "-addext", f"subjectAltName=IP:{host}", "-keyout", folder / f"{host}.key", "-out", folder / f"{host}.crt"],
                       check=True, capture_output=True)
        file.write_text((folder / f"{host}.key").read_text() + (folder / f"{host}.crt").read_text())
    return file


def stores(folder: Path, ours: str, *known: str) -> dict[str, str]:
    """TLS settings of a call center at that address which trusts peers with the certificates of the known addresses."""
    subprocess.run(["openssl", "pkcs12", "-export", "-in", certificate(folder, ours), "-name", "sip", "-passout", "pass:changeit", "-out",
                    folder / "keys.p12"], check=True, capture_output=True)
    for host in (ours, *known):
        subprocess.run(["keytool", "-importcert", "-noprompt", "-alias", host, "-file", certificate(folder, host).with_suffix(".crt"), "-storetype", "PKCS12",
                        "-storepass", "changeit", "-keystore", folder / "trust.p12"], check=True, capture_output=True)
    return {"cc.sip.tls.key-store": str(folder / "keys.p12"), "cc.sip.tls.trust-store": str(folder / "trust.p12"),
            "cc.sip.tls.password": "changeit"}


BARESIP = """poll_method epoll
sip_listen {address}:5060
sip_certificate {certificate}
call_max_calls 20
rtp_ports 20000-29998
audio_txmode poll
audio_source aufile,{folder}/voice.wav
audio_player aubridge,out
ausrc_srate 8000
auplay_srate 8000
ausrc_channels 1
auplay_channels 1
module_path {modules}
module g711.so
module aufile.so
module aubridge.so
module srtp.so
module stdio.so
module_tmp account.so
module_app menu.so
"""


def baresip(name: str, folder: Path, address: str, account: str = "", *commands: str, hertz: int = 660) -> Program:
    """A baresip at that address which answers at once; account: parameters of its account (default: no registration); hertz: its voice."""
    home = folder / f"{name}.baresip"
    home.mkdir()
    modules = next(iter(Path("/usr/lib").glob("**/baresip/modules")), Path("/"))
    (home / "config").write_text(BARESIP.format(address=address, certificate=certificate(folder, address), folder=home, modules=modules))
    (home / "accounts").write_text(f"<sip:{name}@{address}>;answermode=auto;audio_codecs=PCMA,PCMU;{account or 'regint=0'}\n" if "<" not in account
                                   else account + "\n")
    (home / "contacts").write_text("")
    tone(home / "voice.wav", hertz)
    return Program(name, folder, address, ["baresip", "-s", "-f", home, *(part for command in commands for part in ("-e", command))])


LINPHONE = """[sip]
sip_port=5060
sip_tcp_port=5060
sip_tls_port=-1
use_ipv6=0
contact="{name}" <sip:{name}@{address}>
media_encryption={encryption}
[net]
nat_policy_ref=lab
[nat_policy_0]
ref=lab
protocols={nat}
[rtp]
audio_rtp_port=30000
"""


def linphone(name: str, folder: Path, address: str, *options: str, encryption: str = "none", nat: str = "") -> Program:
    """A linphone-daemon at that address; options: its own."""
    home = folder / f"{name}.linphone"
    (home / ".local/share/linphone").mkdir(parents=True)  # without it, it never listens
    (home / "linphonerc").write_text(LINPHONE.format(name=name, address=address, encryption=encryption, nat=nat))
    return Program(name, folder, address, ["linphone-daemon", "--config", home / "linphonerc", "--log", folder / f"{name}.details", *options],
                   {"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C"})


def kamailio(folder: Path, scheme: str) -> Program:
    """A proxy and registrar at 10.9.0.5 that keeps itself in the way."""
    text = (HERE / "kamailio.cfg").read_text().replace("TRANSPORT", scheme)
    (folder / "kamailio.cfg").write_text(text)
    return Program("kamailio", folder, "10.9.0.5", ["kamailio", "-DD", "-E", "-m", "64", "-M", "8", "-P", folder / "kamailio.pid", "-Y", folder,
                                        "-f", folder / "kamailio.cfg"])
