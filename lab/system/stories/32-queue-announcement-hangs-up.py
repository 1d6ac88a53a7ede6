# SPDX-License-Identifier: Apache-2.0
"""The queue announcement hangs up: it is dialled again, without a position, and the place in the line is kept."""


def story(s):
    music = s.peer("music", calls=2, talk=2500)
    s.flow("sales", message_queue=music.uri)
    s.never_free()
    s.start({"cc.queue-pos-param": "cc_pos"})
    bob = s.caller("1001", "sales", talk=1500 + 2500)
    s.until("call in the queue", s.queue, ["1001"])
    s.until("announcement dialled again", lambda: len(music.dialogs()), 2)
    s.check("line", s.queue(), ["1001"])
    s.until("caller moved to it", lambda: [m.token for m in bob.messages()].count("<INVITE+"), 1)
    bob_waits = s.peer("ends", "answers", calls=0)  # nobody else is called
    s.until("music over", lambda: music.over or bob.over, True)
    s.finish()
    s.ladder(music, "<INVITE+ >180 >200+ <ACK >BYE <200/BYE")
    first, second = (call.messages[0].first for call in music.dialogs()[:2])
    s.check("position on entry", first, lambda it: ";cc_pos=0" in it)
    s.check("no position when dialled again", second, lambda it: "cc_pos" not in it)
    s.cdrs({"agent_id": None, "call_type": 1, "fstats": 9})
    s.check("unused", bob_waits.dialogs(), [])
