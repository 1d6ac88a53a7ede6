# SPDX-License-Identifier: Apache-2.0
"""Dissuading by time on hold: once more than two seconds on music the caller hears the message, returns, and hears it again."""


def story(s):
    music = s.peer("music", calls=2)
    message = s.peer("message", calls=2, talk=1000)
    s.flow("sales", message_queue=music.uri, message_dissuading=message.uri, dissuading_onhold_th=2)
    s.never_free()
    s.start()
    s.caller("1001", "sales", talk=4000)
    s.until("call in the queue", s.calls, ["queued"])
    s.until("dissuaded", s.calls, ["dissuading1"])
    s.check("out of the line", s.queue(), [])
    s.until("back in the queue", s.calls, ["queued"])
    s.until("dissuaded again", s.calls, ["dissuading1"])
    s.mi("cc_agent_login", agent_id="keeper", state=0)
    s.statistics(ccg_onhold_calls=1, ccg_abandonned_incalls=0)
    s.finish()
    s.cdrs({"caller": "1001", "call_type": 1, "fstats": 9, "agent_id": None})
    states = [e["state"] for e in s.events_seen() if e["event"] == "E_CALLCENTER_CALL_REPORT"]
    s.check("states in turn", states[:4] + states[-1:], ["queued", "dissuading1", "queued", "dissuading1", "ended"])
