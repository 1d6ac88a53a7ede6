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
    s.finish()
