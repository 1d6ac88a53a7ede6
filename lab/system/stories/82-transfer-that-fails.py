# SPDX-License-Identifier: Apache-2.0
"""The target of a transfer is busy, or nobody: the agent is told so and keeps the caller, who notices nothing."""


def story(s):
    music = s.peer("music", calls=0)
    joe = s.peer("joe", "refuses", refusal=486)
    ann_port = s.port()
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=f"sip:peer@127.0.0.1:{ann_port}")
    s.agent("joe", location=joe.uri, skills="other")
    s.start()
    ann = s.peer("ann", "refers", port=ann_port, flow=joe.uri, talk=1200)
    s.caller("1001", "sales", talk=5000)
    s.until("ann was told", lambda: [m.body.strip() for m in ann.messages() if m.token == "<NOTIFY"][-1:], ["SIP/2.0 486 Busy Here"])
    s.check("ann still talks", s.states()["ann"], "incall")
    s.finish()

    s.ladder(ann, "<INVITE+ >200+ <ACK  >INVITE+ <100 <200+ >ACK  >REFER <100/REFER? <202/REFER <NOTIFY >200/NOTIFY <NOTIFY? >200/NOTIFY? <NOTIFY >200/NOTIFY <BYE >200/BYE")
    s.cdrs({"agent_id": "joe", "call_type": -2}, {"agent_id": "ann", "call_type": 0, "fstats": 7, "talk_time": (3, 6)})
