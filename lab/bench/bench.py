# SPDX-License-Identifier: Apache-2.0
"""What the benches share: a call center with flow and agents, the load of SIPp, and what is counted meanwhile."""
import csv
import ctypes
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "system"))
sys.dont_write_bytecode = True
from center import HOME, Center, clean_up_when_told_to_stop, cpu_seconds, make_template, resident_mib  # noqa: E402
from servers import Missing, Postgresql, family  # noqa: E402
from witness import Witness  # noqa: E402

HERE = Path(__file__).resolve().parent
TICKS = os.sysconf("SC_CLK_TCK")
FLOW = "INSERT INTO cc_flows (flowid, skill, message_queue) VALUES ('sales', 'talk', 'sip:music@127.0.0.1:9')"
# Of a flow with few agents, whose callers hear a welcome and most of whom then wait.
QUEUE = ("INSERT INTO cc_flows (flowid, skill, message_welcome, message_queue) "
         "VALUES ('busy', 'few', 'sip:welcome@127.0.0.1:{welcome}', 'sip:music@127.0.0.1:{music}')")


@dataclass(frozen=True)
class Kind:
    """A kind of calls: what the callers and the agents of SIPp play, and how many agents there are for each call a second."""

    flow: str
    callers: str
    agents: str
    busy: float
    announcements: bool = False


TALK, WELCOME = 1.5, 0.5
# A direct call goes to a free agent at once. A queueing one hears a welcome; agents are busy 1.5 s a call and too few by a fifth, so that the queue grows.
KINDS = {"direct": Kind("sales", "callers.xml", "agents.xml", 3), "queueing": Kind("busy", "queuers.xml", "talkers.xml", 0.8 * TALK, True)}
AGENTS_PORT, WELCOME_PORT, MUSIC_PORT = {"direct": 0, "queueing": 2}, 3, 4

# What --count counts: the beginnings of these methods. A hand-over is a task that one thread gives to another. Those of the journal and behind it (its writer,
# its callbacks, projections) are counted apart. An encoding is one object that is put into JSON or, of an event, into text.
POINTS = {
    "handover.lane": ["io.callcenter.app.Lane.enter"],
    "handover.loop": ["io.netty.util.concurrent.SingleThreadEventExecutor.addTask"],
    "handover.routes": ["io.callcenter.sip.call.RouteThreads.guarded"],
    "handover.replies": ["io.callcenter.app.LaneRequests.follow", "io.callcenter.app.LaneRequests.execute"],
    "handover.effects": ["io.callcenter.app.EffectBatch.add"],
    "journal.writer": ["io.callcenter.store.records.WriteBehind.writeAndAppend"],
    "journal.callbacks": ["io.callcenter.store.journal.ArtemisJournal$Commit.done"],
    "journal.projections": ["io.callcenter.store.projection.Projection.put"],
    "encoding.call": ["io.callcenter.store.records.SavedJson.call(Lio/callcenter/core/SavedCall;)V"],
    "encoding.legs": ["io.callcenter.store.records.SavedJson.legs(Lio/callcenter/b2b/SavedLegs;)V"],
    "encoding.record": ["io.callcenter.store.records.SavedJson.record"],
    "encoding.event": ["io.callcenter.store.records.EventText.of*"],
    "encoding.others": ["io.callcenter.store.records.JournalOutbox.bytes"],
    "sdp.parses": ["io.callcenter.b2b.sdp.Sdp.parse"],
}


# --- the load ---------------------------------------------------------------------------------------------------------------------------------

def load(folder: Path, center: Center, first_port: int, rate: int, seconds: float, kind: str = "direct",
         talk: float = TALK) -> tuple[dict[str, str], dict[str, str], list[float]]:
    """
    Runs the SIPp of callers and agents; returns the last line of the statistics of each, and the milliseconds from INVITE to 200. The agents have no number of
    calls after which they end: a stray message counts as one for SIPp.
    """
    for old in [*folder.glob("*_rtt.csv"), *folder.glob("*.sipp.csv")]:
        old.unlink(missing_ok=True)
    calls = KINDS[kind]
    waiting = seconds / 2 if calls.announcements else 0  # a queue that has grown by a fifth of the rate is gone by then
    common = ["-i", "127.0.0.1", "-nostdin", "-l", "100000", "-buff_size", "4194304", "-trace_stat", "-fd", "1",
              "-timeout", str(int(seconds + waiting) + 60), "-trace_err"]

    def sipp(name: str, *options) -> list[str]:
        return ["sipp", *map(str, options), *common, "-stf", f"{name}.sipp.csv", "-error_file", f"{name}.err"]

    quiet = {"cwd": folder, "stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    peers = [subprocess.Popen(sipp(name, "-sf", HERE / scenario, "-p", first_port + port, "-mp", first_port + 10 * (port + 1), "-d", int(1000 * talk)), **quiet)
             for name, scenario, port, talk in peers_of(kind)]
    try:
        time.sleep(0.5)
        subprocess.run(sipp("callers", f"127.0.0.1:{center.sip_port}", "-sf", HERE / calls.callers, "-s", calls.flow, "-p", first_port + 1, "-mp", first_port + 20,
                            "-m", int(rate * seconds), "-r", rate, "-d", int(1000 * talk), "-trace_rtt", "-rtt_freq", "1"), check=False, **quiet)
        time.sleep(2)  # what was repeated is still taken; the statistics of that second are written
    finally:
        for peer in peers:
            if peer.poll() is None:
                peer.kill()
                peer.wait(10)
    times = [float(row[1]) for file in folder.glob("*_rtt.csv") for row in csv.reader(file.open(), delimiter=";") if row[1:2] and row[0][:1].isdigit()]
    return last_line(folder / "callers.sipp.csv"), last_line(folder / "agents.sipp.csv"), sorted(times)


def peers_of(kind: str) -> list[tuple[str, str, int, float]]:
    """Name, scenario, port and seconds till they hang up, of who is called."""
    calls = KINDS[kind]
    announcements = [("welcome", "talkers.xml", WELCOME_PORT, WELCOME), ("music", "agents.xml", MUSIC_PORT, 0)] if calls.announcements else []
    return [("agents", calls.agents, AGENTS_PORT[kind], TALK), *announcements]


def last_line(file: Path) -> dict[str, str]:
    return list(csv.DictReader(file.open(), delimiter=";"))[-1]


def at(times: list[float], share: float) -> float:
    return times[min(len(times) - 1, int(share * len(times)))] if times else float("nan")


# --- the center -------------------------------------------------------------------------------------------------------------------------------

def agent_rows(first: int, last: int, port: int, letter: str = "a", skill: str = "talk") -> str:
    rows = ", ".join(f"('{letter}{n}', 'sip:{letter}{n}@127.0.0.1:{port}', '{skill}', 1)" for n in range(first, last))
    return f"INSERT INTO cc_agents (agentid, location, skills, logstate) VALUES {rows}"


def rows(first_port: int, agents: int, busy: int) -> list[str]:
    """Statements for the flow and its agents, and the flow with a queue, where it has agents."""
    direct = [FLOW, *(agent_rows(first, min(first + 100, agents), first_port) for first in range(0, agents, 100))]
    queue = QUEUE.format(welcome=first_port + WELCOME_PORT, music=first_port + MUSIC_PORT)
    return direct + ([queue, agent_rows(0, busy, first_port + AGENTS_PORT["queueing"], "q", "few")] if busy else [])


def prepare(folder: Path, agents_port: int, agents: int, busy: int = 0):
    """Tables of the built-in database with the flows and their agents."""
    make_template(folder, agents_port + 90)
    witness = Witness(HOME, folder / "databases")
    url = f"jdbc:h2:file:{folder}/data/h2/callcenter"
    for statement in rows(agents_port, agents, busy):
        witness.ask("sql", url=url, sql=statement)
    witness.close()


def java_home(wanted: str) -> str:
    """The folder of an installed Java of that version."""
    for release in sorted(Path(os.environ.get("CALLCENTER_JVMS", "/usr/lib/jvm")).glob("*/release")):
        if re.search(rf'^JAVA_VERSION="{wanted}\b', release.read_text(), re.MULTILINE) and (release.parent / "bin" / "java").exists():
            return str(release.parent)
    raise SystemExit(f"no Java {wanted} in {os.environ.get('CALLCENTER_JVMS', '/usr/lib/jvm')}")


def options(parser, kinds: bool = True):
    """The options that all benches of the whole program have."""
    parser.add_argument("--java", metavar="17|25", help="an installed Java (default: the launcher's choice)")
    parser.add_argument("--jvm", default="", metavar="OPTIONS", help="more options of the JVM")
    if kinds:
        parser.add_argument("-d", "--database", choices=("h2", "postgresql"), default="h2", help="where records go (default: the built-in one)")
    parser.add_argument("-p", dest="properties", action="append", default=[], metavar="NAME=VALUE", help="a property of the call center")
    parser.add_argument("-k", "--keep", action="store_true", help="keep the folder with logs, traces and data")


class Bench:
    """One center to be measured, with its database; the probe inside it may count exchanges, which costs some CPU."""

    def __init__(self, chosen, port: int, properties: dict[str, str], probe: bool = True, exchanges: bool = False):
        clean_up_when_told_to_stop()
        self.folder, self.port, self.probe, self.exchanges = Path(tempfile.mkdtemp(prefix="callcenter-bench-")), port, probe, exchanges
        self.database: Postgresql | None = None
        self._chosen, self._agents = chosen, 0
        properties = {"cc.wrapup-time": "0", **properties, **dict(pair.split("=", 1) for pair in chosen.properties)}
        if probe:
            properties["camel.beans.benchProbe"] = "#class:Probe"
        self.center = Center(self.folder, port + 90, properties)

    def start(self, agents: int = 0, patience: float = 180, busy: int = 0):
        """Starts it with so many agents at this bench's port, and those of the flow with a queue; Missing where there is no PostgreSQL."""
        if getattr(self._chosen, "database", "h2") == "postgresql":
            self._start_database(self.port + 80)
        with_java = {"JAVA_HOME": java_home(self._chosen.java)} if self._chosen.java else {}
        before = dict(os.environ)
        os.environ.update(with_java)
        try:
            if not self.database:
                prepare(self.folder, self.port, agents, busy)
            if self.probe:
                classes = self.folder / "classes"
                subprocess.run(["javac", "--release", "17", "-nowarn", "-d", classes, "-cp", f"{HOME}/target/lib/*", HERE / "Probe.java", HERE / "EntryCounts.java"], check=True)
                if self.exchanges:
                    manifest = self.folder / "manifest"
                    manifest.write_text("Premain-Class: EntryCounts\n")
                    subprocess.run(["jar", "--create", "--file", self.folder / "probe.jar", "--manifest", manifest, "-C", classes, "."], check=True)
                os.environ["CALLCENTER_CLASSPATH"] = str(self.folder / "probe.jar" if self.exchanges else classes)
            os.environ["CALLCENTER_JAVA_OPTS"] = self._java_options()
            self.center.start(patience)
        finally:
            os.environ.clear()
            os.environ.update(before)
        self._agents = 0 if self.database else agents
        if self.database:
            for statement in rows(self.port, 0, busy):
                self.database.admin(statement, database="cc")
            self.set_agents(agents)

    def _start_database(self, port: int):
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                raise SystemExit(f"port {port} is taken: is another bench running?")
        self.database = Postgresql(port)
        self.database.make("cc")
        self.center.properties.update({"cc.db.url": self.database.url("cc"), "cc.db.user": "cc", "cc.db.password": "cc"})

    def _java_options(self) -> str:
        points = ",".join(f"{point}={method}" for point, methods in POINTS.items() for method in methods)
        counting = f"-Dbench.exchanges=true -javaagent:{self.folder}/probe.jar={points}" if self.exchanges else ""
        return " ".join(part for part in (os.environ.get("CALLCENTER_JAVA_OPTS", ""), counting, self._chosen.jvm) if part)

    def set_agents(self, wanted: int):
        """So many agents are there from now on; only with PostgreSQL, which may be written to meanwhile."""
        for first in range(self._agents, wanted, 500):
            self.database.admin(agent_rows(first, min(first + 500, wanted), self.port), database="cc")
        self.database.admin(f"DELETE FROM cc_agents WHERE agentid ~ '^a[0-9]+$' AND substr(agentid, 2)::int >= {wanted}", database="cc")
        self._agents = wanted
        self.center.mi("cc_reload")

    def step(self, rate: int, seconds: float, kind: str = "direct", talk: float = TALK) -> dict:
        """Calls at that rate, of which direct ones talk so long; what was counted, as one JSON object."""
        capture = Capture(self.center.sip_port, self.port + 1, self.port + AGENTS_PORT[kind])
        before, began = self.counts(), time.monotonic()
        with capture:
            callers, agents, times = load(self.folder, self.center, self.port, rate, seconds, kind, talk)
        self.settle()
        after, took = self.counts(), time.monotonic() - began
        queued = int(last_line(self.folder / "music.sipp.csv")["TotalCallCreated"]) if KINDS[kind].announcements else 0
        return {**self.about(), "kind": kind, "queued": queued, "talk": talk, "rate": rate, "seconds": seconds, "took": round(took, 1), **outcome(callers, agents), **per_call(before, after, callers),
                "invite_200_sipp_ms": shares(times), **capture.times(), **self.memory()}

    def settle(self, patience: float = 30):
        """Waits until no record is on its way to the database."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            values = self.center.metrics()
            if not any(value for name, value in values.items() if name.startswith("callcenter_records_waiting{") and "calls" not in name):
                return
            time.sleep(0.2)

    def about(self) -> dict:
        chosen = self._chosen
        return {"java": chosen.java or "default", "jvm": chosen.jvm,
                "database": getattr(chosen, "database", "h2"), "cores": os.cpu_count(), "load": round(os.getloadavg()[0], 1), "agents": self._agents}

    def counts(self) -> dict[str, float]:
        """What has been used and done since the start."""
        values = self.center.metrics()
        stat = Path(f"/proc/{self.center.pid}/stat").read_text().rsplit(")", 1)[1].split()
        found = {"user": int(stat[11]) / TICKS, "system": int(stat[12]) / TICKS, "database_cpu": self.database_cpu(),
                 "cdrs": values.get('callcenter_records_written_total{concern="cdrs"}', 0),
                 "journal_written": values.get("callcenter_journal_written_total", 0), "journal_deleted": values.get("callcenter_journal_deleted_total", 0),
                 "commits": values.get("callcenter_journal_commit_seconds_count", 0),
                 "events": values.get('callcenter_records_written_total{concern="events"}', 0),
                 "collecting": sum(v for n, v in values.items() if n.startswith("jvm_gc_pause_seconds_sum")),
                 "allocated": values.get("bench_allocated_bytes_total", values.get("jvm_gc_memory_allocated_bytes_total", 0)),
                 "exchanges": values.get("bench_exchanges_total", float("nan")) if self.exchanges else float("nan"),
                 "failed_exchanges": values.get("bench_failed_exchanges_total", 0), **switches(self.center.pid), **self._entries(values)}
        for direction in ("in", "out"):
            found[f"messages_{direction}"] = sum(v for n, v in values.items() if n.startswith("callcenter_sip_messages_total{")
                                                 and f'direction="{direction}"' in n)
            found[f"repeated_{direction}"] = sum(v for n, v in values.items() if n.startswith("callcenter_sip_retransmissions_total{")
                                                 and f'direction="{direction}"' in n)
        return found

    def _entries(self, values: dict[str, float]) -> dict[str, float]:
        """How often methods of POINTS have begun, as "entries POINT by THREADS"; a method that is nowhere would count nothing and look fine."""
        if not self.exchanges:
            return {}
        if values.get("bench_points_missing", 0) and values.get('callcenter_records_written_total{concern="cdrs"}', 0):
            raise RuntimeError("a method of POINTS is not in the program (any more)")
        found = {}
        for name, value in values.items():
            match = re.fullmatch(r'bench_entries_total\{by="([^"]*)",point="([^"]*)"\}', name)
            if match and not match[1].startswith("vert.x"):  # HTTP has event loops of its own
                found[f"entries {match[2]} by {match[1]}"] = value
        return found

    def database_cpu(self) -> float:
        return sum(cpu_or_zero(pid) for pid in family(self.database.pid)) if self.database else 0.0

    def memory(self) -> dict:
        return {"rss_mib": round(resident_mib(self.center.pid)), "pss_mib": round(pss_mib(self.center.pid))}

    def records(self) -> list[dict]:
        """Call detail records by type."""
        query = "SELECT call_type, COUNT(*) AS n FROM cc_cdrs GROUP BY call_type"
        witness = Witness(HOME, self.folder / "databases")
        try:
            if self.database:
                return witness.ask("sql", url=self.database.url("cc"), user="cc", password="cc", sql=query)
            return witness.ask("sql", url=f"jdbc:h2:file:{self.folder}/data/h2/callcenter", sql=query)
        finally:
            witness.close()

    def close(self, keep: bool):
        self.center.kill()
        if self.database:
            self.database.close()
        if keep:
            print(f"logs, traces and data: {self.folder}", file=sys.stderr)
        else:
            shutil.rmtree(self.folder, ignore_errors=True)


# --- counting ---------------------------------------------------------------------------------------------------------------------------------

def outcome(callers: dict[str, str], agents: dict[str, str]) -> dict:
    made, good = int(callers["TotalCallCreated"]), int(callers["SuccessfulCall(C)"])
    return {"calls": made, "failed": made - good, "repeated_by_callers": int(callers["Retransmissions(C)"]),
            "repeated_by_agents": int(agents["Retransmissions(C)"])}


def per_call(before: dict[str, float], after: dict[str, float], callers: dict[str, str]) -> dict:
    """The differences, those of cost for each call."""
    calls = max(int(callers["TotalCallCreated"]), 1)
    spent = {name: after[name] - before.get(name, 0) for name in after}
    each = {"cpu_ms": 1000 * (spent["user"] + spent["system"]), "user_ms": 1000 * spent["user"], "system_ms": 1000 * spent["system"],
            "database_cpu_ms": 1000 * spent["database_cpu"], "voluntary": spent["voluntary"], "involuntary": spent["involuntary"],
            "allocated_kb": spent["allocated"] / 1000, "exchanges": spent["exchanges"], "journal_written": spent["journal_written"],
            "journal_deleted": spent["journal_deleted"], "commits": spent["commits"], "events": spent["events"],
            "messages_in": spent["messages_in"], "messages_out": spent["messages_out"]}
    whole = {"cdrs": int(spent["cdrs"]), "repeated_in": int(spent["repeated_in"]), "repeated_out": int(spent["repeated_out"]),
             "failed_exchanges": int(spent["failed_exchanges"]), "collecting_s": round(spent["collecting"], 2)}
    entries = {name.removeprefix("entries "): value for name, value in spent.items() if name.startswith("entries ")}
    for name, kind in (("handovers", "handover."), ("journal_handovers", "journal."), ("encodings", "encoding."), ("sdp_parses", "sdp.")):
        each[name] = sum(value for point, value in entries.items() if point.startswith(kind)) if entries else float("nan")
    whole["entries"] = {name: round(value / calls, 2) for name, value in entries.items() if value / calls >= 0.005}
    return {**{name: round(value / calls, 3) if value == value else None for name, value in each.items()}, **whole}


def shares(times: list[float]) -> dict | None:
    return {name: round(at(times, share), 2) for name, share in (("p50", 0.5), ("p99", 0.99), ("max", 1))} if times else None


def cpu_or_zero(pid: int) -> float:
    try:
        return cpu_seconds(pid)
    except OSError:
        return 0.0  # it has ended


def switches(pid: int) -> dict[str, float]:
    """Context switches of all threads that live."""
    kinds = list(switches_by_thread(pid).values())
    return {"voluntary": sum(each[0] for each in kinds), "involuntary": sum(each[1] for each in kinds)}


def switches_by_thread(pid: int) -> dict[str, tuple[float, float]]:
    """Voluntary and involuntary ones of each thread that lives."""
    found = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            lines = dict(line.split(":", 1) for line in (task / "status").read_text().splitlines())
        except OSError:
            continue  # the thread has ended meanwhile
        found[task.name] = float(lines["voluntary_ctxt_switches"]), float(lines["nonvoluntary_ctxt_switches"])
    return found


def idle_percent(pid: int, seconds: float = 5) -> float:
    """CPU that it takes when nobody asks for anything, in percent of a core."""
    used = cpu_seconds(pid)
    time.sleep(seconds)
    return round(100 * (cpu_seconds(pid) - used) / seconds, 1)


def cpu_by_threads(pid: int) -> dict[str, float]:
    """CPU seconds of the process' threads, those of one kind (names that differ only in numbers) added up."""
    found: dict[str, float] = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            name, fields = (task / "comm").read_text().strip(), (task / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue  # the thread has ended meanwhile
        kind = re.sub(r"[0-9#:. -]+", "*", name)
        found[kind] = found.get(kind, 0) + (int(fields[11]) + int(fields[12])) / TICKS
    return found


def pss_mib(pid: int) -> float:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(next(line.split()[1] for line in rollup.splitlines() if line.startswith("Pss:"))) / 1024


class Capture:
    """Times of INVITEs, 100 and 200 on loopback, as the kernel saw them; needs the right to open a packet socket (root), else there are none."""

    _PROGRAM = [(0x30, 0, 0, 0xFFFFF004), (0x15, 0, 8, 0), (0x30, 0, 0, 9), (0x15, 0, 6, 17),      # incoming, UDP
                (0x20, 0, 0, 28), (0x15, 5, 0, 0x494E5649), (0x15, 0, 3, 0x5349502F),              # INVI… or SIP/…
                (0x20, 0, 0, 36), (0x15, 2, 0, 0x31303020), (0x15, 1, 0, 0x32303020),              # 100 or 200
                (0x06, 0, 0, 0), (0x06, 0, 0, 900)]
    _CALLER = re.compile(rb"\n(?:From|f)[ \t]*:[^\n]*<sip:([0-9]+)@", re.IGNORECASE)

    def __init__(self, center_port: int, callers_port: int, agents_port: int):
        self._ports = (center_port, callers_port, agents_port)
        self._packets: list[tuple[float, bytes]] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)
        try:
            self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(0x0800))
        except (PermissionError, AttributeError):
            self._socket = None
            return
        code = b"".join(struct.pack("HBBI", *line) for line in self._PROGRAM)
        self._code = ctypes.create_string_buffer(code, len(code))
        self._socket.setsockopt(socket.SOL_SOCKET, 26, struct.pack("HL", len(self._PROGRAM), ctypes.addressof(self._code)))  # SO_ATTACH_FILTER
        self._socket.setsockopt(socket.SOL_SOCKET, 35, 1)  # SO_TIMESTAMPNS
        self._socket.setsockopt(socket.SOL_SOCKET, 33, 16 << 20)  # SO_RCVBUFFORCE
        self._socket.bind(("lo", 0x0800))
        self._socket.settimeout(0.2)

    def __enter__(self):
        if self._socket:
            self._thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        if self._socket:
            self._thread.join()
            self._socket.close()

    def _read(self):
        while not self._over.is_set():
            try:
                data, notes, _, _ = self._socket.recvmsg(900, 64)
            except TimeoutError:
                continue
            seconds, nanos = struct.unpack("qq", notes[0][2][:16])
            self._packets.append((seconds + nanos / 1e9, data))

    def times(self) -> dict:
        """p50, p99 and largest milliseconds from the caller's INVITE to 100, to the agent's INVITE and to 200."""
        center, callers, agents = self._ports
        first: dict[str, dict[bytes, float]] = {name: {} for name in ("in", "out", "100", "200")}
        for when, data in self._packets:
            caller = self._CALLER.search(data)
            if not caller or data[0] != 0x45:
                continue
            target, start = int.from_bytes(data[22:24], "big"), data[28:36 + 3]
            kind = None
            if start.startswith(b"INVITE"):
                kind = "in" if target == center else "out" if target == agents else None
            elif target == callers and b"\nCSeq: 1 INVITE" in data:
                kind = start[8:11].decode()
            if kind in first:
                first[kind].setdefault(caller[1], when)
        begun = first["in"]
        return {name: shares(sorted(1000 * (when - begun[call]) for call, when in first[kind].items() if call in begun))
                for name, kind in (("invite_100_ms", "100"), ("invite_invite_ms", "out"), ("invite_200_ms", "200"))}
