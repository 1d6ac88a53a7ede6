# SPDX-License-Identifier: Apache-2.0
"""The caller hangs up in the welcome: abandoned."""


def story(s):
    welcome, music = s.peer("welcome"), s.peer("music", calls=0)
    ann = s.peer("ann", calls=0)
    s.flow("sales", message_welcome=welcome.uri, message_queue=music.uri)
    s.agent("ann", location=ann.uri)
    s.start()
    bob = s.caller("1001", "sales", talk=2000)
    s.until("call in the welcome", s.calls, ["welcome"])
    s.until("call over", s.calls, [])
    s.statistics(ccg_abandonned_incalls=1, ccf_aban_incalls__sales=1, ccg_onhold_calls=0)
    s.finish()
    s.ladder(bob, ">INVITE+ <100 <180 <200+ >ACK >BYE <200/BYE")
    s.ladder(welcome, "<INVITE+ >180 >200+ <ACK <BYE >200/BYE")
    s.cdrs({"agent_id": None, "call_type": 1, "fstats": 9, "rejected": 0, "wait_time": s.seconds((bob, ">INVITE+"), (bob, ">BYE")), "pickup_time": 0, "talk_time": 0})
    s.reports("ann")
    s.call_reports("welcome", "ended:abandoned")
