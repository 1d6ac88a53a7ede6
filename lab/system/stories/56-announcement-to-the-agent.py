# SPDX-License-Identifier: Apache-2.0
"""A flow with an announcement to the agent: he hears it while the caller stays on music, then both are joined."""


def story(s):
    music = s.peer("music")
    notice = s.peer("notice", talk=1500)
    ann = s.peer("ann", ring=300)
    s.flow("sales", message_queue=music.uri, message_flow_id=notice.uri)
    s.agent("ann", location=ann.uri)
    s.start()
    bob = s.caller("1001", "sales", talk=4500)
    s.until("agent hears the announcement", s.calls, ["preagent"])
    s.check("agent", s.states()["ann"], "incall")
    s.statistics(ccg_onhold_calls=1)
    s.until("joined", s.calls, ["toagent"])
    s.statistics(ccg_onhold_calls=0)
    s.finish()
    s.ladder(bob, ">INVITE+ <100 <180 <200+ >ACK  <INVITE+ >200+ <ACK  >BYE <200/BYE")
    s.ladder(ann, "<INVITE >180 >200+ <ACK+  <INVITE >200+ <ACK+  <BYE >200/BYE")
    s.ladder(notice, "<INVITE+ >180 >200+ <ACK >BYE <200/BYE")
    s.ladder(music, "<INVITE+ >180 >200+ <ACK <BYE >200/BYE")
    s.order((ann, ">200+"), (notice, "<INVITE+"), (notice, ">BYE"), (ann, "<INVITE#2"), (bob, "<INVITE+"), (bob, ">200+"), (music, "<BYE"))
    s.cdrs({"agent_id": "ann", "call_type": 0, "fstats": 7, "talk_time": s.seconds((bob, ">200+"), (bob, ">BYE"))})
    s.reports("ann", "incall sales", "wrapup")
    s.call_reports("queued", "preagent", "toagent", "ended:answered")
