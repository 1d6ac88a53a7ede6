# SPDX-License-Identifier: Apache-2.0
"""Reload: new rows count, a runtime login stays, a bad row is skipped alone, a flow in use serves its waiting call to the end."""


def story(s):
    music = s.peer("music")
    ann = s.peer("ann", talk=1500)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri, logstate=0)
    s.never_free()
    s.start(live_database=True)
    s.caller("1001", "sales")
    s.until("call in the queue", s.queue, ["1001"])
    s.sql("DELETE FROM cc_flows WHERE flowid = 'sales'")
    s.sql(f"INSERT INTO cc_flows (flowid, skill, message_queue) VALUES ('new', 'talk', '{music.uri}')")
    s.sql("INSERT INTO cc_agents (agentid, location, skills) VALUES ('bad', 'no uri at all', 'talk')")
    s.check("reload", s.mi("cc_reload"), "OK")
    s.check("flows", [flow["id"] for flow in s.mi("cc_list_flows")["Flows"]], lambda ids: "new" in ids)
    s.check("the bad row is skipped", "bad" in s.states(), False)
    gone = s.caller("1002", "sales", "refused", refusal=404)
    s.mi("cc_agent_login", agent_id="ann", state=1)
    s.until("waiting call served", s.calls, ["toagent"])
    s.check("reload of unchanged rows", s.mi("cc_reload"), "OK")
    s.until("call over", s.calls, [])
    s.check("the login stays", s.states()["ann"], "wrapup")
    s.finish()
    s.ladder(gone, ">INVITE+ <100? <404 >ACK")
    reports = [e for e in s.events_seen() if e["event"] == "E_CALLCENTER_PROVISIONING_REPORT"]
    s.check("reports of both reloads", [(e["flows_added"], e["flows_removed"], e["agents_added"]) for e in reports], [(["new"], ["sales"], []), ([], [], [])])
    s.check("the bad row in both", [[(row["table"], row["id"]) for row in e["skipped_rows"]] for e in reports], [[("agents", "bad")]] * 2)
    s.cdrs({"caller": "1001", "flow_id": "sales", "agent_id": "ann", "call_type": 0})
