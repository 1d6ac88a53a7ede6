# SPDX-License-Identifier: Apache-2.0
"""A busy agent (486): the caller waits at the head without noticing, and the same agent gets him after his wrap-up."""


def story(s):
    music = s.peer("music")
    ann = s.peer("ann", "refuses", refusal=486)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri, wrapup_time=3)
    s.start()
    bob = s.caller("1001", "sales", talk=6000)
    s.until("call back in the queue", s.queue, ["1001"])
    s.check("agent after his refusal", s.states()["ann"], "wrapup")
    s.until("his phone has hung up", lambda: ann.over, True)
    later = s.peer("ann-later", port=ann.port, talk=2000)
    s.until("agent in a call", lambda: s.states()["ann"], "incall")
    s.until("agent after the call", lambda: s.states()["ann"], "wrapup")
    s.statistics(cca_aban_incalls__ann=1, cca_dist_incalls__ann=2, ccg_distributed_incalls=2, ccg_answered_incalls=1, ccg_incalls=1)
    s.finish()

    s.ladder(bob, ">INVITE+ <100 <180 <180? <200+ >ACK  <INVITE+ >200+ <ACK  <BYE >200/BYE")
    s.ladder(ann, "<INVITE+ >180 >486 <ACK")
    s.ladder(music, "<INVITE+ >180 >200+ <ACK <BYE >200/BYE")
    s.ladder(later, "<INVITE >180 >200+ <ACK+ >BYE <200/BYE")
    s.cdrs({"agent_id": "ann", "call_type": -2, "fstats": 3, "rejected": 0, "talk_time": 0},
           {"agent_id": "ann", "call_type": 0, "fstats": 7, "rejected": 1, "talk_time": s.seconds((later, "<ACK+"), (later, ">BYE")),
            "wait_time": s.seconds((bob, ">INVITE+"), (later, "<ACK+"))})
    rows = s.sql("SELECT DISTINCT cid FROM cc_cdrs")
    s.check("both records have one cid", len(rows), 1)
    s.reports("ann", "incall sales", "wrapup", "free", "incall sales", "wrapup")
