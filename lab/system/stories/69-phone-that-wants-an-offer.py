# SPDX-License-Identifier: Apache-2.0
"""An agent's phone refuses to be asked for an offer: it is sent the caller's description in the same call, and both talk."""


def story(s):
    music = s.peer("music")
    ann = s.peer("ann", "wants-offers", ring=300)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri, logstate=0)
    s.never_free()
    s.start()
    bob = s.caller("1001", "sales", talk=3000)
    s.until("call in the queue", s.calls, ["queued"])
    s.talks(music)
    s.check("login", s.mi("cc_agent_login", agent_id="ann", state=1), "OK")
    s.until("agent after the call", lambda: s.states()["ann"], "wrapup")
    s.finish()

    s.ladder(bob, ">INVITE+ <100 <180 <200+ >ACK  <INVITE+ >200+ <ACK  >BYE <200/BYE")
    s.ladder(ann, "<INVITE >488 <ACK  <INVITE+ >180 >200+ <ACK <BYE >200/BYE")
    s.ladder(music, "<INVITE+ >180 >200+ <ACK <BYE >200/BYE")
    s.cdrs({"agent_id": "ann", "call_type": 0, "rejected": 0})
