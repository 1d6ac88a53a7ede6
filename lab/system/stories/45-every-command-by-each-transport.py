# SPDX-License-Identifier: Apache-2.0
"""Every command by JMS, HTTP and shell, with good and with bad input; leaves the table target/mi-table.md."""
import json
import urllib.request

from center import HOME

UNKNOWN, PARAMS = -32601, -32602


def has(key):
    return lambda result: key in result


OK = "OK".__eq__

# Command, good parameters and what a good result is, bad parameters and their code. CALL is a waiting call.
COMMANDS = [
    ("list_flows", {}, has("Flows"), {"nothing": 1}, PARAMS),
    ("list_agents", {"state": "free", "limit": "5"}, has("Total"), {"limit": "many"}, PARAMS),
    ("list_queue", {}, has("Calls"), {"offset": -1}, PARAMS),
    ("list_calls", {}, has("Calls"), [1, 2, 3, 4, 5, 6, 7], PARAMS),
    ("agent_login", {"agent_id": "ann", "state": "1"}, OK, {"agent_id": "nobody", "state": 1}, 404),
    ("agent_release", {"agent_id": "ann", "reason": "a test"}, OK, {"agent_id": "nobody"}, 404),
    ("explain", {"call_id": "CALL"}, has("candidates"), {"call_id": "nothing"}, 404),
    ("internal_call_dispatching", {}, {"dispatching": 0}.__eq__, {"dispatching": "x"}, PARAMS),
    ("dispatch_call_to_agent", {"call_id": "CALL", "agent_id": "ann"}, OK, ["nothing", "ann"], 404),
    ("hangup", None, None, ["nothing", "a test"], 404),
    ("reload", {}, OK, ["x"], PARAMS),
    ("replay_cdrs", {}, has("replayed"), ["x"], PARAMS),
    ("reset_stats", {}, OK, ["x"], PARAMS),
    ("get_statistics", ["all"], has("call_center:ccg_incalls"), [], PARAMS),
    ("which", {"command": "cc_agent_login"}, [["agent_id", "state"]].__eq__, {"command": "nothing"}, 404),
    ("nothing", None, None, {}, UNKNOWN),
]
SPELLINGS = {"JMS": "cc_{}", "HTTP": "call_center:{}", "shell": "{}"}
PLAIN = {"get_statistics": {"HTTP": "statistics:get"}, "which": {}}


def named(command: str, transport: str) -> str:
    return PLAIN[command].get(transport, command) if command in PLAIN else SPELLINGS[transport].format(command)


def over_http(s, text: str) -> dict:
    request = urllib.request.Request(f"http://127.0.0.1:{s.center.http_port}/mi", text.encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def over_jms(s, text: str) -> dict:
    return json.loads(s.jms_text(text))


def by_shell(s, method: str, params) -> dict:
    words = [f"{name}={value}" for name, value in params.items()] if isinstance(params, dict) else [str(value) for value in params]
    done = s.center.run("mi", "--url", f"http://127.0.0.1:{s.center.http_port}", method, *words)
    if done.returncode == 0:
        return {"result": json.loads(done.stdout)}
    words = done.stderr.removeprefix("callcenter: ").split(" ", 1)
    return {"error": {"code": int(words[0]), "message": words[1].strip()}, "exit": done.returncode}


def ask(s, transport: str, method: str, params) -> dict:
    if transport == "shell":
        return by_shell(s, method, params)
    text = json.dumps({"jsonrpc": "2.0", "id": "t1", "method": method, "params": params})
    return over_http(s, text) if transport == "HTTP" else over_jms(s, text)


def shown(answer: dict) -> str:
    if "error" in answer:
        return f"{answer['error']['code']} {answer['error']['message']}"
    text = json.dumps(answer["result"], ensure_ascii=False)
    return f"`{text if len(text) < 40 else text[:37] + '...'}`"


def tried(s, transport: str, row, call: str) -> tuple[str, str]:
    """What a good and a bad call of that command are answered."""
    command, good, wanted, bad, code = row
    method, cells = named(command, transport), ["-", "-"]
    if good is not None:
        params = {name: call if value == "CALL" else value for name, value in good.items()} if isinstance(good, dict) else good
        answer = ask(s, transport, method, params)
        s.check(f"{method} by {transport}", answer.get("result", answer), lambda seen: "error" not in answer and wanted(seen))
        cells[0] = shown(answer)
    answer = ask(s, transport, method, bad)
    s.check(f"bad {method} by {transport}", answer.get("error", answer).get("code"), code)
    cells[1] = shown(answer)
    return cells[0], cells[1]


def story(s):
    music, ann = s.peer("music", calls=None, limit=300), s.peer("ann", calls=None, limit=300, talk=300)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri, logstate=0)
    s.never_free()
    s.start({"cc.internal-call-dispatching": "false", "cc.wrapup-time": "0"})
    table = {row[0]: {} for row in COMMANDS}
    for transport in SPELLINGS:
        s.caller(f"10{transport}", "sales", limit=200)
        s.until("a call in the queue", lambda: len(s.queue()), 1)
        call = s.mi("cc_list_queue")["Calls"][0]["id"]
        for row in COMMANDS:
            table[row[0]][transport] = tried(s, transport, row, call)
        s.until("the agent has hung up", s.calls, [], 30)
        s.mi("cc_agent_login", agent_id="ann", state=0)
    s.check("not JSON by HTTP", over_http(s, "{")["error"]["code"], -32700)
    s.check("not JSON by JMS", over_jms(s, "{")["error"]["code"], -32700)

    lines = ["| command | " + " | ".join(f"{t}, good | {t}, bad" for t in SPELLINGS) + " |", "|---" * 7 + "|"]
    lines += [f"| {command} | " + " | ".join(" | ".join(cells[t]) for t in SPELLINGS) + " |" for command, cells in table.items()]
    (HOME / "target" / "mi-table.md").write_text("\n".join(lines) + "\n")
    s.finish()
