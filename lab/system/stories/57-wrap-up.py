# SPDX-License-Identifier: Apache-2.0
"""Wrap-up: the flow's ceiling counts, its end is saved, logout and login during it change nothing."""
import time


def story(s):
    music = s.peer("music", calls=0)
    ann = s.peer("ann")
    s.flow("sales", message_queue=music.uri, max_wrapup_time=5)
    s.agent("ann", location=ann.uri, wrapup_time=60)
    s.start(live_database=True)
    s.caller("1001", "sales", talk=1000)
    s.until("agent in wrap-up", lambda: s.states()["ann"], "wrapup")
    began = time.time()
    listed = s.mi("cc_list_agents")["Agents"]
    s.check("seconds left", [a["Wrapup-ends"] for a in listed if a["id"] == "ann"], lambda it: 3 <= it[0] <= 5)
    s.until("its end in the table", lambda: s.sql("SELECT wrapup_end_time FROM cc_agents WHERE agentid = 'ann'")[0]["wrapup_end_time"],
            lambda it: abs(it - began - 5) <= 2)
    s.mi("cc_agent_login", agent_id="ann", state=0)
    s.check("logged out", s.states()["ann"], "offline")
    s.mi("cc_agent_login", agent_id="ann", state=1)
    s.check("still in wrap-up", s.states()["ann"], "wrapup")
    s.until("free", lambda: s.states()["ann"], "free")
    s.check("length of the wrap-up", time.time() - began, lambda it: 3.5 <= it <= 6.5)
    s.finish()
    s.reports("ann", "incall sales", "wrapup", "offline", "wrapup", "free")
