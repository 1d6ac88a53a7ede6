# SPDX-License-Identifier: Apache-2.0
"""SIGTERM while a caller waits: exit code 0, and the rows of the call are there for the next start."""


def story(s):
    music = s.peer("music")
    s.flow("sales", message_queue=music.uri)
    s.never_free()
    s.start()
    s.caller("1001", "sales", talk=60000)
    s.until("call in the queue", s.queue, ["1001"])
    s.talks(music)
    s.check("exit code after SIGTERM", s.center.stop(), 0)
    rows = s.sql("SELECT state, flow, caller_un, agent FROM cc_calls")
    s.check("saved calls", rows, [{"state": 4, "flow": "sales", "caller_un": "1001", "agent": ""}])
    s.cdrs()
