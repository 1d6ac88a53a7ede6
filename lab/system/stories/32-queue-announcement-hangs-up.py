# SPDX-License-Identifier: Apache-2.0
"""The queue announcement hangs up: it is dialled again, without a position, the place in the line is kept, and an agent is found."""


def story(s):
    music = s.peer("music", calls=None, talk=2500)
    ann = s.peer("ann", talk=1000)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri, logstate=0)
    s.never_free()
    s.start({"cc.queue-pos-param": "cc_pos"})
    bob = s.caller("1001", "sales")
    s.until("call in the queue", s.queue, ["1001"])
    s.until("caller moved to the announcement that was dialled again", lambda: [m.token for m in bob.messages()].count("<ACK"), 1)
    s.check("line", s.queue(), ["1001"])
    s.mi("cc_agent_login", agent_id="ann", state=1)
    s.finish()
    s.ladder(music, "<INVITE+ >180 >200+ <ACK >BYE <200/BYE")
    first, second = (call.messages[0].first for call in music.dialogs()[:2])
    s.check("position on entry", first, lambda it: ";cc_pos=0" in it)
    s.check("no position when dialled again", second, lambda it: "cc_pos" not in it)
    s.cdrs({"agent_id": "ann", "call_type": 0, "fstats": 7})
