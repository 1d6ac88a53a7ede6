# SPDX-License-Identifier: Apache-2.0
"""L58: kill -9 after the agent has picked up, before the caller has him: the caller is asked again, and both are joined."""


def story(s):
    music = s.peer("music", "../crash/agents")
    ann = s.peer("ann", "../crash/agents", ring=300, talk=3000)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri, logstate=0)
    s.never_free()
    s.start()
    caller = s.caller("1001", "sales", "../crash/asked-again")
    s.until("call in the queue", s.queue, lambda queue: len(queue) == 1)
    s.talks(music)
    s.mi("cc_agent_login", agent_id="ann", state=1)
    s.until("the caller is asked", lambda: [m.token for m in caller.messages()], lambda seen: "<INVITE+" in seen)
    s.pause(0.5)
    s.crash()
    s.talks(ann)
    s.until("they talk", s.calls, ["toagent"])
    s.finish()
    s.cdrs({"agent_id": "ann", "call_type": 0, "fstats": 7})
