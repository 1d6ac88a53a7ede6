# SPDX-License-Identifier: Apache-2.0
"""Dissuading by expected wait, with hang-up: after a long call and one waiting, the next caller hears the message and is released."""


def story(s):
    music = s.peer("music")
    message = s.peer("message", talk=1500)
    ann = s.peer("ann", talk=3000)
    s.flow("sales", message_queue=music.uri, message_dissuading=message.uri, dissuading_ewt_th=1, dissuading_hangup=1)
    s.agent("ann", location=ann.uri, wrapup_time=600)
    s.start()
    first = s.caller("1001", "sales")
    s.until("agent after a call of 3 s", lambda: s.states()["ann"], "wrapup")
    s.check("first is over", first.wait(5), "")
    s.caller("1002", "sales", talk=8000)
    s.until("second in line", s.queue, ["1002"])
    s.until("expected wait", lambda: s.mi("get_statistics", statistics=["ccf_etw-sales"])["call_center:ccf_etw-sales"], lambda it: it >= 2)
    third = s.caller("1003", "sales")
    s.until("third is dissuaded", s.calls, ["dissuading2", "queued"])
    s.until("third is released", lambda: third.over, True)
    s.statistics(ccg_onhold_calls=1, ccg_abandonned_incalls=0)
    s.finish()
    s.ladder(third, ">INVITE+ <100 <180 <200+ >ACK  <BYE >200/BYE")
    s.ladder(message, "<INVITE+ >180 >200+ <ACK >BYE <200/BYE")
    s.cdrs({"caller": "1001", "call_type": 0, "talk_time": s.seconds((ann, ">200+"), (ann, ">BYE"))}, {"caller": "1003", "call_type": 1, "fstats": 1, "agent_id": None},
           {"caller": "1002", "call_type": 1, "fstats": 9})
    s.call_reports("toagent", "ended:answered", "queued", "dissuading2", "ended:dissuaded", "ended:abandoned")
