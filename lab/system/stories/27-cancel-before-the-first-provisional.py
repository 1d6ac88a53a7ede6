# SPDX-License-Identifier: Apache-2.0
"""CANCEL before the agent has said anything: 487 at once; the agent's CANCEL goes out after his first provisional answer."""


def story(s):
    music = s.peer("music", calls=0)
    ann = s.peer("ann", "slow", silence=2600)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri)
    s.start()
    bob = s.caller("1001", "sales", "gives-up", patience=900)
    s.finish()
    s.ladder(bob, ">INVITE+ <100 >CANCEL <200/CANCEL <487 >ACK")
    s.ladder(ann, "<INVITE+ >180 <CANCEL >200/CANCEL >487 <ACK")
    s.order((bob, "<487"), (ann, ">180"), (ann, "<CANCEL"))
    s.cdrs({"agent_id": "ann", "call_type": 1, "fstats": 11, "talk_time": 0})
    s.reports("ann", "incall sales", "free")
