# SPDX-License-Identifier: Apache-2.0
"""kill -9 when the caller has left the agent who transferred them, and the agent's phone has not answered the last NOTIFY: it is told again, and ended (T45)."""


def story(s):
    music = s.peer("music", calls=0)
    joe = s.peer("joe", "../crash/agents", ring=1500, talk=60000)
    ann_port = s.port()
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=f"sip:peer@127.0.0.1:{ann_port}", wrapup_time=60)
    s.agent("joe", location=joe.uri, skills="other", wrapup_time=60)
    s.start()
    ann = s.peer("ann", "refers", port=ann_port, flow=joe.uri, talk=1200)
    bob = s.caller("1001", "sales", "../crash/callers", talk=60000)
    s.until("ann knows that joe rings", lambda: [m.token for m in ann.messages()].count(">200/NOTIFY"), 2)
    ann.freeze()
    s.talks(joe)
    s.until("ann after the transfer", lambda: s.states()["ann"], "wrapup")
    s.pause(1)
    s.crash()
    s.check("ann after the crash", s.states()["ann"], "wrapup")
    s.check("joe with the caller", s.states()["joe"], "incall")
    ann.thaw()
    s.until("ann's call is ended", lambda: [t for t in ann.dialogs()[0].tokens if "BYE" in t], ["<BYE", ">200/BYE"])
    s.check("the caller with joe", [s.states()["joe"], s.calls()], ["incall", ["toagent"]])
    s.mi("cc_hangup", call_id=s.mi("cc_list_calls")["Calls"][0]["id"])
    s.finish()

    told = [m.body.strip() for m in ann.dialogs()[0].messages if m.token == "<NOTIFY"]
    s.check("ann was told the end by both processes", told[-2:], ["SIP/2.0 200 OK"] * 2)
    s.check("the caller was left in peace until then", [t for t in bob.dialogs()[0].tokens if "BYE" in t], ["<BYE", ">200/BYE"])
    s.cdrs({"agent_id": "ann", "call_type": 0, "fstats": 7, "talk_time": (1, 4)}, {"agent_id": "joe", "call_type": 0, "fstats": 6, "talk_time": (2, 60)})
    s.check("one cid", len(s.sql("SELECT DISTINCT cid FROM cc_cdrs")), 1)
