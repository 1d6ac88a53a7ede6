# SPDX-License-Identifier: Apache-2.0
"""An agent who refuses a waiting caller (603) costs the caller nothing: the music plays on, the next agent answers."""


def story(s):
    music = s.peer("music")
    ann = s.peer("ann", "refuses", refusal=603)
    bea = s.peer("bea", talk=1500)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri, logstate=0)
    s.agent("bea", location=bea.uri, logstate=0)
    s.never_free()
    s.start()
    bob = s.caller("1001", "sales")
    s.until("call in the queue", s.queue, ["1001"])
    s.talks(music)
    s.mi("cc_agent_login", agent_id="ann", state=1)
    s.until("first agent in wrap-up", lambda: s.states()["ann"], "wrapup")
    s.until("call still in the queue", s.queue, ["1001"])
    s.mi("cc_agent_login", agent_id="bea", state=1)
    s.finish()

    s.ladder(bob, ">INVITE+ <100 <180 <200+ >ACK  <INVITE+ >200+ <ACK  <BYE >200/BYE")
    s.ladder(ann, "<INVITE >180 >603 <ACK")
    s.ladder(music, "<INVITE+ >180 >200+ <ACK <BYE >200/BYE")
    s.cdrs({"agent_id": "ann", "call_type": -2, "fstats": 3, "rejected": 0, "pickup_time": s.seconds((ann, "<INVITE"), (ann, ">603"))},
           {"agent_id": "bea", "call_type": 0, "fstats": 7, "rejected": 1})
