# SPDX-License-Identifier: Apache-2.0
"""The same commands by shell, HTTP and JMS; statistics, metrics and health."""
import json
import urllib.request


def story(s):
    music = s.peer("music")
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location="sip:ann@127.0.0.1:9", logstate=0)
    s.never_free()
    s.start()
    s.caller("1001", "sales", talk=6000)
    s.until("call in the queue", s.queue, ["1001"])

    over_http = s.mi("cc_list_agents")
    over_jms = s.mi_over_jms("cc_list_agents")
    s.check("JMS answer", {key: over_jms[key] for key in ("jsonrpc", "id")}, {"jsonrpc": "2.0", "id": "j1"})
    s.check("agents over JMS", over_jms["result"]["Agents"][0], over_http["Agents"][0])
    url = f"http://127.0.0.1:{s.center.http_port}"
    shell = s.center.run("mi", "--url", url, "cc_list_queue")
    s.check("exit code of mi", shell.returncode, 0)
    s.check("line by shell", [call["Caller username"] for call in json.loads(shell.stdout)["Calls"]], ["1001"])
    s.check("login by shell", s.center.run("mi", "--url", url, "cc_agent_login", "agent_id=ann", "state=1").returncode, 0)
    s.check("logged in", s.states()["ann"], lambda state: state != "offline")
    unknown = s.center.run("mi", "--url", url, "cc_agent_login", "agent_id=nobody", "state=1")
    s.check("unknown agent by shell", (unknown.returncode, "Agent not found" in unknown.stderr), (1, True))
    s.check("nobody listens", s.center.run("mi", "--url", "http://127.0.0.1:9", "which").returncode, 3)

    s.check("both spellings", s.mi("call_center:list_flows"), s.mi("cc_list_flows"))
    s.check("which", s.mi("which"), lambda names: {"cc_reload", "call_center:reload", "cc_list_calls"} <= set(names))
    s.check("no error for an unknown group", s.mi("get_statistics", statistics=["nothing:"]), {})
    bad = urllib.request.Request(url + "/mi", b"{not json", {"Content-Type": "application/json"})
    with urllib.request.urlopen(bad, timeout=5) as answer:
        s.check("not JSON", json.load(answer)["error"]["code"], -32700)
    s.check("unknown method", s.mi_over_jms("cc_nothing")["error"]["code"], -32601)

    s.check("live", s.center.get("/health/live")[0], 200)
    status, metrics = s.center.get("/metrics")
    s.check("metrics", (status, "callcenter_" in metrics), (200, True))
    s.finish()
