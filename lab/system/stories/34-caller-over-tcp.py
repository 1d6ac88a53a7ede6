# SPDX-License-Identifier: Apache-2.0
"""A caller over TCP, announcement and agent over UDP."""


def story(s):
    music = s.peer("music")
    ann = s.peer("ann")
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri, logstate=0)
    s.never_free()
    s.start()
    bob = s.caller("1001", "sales", transport="t1", talk=2500)
    s.until("call in the queue", s.queue, ["1001"])
    s.talks(music)
    s.mi("cc_agent_login", agent_id="ann", state=1)
    s.finish()
    s.ladder(bob, ">INVITE+ <100 <180 <200+ >ACK  <INVITE+ >200+ <ACK  >BYE <200/BYE")
    s.check("Contact toward the caller", [m.header("Contact") for m in bob.messages() if m.token == "<200+"],
            lambda it: "transport=tcp" in it[0].lower())
    s.cdrs({"agent_id": "ann", "call_type": 0, "fstats": 7})
