# SPDX-License-Identifier: Apache-2.0
"""The caller hangs up in the queue: abandoned."""


def story(s):
    music = s.peer("music")
    s.flow("sales", message_queue=music.uri)
    s.never_free()
    s.start()
    bob = s.caller("1001", "sales", talk=2000)
    s.until("call in the queue", s.queue, ["1001"])
    s.until("call over", s.calls, [])
    s.statistics(ccg_abandonned_incalls=1, ccg_onhold_calls=0, ccf_queued_calls__sales=0)
    s.finish()
    s.ladder(bob, ">INVITE+ <100 <180 <200+ >ACK >BYE <200/BYE")
    s.ladder(music, "<INVITE+ >180 >200+ <ACK <BYE >200/BYE")
    s.cdrs({"agent_id": None, "call_type": 1, "fstats": 9, "wait_time": s.seconds((bob, ">INVITE+"), (bob, ">BYE")), "talk_time": 0})
    s.call_reports("queued", "ended:abandoned")
