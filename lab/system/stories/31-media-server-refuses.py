# SPDX-License-Identifier: Apache-2.0
"""A media server that refuses a caller's first announcement: its code reaches him (503 as 500), CDR -1."""


def story(s):
    missing = s.peer("missing", "refuses", refusal=404)
    broken = s.peer("broken", "refuses", refusal=503)
    s.flow("one", message_welcome=missing.uri, message_queue=missing.uri)
    s.flow("two", message_queue=broken.uri)
    s.never_free()
    s.start()
    first = s.caller("1001", "one", "refused", refusal=404)
    s.until("first is over", lambda: first.over, True)
    second = s.caller("1002", "two", "refused", refusal=500)
    s.until("second is over", lambda: second.over, True)
    s.statistics(ccg_incalls=2, ccg_onhold_calls=0, ccg_abandonned_incalls=0)
    s.finish()
    s.ladder(first, ">INVITE+ <100 <180 <404 >ACK")
    s.ladder(second, ">INVITE+ <100 <180 <500 >ACK")
    s.cdrs({"caller": "1001", "agent_id": None, "call_type": -1, "fstats": 1, "talk_time": 0},
           {"caller": "1002", "agent_id": None, "call_type": -1, "fstats": 1, "talk_time": 0})
