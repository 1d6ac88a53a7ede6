# SPDX-License-Identifier: Apache-2.0
"""Dissuading by queue size, with hang-up: with one waiting, the second hears the message and is released; he has not abandoned."""


def story(s):
    music = s.peer("music")
    message = s.peer("message", talk=1500)
    s.flow("sales", message_queue=music.uri, message_dissuading=message.uri, dissuading_qsize_th=1, dissuading_hangup=1)
    s.never_free()
    s.start()
    s.caller("1001", "sales", talk=8000)
    s.until("first in line", s.queue, ["1001"])
    second = s.caller("1002", "sales")
    s.until("second is dissuaded", s.calls, ["dissuading2", "queued"])
    s.check("line without him", s.queue(), ["1001"])
    s.statistics(ccg_onhold_calls=2, ccf_queued_calls__sales=1)
    s.until("second is released", lambda: second.over, True)
    s.statistics(ccg_onhold_calls=1, ccg_abandonned_incalls=0)
    s.finish()
    s.ladder(second, ">INVITE+ <100 <180 <200+ >ACK  <BYE >200/BYE")
    s.ladder(message, "<INVITE+ >180 >200+ <ACK >BYE <200/BYE")
    s.cdrs({"caller": "1002", "call_type": 1, "fstats": 1, "agent_id": None, "talk_time": 0}, {"caller": "1001", "call_type": 1, "fstats": 9})
    s.call_reports("queued", "dissuading2", "ended:dissuaded", "ended:abandoned")
