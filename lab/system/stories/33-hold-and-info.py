# SPDX-License-Identifier: Apache-2.0
"""Hold, INFO and unhold of the caller reach the agent during the talk."""


def story(s):
    music = s.peer("music", calls=0)
    ann = s.peer("ann")
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri)
    s.start()
    bob = s.caller("1001", "sales", "holds", step=500)
    s.finish()
    s.ladder(bob, ">INVITE+ <100 <180 <200+ >ACK  >INVITE+ <100 <100? <200+ >ACK  >INFO <100/INFO? <200/INFO  >INVITE+ <100 <100? <200+ >ACK  >BYE <200/BYE")
    s.ladder(ann, "<INVITE+ >180 >200+ <ACK  <INVITE+ >200+ <ACK  <INFO >200/INFO  <INVITE+ >200+ <ACK  <BYE >200/BYE")
    offers = [m.body for m in ann.messages() if m.token == "<INVITE+"]
    s.check("hold", offers[1], lambda it: "a=sendonly" in it)
    s.check("unhold", offers[2], lambda it: "a=sendrecv" in it)
    s.check("digit", [m.body for m in ann.messages() if m.token == "<INFO"], lambda it: "Signal=5" in it[0])
    s.cdrs({"agent_id": "ann", "call_type": 0, "fstats": 7, "talk_time": s.seconds((bob, ">ACK"), (bob, ">BYE"))})
