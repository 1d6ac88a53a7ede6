# SPDX-License-Identifier: Apache-2.0
"""A caller's session timer: too short a one is refused with 422, a longer one is taken and refreshed by us; the agent notices nothing."""


def story(s):
    music = s.peer("music", calls=0)
    ann = s.peer("ann", limit=80)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri)
    s.start()
    bob = s.caller("1001", "sales", "timed", limit=80)
    s.finish(70)
    s.ladder(bob, ">INVITE+ <100? <422 >ACK  >INVITE+ <100 <180 <200+ >ACK  <INVITE+ >200+ <ACK  >BYE <200/BYE")
    received = [m for m in bob.messages() if not m.sent]
    s.check("least", next(m.header("Min-SE") for m in received if m.status == 422), "90")
    granted = next(m for m in received if m.status == 200)
    s.check("granted", granted.header("Session-Expires"), "90;refresher=uas")
    s.check("supported", granted.header("Supported"), "timer")
    refresh = next(m for m in received if m.is_request and m.method == "INVITE")
    s.check("refresh", refresh.header("Session-Expires"), "90;refresher=uac")
    s.check("same description", refresh.body, granted.body)
    s.check("half time", (refresh.time - granted.time).total_seconds(), lambda it: 44 < it < 50)
    s.ladder(ann, "<INVITE+ >180 >200+ <ACK  <BYE >200/BYE")
    s.cdrs({"agent_id": "ann", "call_type": 0, "talk_time": (44, 52)})
