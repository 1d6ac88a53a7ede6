# SPDX-License-Identifier: Apache-2.0
"""kill -9 when the target of a transfer has answered and the caller does not have them yet: the caller is asked again, and the transfer ends well (T45)."""


def story(s):
    music = s.peer("music", calls=0)
    joe = s.peer("joe", "../crash/agents", ring=300, talk=4000)
    ann_port = s.port()
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=f"sip:peer@127.0.0.1:{ann_port}", wrapup_time=60)
    s.agent("joe", location=joe.uri, skills="other", wrapup_time=60)
    s.start()
    ann = s.peer("ann", "refers", port=ann_port, flow=joe.uri, talk=1200)
    bob = s.caller("1001", "sales", "../crash/held-asked-again")
    s.until("the caller is asked to take joe", lambda: [m.token for call in bob.dialogs() for m in call.messages].count("<INVITE+"), 2)
    s.pause(0.5)
    s.crash()
    s.talks(joe)
    s.until("ann after the transfer", lambda: s.states()["ann"], "wrapup")
    s.check("joe with the caller", s.states()["joe"], "incall")
    s.finish()

    s.check("what ann was told last", [m.body.strip() for m in ann.messages() if m.token == "<NOTIFY"][-1:], ["SIP/2.0 200 OK"])
    s.check("joe was rung once", len([m for m in joe.messages() if m.token == ">180"]), 1)
    s.cdrs({"agent_id": "ann", "call_type": 0, "fstats": 7, "talk_time": (1, 4)}, {"agent_id": "joe", "call_type": 0, "fstats": 6, "talk_time": (2, 6)})
    s.check("one cid", len(s.sql("SELECT DISTINCT cid FROM cc_cdrs")), 1)
