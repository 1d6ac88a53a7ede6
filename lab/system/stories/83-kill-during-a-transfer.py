# SPDX-License-Identifier: Apache-2.0
"""kill -9 while the target of a transfer rings: the phone is cancelled, the agent who transfers is told 503 and has the caller again (T45)."""


def story(s):
    music = s.peer("music", calls=0)
    joe = s.peer("joe", ring=20000, limit=100)
    ann_port = s.port()
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=f"sip:peer@127.0.0.1:{ann_port}")
    s.agent("joe", location=joe.uri, skills="other")
    s.start()
    ann = s.peer("ann", "refers", port=ann_port, flow=joe.uri, talk=1200, limit=100)
    s.caller("1001", "sales", talk=15000, limit=100)
    s.until("joe rings", lambda: [t for call in joe.dialogs() for t in call.tokens], ["<INVITE", ">180"])
    s.pause(1)
    s.crash()
    s.until("ann was told", lambda: [m.body.strip() for m in ann.messages() if m.token == "<NOTIFY"][-1:], ["SIP/2.0 503 Service Unavailable"], 20)
    s.until("ann with the caller", lambda: s.states()["ann"], "incall")
    s.until("joe", lambda: s.states()["joe"], "free")
    s.finish(60)
    s.check("joe's phone was cancelled", [t for t in joe.dialogs()[0].tokens if "CANCEL" in t], ["<CANCEL", ">200/CANCEL"])
    s.cdrs({"agent_id": "ann", "call_type": 0, "fstats": 7})
