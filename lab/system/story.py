# SPDX-License-Identifier: Apache-2.0
"""What a story says: rows, peers, a call center, and what must have happened."""
import json
import shutil
import time
from datetime import timedelta
from pathlib import Path

from center import Center
from ladder import broken_rules, differs, with_losses
from roads import Road
from servers import Database
from sipp import Peer
from witness import Witness

NOTED_LATE = timedelta(milliseconds=50)  # SIPp notes a message after it has sent it; another process may have received it and noted that before


class Story:
    """One story: an application of its own, peers, and the troubles that were found. Ports: 100 from first_port on."""

    def __init__(self, folder: Path, first_port: int, witness: Witness, template: Path, server: Database | None = None,
                 road: Road = Road()):
        folder.mkdir(parents=True)
        self.folder, self.troubles, self.open_calls, self.crashed = folder, [], False, False
        self.began, self._road = time.time(), road
        self.center: Center | None = None
        self.peers: list[Peer] = []
        self._witness, self._template = witness, template
        self._first_port, self._next_port = first_port, first_port + 4
        self._rows: list[str] = []
        self._live = False
        self._server = server  # None: the built-in database, or one that others can look at, too
        self._login: dict[str, str] = {}

    # --- what stands in the tables -----------------------------------------------------------------------------------

    def flow(self, flowid: str, message_queue: str, skill: str = "talk", **columns):
        self._rows.append(insert("cc_flows", flowid=flowid, skill=skill, message_queue=message_queue, **columns))

    def agent(self, agentid: str, location: str | None = None, skills: str = "talk", logstate: int = 1, **columns):
        self._rows.append(insert("cc_agents", agentid=agentid, location=location, skills=skills, logstate=logstate, **columns))

    def row(self, table: str, **columns):
        self._rows.append(insert(table, **columns))

    def never_free(self):
        """An agent who is logged in and in wrap-up for the whole story: callers are let in, and wait."""
        self.agent("keeper", location="sip:keeper@127.0.0.1:9", wrapup_end_time=int(time.time()) + 3600)

    def sql(self, statement: str):
        """Runs a statement; while the call center runs, only in a story that asked for a live database."""
        return self._witness.ask("sql", url=self._database, sql=statement, **self._login)

    # --- peers -------------------------------------------------------------------------------------------------------

    def port(self) -> int:
        self._next_port += 8
        return self._next_port - 8

    def peer(self, name: str, scenario: str = "answers", **details) -> Peer:
        """A SIPp that is called."""
        port = details.pop("port", None) or self.port()
        self.peers.append(Peer(name, self.folder, port, scenario, **{"road": self._road, **details}))
        return self.peers[-1]

    def caller(self, user: str, flow: str, scenario: str = "caller", **details) -> Peer:
        """A SIPp that calls the call center."""
        return self.peer(user, scenario, user=user, to=f"127.0.0.1:{self.center.sip_port}", flow=flow, **details)

    # --- the call center ---------------------------------------------------------------------------------------------

    def start(self, properties: dict[str, str] | None = None, live_database: bool = False):
        """Starts the call center with the rows named so far. Its database is the built-in one, unless rows shall change meanwhile."""
        self._live = live_database
        self.prepare(properties or {})
        self.center.start()
        self.watch()

    def prepare(self, properties: dict[str, str]):
        """Everything that is there before the start: folder, tables, rows."""
        data = self.folder / "data" / "h2"
        if self._server:
            name = "story_" + "".join(c if c.isalnum() else "_" for c in self.folder.name)
            self._server.make(name)
            address, self._login = self._server.url(name), {"user": "cc", "password": "cc"}
            properties = {"cc.db.url": address, "cc.db.user": "cc", "cc.db.password": "cc", **properties}
        elif self._live:
            address = f"jdbc:h2:tcp://127.0.0.1:{self._witness.port}/./{self.folder.name}"
            properties = {"cc.db.url": address, "cc.db.user": "sa", **properties}
        else:
            shutil.copytree(self._template / "data" / "h2", data)
            address = f"jdbc:h2:file:{data}/callcenter"
        self._database = address
        properties = {**self._road.listen(self._first_port), **properties}
        self.center = Center(self.folder, self._first_port, properties)
        if self._server:
            for statement in self._server.reference_tables():
                self.sql(statement)
        elif self._live:
            script = self._template / "schema.sql"
            self.sql(f"RUNSCRIPT FROM '{script}'")
        for row in self._rows:
            self.sql(row)

    def crash(self):
        """Kills the call center and starts it again at once."""
        self.crashed = True
        self.center.kill()
        self.center.start()
        self.watch()

    def watch(self):
        """Reads events from now on."""
        self._witness.ask("watch", url=self.center.jms_url)

    def mi(self, command: str, **parameters):
        return self.center.mi(command, **parameters)

    def mi_over_jms(self, command: str, **parameters) -> dict:
        return json.loads(self.jms_text(json.dumps({"jsonrpc": "2.0", "id": "j1", "method": command, "params": parameters})))

    def jms_text(self, text: str) -> str:
        """The answer to a text sent to cc.mi, whatever it is."""
        return self._witness.ask("mi", url=self.center.jms_url, text=text)

    def states(self) -> dict[str, str]:
        """Agents and what they do, by cc_list_agents."""
        agents = self.mi("cc_list_agents")["Agents"]
        return {agent["id"]: agent["State"] if agent["Loged in"] == "YES" else "offline" for agent in agents}

    def calls(self) -> list[str]:
        """States of the calls that are alive, newest first, by cc_list_calls."""
        return [call["State"] for call in self.mi("cc_list_calls")["Calls"] if call["State"] != "ended"]

    def queue(self) -> list[str]:
        """Caller user names in the order of the line, by cc_list_queue."""
        return [call["Caller username"] for call in self.mi("cc_list_queue")["Calls"]]

    def talks(self, *peers: Peer):
        """Waits until these peers have their ACK: media flows, nothing is on the way."""
        for peer in peers:
            def has_ack(it: Peer = peer) -> bool:
                return any(m.token.rstrip("+") in ("<ACK", ">ACK") for m in it.messages())
            self.until(f"{peer.name} is joined", has_ack, True)

    # --- what must be true -------------------------------------------------------------------------------------------

    def check(self, what: str, seen, wanted):
        """Notes a trouble where they are not equal; wanted may be a function that says yes or no."""
        good = wanted(seen) if callable(wanted) else seen == wanted
        if not good:
            self.troubles.append(f"{what}: {seen!r}" + ("" if callable(wanted) else f", expected {wanted!r}"))

    def until(self, what: str, look, wanted, seconds: float = 15):
        """Looks again and again until it is so; a trouble that ends the story when it never is."""
        end = time.monotonic() + seconds + 3 * self._road.patience
        while True:
            seen = look()
            if wanted(seen) if callable(wanted) else seen == wanted:
                return seen
            if time.monotonic() > end:
                raise AssertionError(f"{what}: still {seen!r} after {seconds:.0f} s" + ("" if callable(wanted) else f", not {wanted!r}"))
            time.sleep(0.1)

    def pause(self, seconds: float):
        """Lets time pass that belongs to the story (a caller who waits)."""
        time.sleep(seconds)

    def finish(self, seconds: float = 30):
        """All peers come to their end, the records are all there, the call center stops with exit code 0."""
        end = time.monotonic() + seconds + 3 * self._road.patience
        for peer in self.peers:
            trouble = peer.wait(max(1.0, end - time.monotonic()))
            if trouble:
                self.troubles.append(trouble)
        if self.center and self.center.running:
            if not self.open_calls:
                self.until("calls after the end", self.calls, [], 5)
            self.quiet()
            self.check("exit code after SIGTERM", self.center.stop(), 0)
        for peer in self.peers:
            self.troubles += broken_rules(peer, self.open_calls, self.crashed)

    def quiet(self):
        """Events are read until no more come for half a second."""
        before = -1
        while before != len(self.events_seen()):
            before = len(self.events_seen())
            time.sleep(0.5)

    def events_seen(self) -> list[dict]:
        return [json.loads(text) for text in self._witness.ask("events", url=self.center.jms_url)]

    def ladder(self, peer: Peer, drawn: str, call: int = 0):
        """The messages of that peer's call, in their order (see ladder.differs)."""
        dialogs = peer.dialogs()
        drawn = with_losses(drawn) if self._road.lossy else drawn
        trouble = differs(dialogs[call].tokens, drawn) if call < len(dialogs) else f"no call {call}"
        if trouble:
            self.troubles.append(f"ladder of {peer.name}, call {call}: {trouble}")

    def order(self, *steps: tuple[Peer, str]):
        """Messages of several peers came one after the other; "INVITE+#2" is the second such message of the peer."""
        times = []
        for peer, token in steps:
            name, _, number = token.partition("#")
            found = [m.time for call in peer.dialogs() for m in call.messages if m.token == name]
            index = int(number or 1) - 1
            if index >= len(found):
                self.troubles.append(f"{peer.name} has no {token}")
                return
            times.append(found[index])
        if any(second < first - (NOTED_LATE if token.startswith(">") else timedelta(0)) for (_, token), first, second in zip(steps, times, times[1:])):
            self.troubles.append("wrong order: " + ", ".join(f"{p.name} {t} {at:%H:%M:%S.%f}" for (p, t), at in zip(steps, times)))

    def seconds(self, first: tuple[Peer, str], last: tuple[Peer, str]) -> tuple[int, int]:
        """The whole seconds that a record may hold for the time between two messages, give or take one and what the road takes."""
        begin, end = (next(m.time for c in peer.dialogs() for m in c.messages if m.token == token) for peer, token in (first, last))
        whole = int((end - begin).total_seconds())
        return max(0, whole - 1 - self._road.patience), whole + 1 + self._road.patience

    def cdrs(self, *wanted: dict, order: str = "id"):
        """The rows of cc_cdrs in their order. A wanted value may be a range (both ends count) or a plain value."""
        rows = self.sql(f"SELECT * FROM cc_cdrs ORDER BY {order}, id")
        if len(rows) != len(wanted):
            self.troubles.append(f"{len(rows)} rows in cc_cdrs, expected {len(wanted)}: {rows}")
        for number, (row, columns) in enumerate(zip(rows, wanted)):
            for column, value in columns.items():
                good = value[0] <= row[column] <= value[1] if isinstance(value, tuple) else row[column] == value
                if not good:
                    self.troubles.append(f"cc_cdrs row {number}: {column} is {row[column]!r}, expected {value!r}")

    def reports(self, agent: str, *wanted: str):
        """The agent's events in their order, such as "incall sales"; seq must rise, status and state be the same."""
        events = [e for e in self.events_seen() if e["event"] == "E_CALLCENTER_AGENT_REPORT" and e["agent_id"] == agent]
        seen = [" ".join(filter(None, [e["status"], e.get("flow_id")])) for e in events]
        self.check(f"events of {agent}", seen, list(wanted))
        numbers = [e["seq"] for e in events]
        self.check(f"seq of {agent}'s events", numbers, sorted(set(numbers)))
        self.check(f"status and state of {agent}'s events", [e["state"] for e in events], [e["status"] for e in events])
        for event in events:
            self.check(f"wrapup_ends in {event}", ("wrapup_ends" in event) or event["status"] != "wrapup", True)

    def call_reports(self, *wanted: str):
        """The states of all calls in the order in which they were entered; the end with its reason."""
        events = sorted((e for e in self.events_seen() if e["event"] == "E_CALLCENTER_CALL_REPORT"), key=lambda e: e["time"])
        seen = [e["state"] + (":" + e["reason"] if e["state"] == "ended" else "") for e in events]
        self.check("call events", seen, list(wanted))

    def statistics(self, **wanted: int):
        """Values of get_statistics; names with __ for the dash (ccf_incalls__sales)."""
        names = {name: name.replace("__", "-") for name in wanted}
        seen = self.mi("get_statistics", statistics=list(names.values()))
        for name, value in wanted.items():
            self.check(f"statistic {names[name]}", seen.get("call_center:" + names[name]), value)

    def close(self):
        """Whatever is left is ended."""
        for peer in self.peers:
            peer.close()
        if self.center:
            self.center.kill()
            self._witness.ask("forget", url=self.center.jms_url)


def insert(table: str, **columns) -> str:
    values = ", ".join("NULL" if v is None else str(v) if isinstance(v, int) else "'" + v.replace("'", "''") + "'" for v in columns.values())
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({values})"

