# SPDX-License-Identifier: Apache-2.0
"""An agent who does not answer is cancelled; the call goes to the head of the line and to the next agent."""


def story(s):
    music = s.peer("music")
    ann = s.peer("ann", ring=60000)
    bea = s.peer("bea", talk=1500)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri)
    s.agent("bea", location=bea.uri, logstate=0)
    s.start({"cc.agent-ring-timeout": "3s"})
    bob = s.caller("1001", "sales")
    s.until("agent rings", lambda: s.states()["ann"], "incall")
    s.until("call back in the queue", s.queue, ["1001"])
    s.until("first agent in wrap-up", lambda: s.states()["ann"], "wrapup")
    s.talks(music)
    s.mi("cc_agent_login", agent_id="bea", state=1)
    s.until("next agent in a call", lambda: s.states()["bea"], "incall")
    s.finish()

    s.ladder(bob, ">INVITE+ <100 <180 <180? <200+ >ACK  <INVITE+ >200+ <ACK  <BYE >200/BYE")
    s.ladder(ann, "<INVITE+ >180 <CANCEL >200/CANCEL >487 <ACK")
    s.ladder(bea, "<INVITE >180 >200+ <ACK+ >BYE <200/BYE")
    s.cdrs({"agent_id": "ann", "call_type": -2, "fstats": 3, "rejected": 0, "pickup_time": s.seconds((ann, "<INVITE+"), (ann, "<CANCEL"))},
           {"agent_id": "bea", "call_type": 0, "fstats": 7, "rejected": 1, "talk_time": s.seconds((bea, "<ACK+"), (bea, ">BYE"))})
    s.reports("ann", "incall sales", "wrapup")
    s.reports("bea", "free", "incall sales", "wrapup")
