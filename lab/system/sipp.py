# SPDX-License-Identifier: Apache-2.0
"""SIPp as a peer: started with a scenario of lab/sipp, its messages read back as ladders."""
import csv
import re
import signal
import subprocess
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from roads import Road

SCENARIOS = Path(__file__).resolve().parents[1] / "sipp"
AUDIO = "m=audio 40000 RTP/AVP 8 0\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\n"
CHAT = "m=message 9000 TCP/MSRP *\r\na=accept-types:text/plain\r\na=path:msrp://127.0.0.1:9000/s;tcp\r\n"


@dataclass
class Message:
    """One SIP message as the peer saw it; times are those of the machine's clock."""

    time: datetime
    sent: bool
    text: str

    @property
    def first(self) -> str:
        return self.text.split("\r\n", 1)[0]

    @property
    def body(self) -> str:
        return self.text.split("\r\n\r\n", 1)[1] if "\r\n\r\n" in self.text else ""

    def header(self, name: str) -> str:
        found = re.search(rf"^{name}\s*:\s*(.*?)\r?$", self.text, re.M | re.I)
        return found.group(1) if found else ""

    @property
    def is_request(self) -> bool:
        return not self.first.startswith("SIP/2.0")

    @property
    def method(self) -> str:
        return self.header("CSeq").split()[-1]

    @property
    def status(self) -> int:
        return 0 if self.is_request else int(self.first.split()[1])

    @property
    def token(self) -> str:
        """Such as ">INVITE+" (sent, with SDP) or "<180" (received); an answer to anything but INVITE names its method: "<200/BYE"."""
        what = self.first.split()[0] if self.is_request else str(self.status)
        if not self.is_request and self.method != "INVITE":
            what += "/" + self.method
        return (">" if self.sent else "<") + what + ("+" if "m=" in self.body else "")


def read_messages(file: Path) -> list[Message]:
    """All messages of SIPp's message file, in their order."""
    if not file.exists():
        return []
    found = []
    for part in file.read_bytes().decode("utf-8", "replace").split("\n-----------------------------------------------")[0:]:
        head = re.match(r"-*\s*(\d{4}-\d\d-\d\d)\s(\d\d:\d\d:\d\d\.\d+)\n\w+ message (sent|received)[^\n]*\n\n(.*)", part, re.S)
        if head:
            time = datetime.fromisoformat(f"{head.group(1)} {head.group(2)}")
            found.append(Message(time, head.group(3) == "sent", head.group(4).removesuffix("\n")))
    return found


@dataclass
class Call:
    """The messages of one Call-ID at one peer, repetitions taken out and counted."""

    call_id: str
    messages: list[Message] = field(default_factory=list)
    repeated: int = 0

    def add(self, message: Message):
        if any(old.sent == message.sent and old.text.rstrip() == message.text.rstrip() for old in self.messages):
            self.repeated += 1
        else:
            self.messages.append(message)

    @property
    def tokens(self) -> list[str]:
        return [message.token for message in self.messages]


class Peer:
    """One running SIPp: a caller, an agent or an announcement server; calls = 0: must not be called, None: any number."""

    def __init__(self, name: str, folder: Path, port: int, scenario: str, calls: int | None = 1, to: str = "", user: str = "peer",
                 flow: str = "", display: str = "", media: str = AUDIO, transport: str = "", rate: float = 10,
                 limit: int = 60, traced: bool = True, measured: bool = False, host: str = "", road: Road = Road(), late: str = "",
                 replaces: str = "", **tunes):
        """late: a file of the story's folder that follows the flow, read only when the message is sent."""
        self.name, self.port, self.calls = name, port, calls
        self.uri = f"sip:{user}@{host}:{port}" if host else road.uri(user, port)
        host, transport = host or road.host.strip("[]"), transport or road.transport
        self.trace = folder / f"{name}.messages"
        self._errors = folder / f"{name}.errors"
        file = folder / f"{name}.xml"
        text = road.scenario(tuned((SCENARIOS / f"{scenario}.xml").read_text(), tunes), port, to)
        text = text.replace("[service]>", f"[service][file name={folder / late}]>") if late else text
        to, self._relay = road.lead(port, to, f"{folder.name} {name}")
        file.write_text(re.sub('(<recv response="200" rrs="true")', r'\1 rtd="answer"', text, count=1))
        command = ["sipp", *([to] if to else []), "-sf", file, "-i", host, "-mi", host, "-p", str(port), "-mp", str(port + 4), "-cp",
                   str(port + 2), "-t", transport, "-aa", "-nostdin", "-trace_err", "-error_file", self._errors, "-timeout", str(limit),
                   "-timeout_error", "-r", str(rate), "-key", "media", media, "-key", "user", user, "-key", "name",
                   f'"{display}" ' if display else ""]
        command += ["-s", flow] if flow else []
        command += ["-key", "replaces", replaces] if replaces else []
        command += ["-m", str(calls)] if calls else []
        command += ["-l", "10000"]  # else at most three seconds of calls at a time
        command += ["-trace_msg", "-message_file", self.trace] if traced else []
        self._figures = folder / f"{name}.figures"
        if measured:  # answer times into a file that SIPp names itself
            self._figures.mkdir()
            command += ["-trace_stat", "-fd", "1", "-stf", self._figures / "counts.csv", "-trace_rtt", "-rtt_freq", "1",
                        "-buff_size", "4194304"]
        self._began = time.time()
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=open(folder / f"{name}.screen", "w"),
                                         stderr=subprocess.STDOUT, cwd=self._figures if measured else folder)

    @property
    def over(self) -> bool:
        return self._process.poll() is not None

    def wait(self, seconds: float) -> str:
        """Empty when all its calls went as the scenario says; else what went wrong."""
        if self.calls == 0:
            self.stop()
            return f"{self.name} was called" if self.messages() else ""
        if self.calls is None and not self.over:
            self._process.send_signal(signal.SIGUSR1)  # takes no new call and ends with the last open one
        try:
            code = self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.stop()
            return f"{self.name}: {self.calls} calls expected, not over after {seconds:.0f} s"
        errors = self._errors.read_text()[:600] if self._errors.exists() else ""
        return "" if code == 0 or (self.calls is None and code == 99) else f"{self.name}: SIPp ended with {code}: {errors}"

    def freeze(self):
        """It neither hears nor says anything; what comes in waits."""
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self):
        self._process.send_signal(signal.SIGCONT)

    def close(self):
        """It and what stands before it are ended."""
        self.stop()
        if self._relay:
            self._relay.close()

    def stop(self):
        if not self.over:
            self.thaw()
            self._process.terminate()
            try:
                self._process.wait(3)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(3)

    def vanish(self):
        """From one moment to the next there is nobody at its port, and no word was said."""
        self._process.kill()
        self._process.wait(5)

    def count(self, what: str) -> int:
        """A total of SIPp's, as of a second ago: TotalCallCreated, SuccessfulCall, FailedCall, Retransmissions, CurrentCall ..."""
        file = self._figures / "counts.csv"
        rows = list(csv.DictReader(file.open(), delimiter=";")) if file.exists() else []
        return int(next((value for name, value in rows[-1].items() if name in (what, what + "(C)")), 0)) if rows else 0

    def answers(self) -> list[tuple[float, float]]:
        """When the calls were answered (Unix seconds), and how many milliseconds after the INVITE."""
        rows = [row for file in self._figures.glob("*_rtt.csv") for row in csv.reader(file.open(), delimiter=";")]
        return sorted((self._began + float(row[0]) / 1000, float(row[1])) for row in rows if len(row) > 1 and row[0][:1].isdigit())

    def given_up(self) -> list[Call]:
        """Calls that SIPp itself gave up: no answer to a message of its own came, or one came that it did not expect."""
        errors = self._errors.read_text(errors="replace") if self._errors.exists() else ""
        aborted = re.findall(r"Aborting call on [^:']*?(?:Call-ID '|call: )([^\s']+)", errors)  # the next line's date may stick to it
        return [call for call in self.dialogs() if any(it.startswith(call.call_id) for it in aborted)]

    def messages(self) -> list[Message]:
        return read_messages(self.trace)

    def dialogs(self) -> list[Call]:
        """Its calls in the order in which they began."""
        calls: dict[str, Call] = {}
        for message in self.messages():
            call_id = message.header("Call-ID")
            calls.setdefault(call_id, Call(call_id)).add(message)
        return list(calls.values())


def tuned(scenario: str, tunes: dict) -> str:
    """The scenario with other numbers where an element has the attribute tune with one of these names: a time, or a status code."""
    for name, value in tunes.items():
        def with_number(element: re.Match, number: int = int(value)) -> str:
            attribute = next(a for a in ("timeout", "milliseconds", "response", "SIP/2.0") if a in element.group())
            return re.sub(rf'({attribute}[=" ]+)\d+', rf"\g<1>{number}", element.group(), count=1)
        scenario, changed = re.subn(rf'<(?:recv|pause)[^>]*\btune="{name}"[^>]*>|<send[^>]*\btune="{name}"[^<]*<!\[CDATA\[\s*[^\n]*',
                                    with_number, scenario)
        if not changed:
            raise ValueError(f"the scenario has nothing to tune by the name {name}")
    return scenario
