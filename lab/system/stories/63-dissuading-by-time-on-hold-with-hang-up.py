# SPDX-License-Identifier: Apache-2.0
"""Dissuading by time on hold, with hang-up: once more than two seconds on music the caller hears the message and is released."""


def story(s):
    music = s.peer("music")
    message = s.peer("message", talk=1500)
    s.flow("sales", message_queue=music.uri, message_dissuading=message.uri, dissuading_onhold_th=2, dissuading_hangup=1)
    s.never_free()
    s.start()
    bob = s.caller("1001", "sales")
    s.until("call in the queue", s.calls, ["queued"])
    s.until("dissuaded", s.calls, ["dissuading2"])
    s.statistics(ccg_onhold_calls=1, ccf_queued_calls__sales=0)
    s.until("released", lambda: bob.over, True)
    s.statistics(ccg_onhold_calls=0, ccg_abandonned_incalls=0)
    s.finish()
    s.ladder(bob, ">INVITE+ <100 <180 <200+ >ACK  <INVITE+ >200+ <ACK  <BYE >200/BYE")
    s.ladder(music, "<INVITE+ >180 >200+ <ACK <BYE >200/BYE")
    s.ladder(message, "<INVITE >180 >200+ <ACK+ >BYE <200/BYE")
    s.order((bob, ">INVITE+"), (message, "<INVITE"), (music, "<BYE"), (message, ">BYE"), (bob, "<BYE"))
    s.cdrs({"caller": "1001", "call_type": 1, "fstats": 1, "agent_id": None, "wait_time": s.seconds((bob, ">INVITE+"), (bob, "<BYE"))})
    s.call_reports("queued", "dissuading2", "ended:dissuaded")
