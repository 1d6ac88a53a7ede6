# SPDX-License-Identifier: Apache-2.0
"""A caller requires reliable provisional answers: the 180 has a number, and its PRACK gets a 200 before the call is answered."""


def story(s):
    music = s.peer("music", calls=0)
    ann = s.peer("ann", ring=1500)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri)
    s.start()
    bob = s.caller("1001", "sales", "reliable", talk=1500)
    s.finish()

    s.ladder(bob, ">INVITE+ <100 <180 >PRACK <200/PRACK <200+ >ACK >BYE <200/BYE")
    s.ladder(ann, "<INVITE+ >180 >200+ <ACK <BYE >200/BYE")
    ringing = next(m for m in bob.messages() if m.status == 180)
    s.check("reliable", ringing.header("Require"), "100rel")
    s.cdrs({"agent_id": "ann", "call_type": 0})
