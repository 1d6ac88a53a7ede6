# SPDX-License-Identifier: Apache-2.0
"""A caller offers nothing: the music's offer reaches him in the 200, his answer the music in its ACK; then he is given to an agent as others are."""


def story(s):
    music = s.peer("music", ring=200)
    ann = s.peer("ann", ring=300)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri, logstate=0)
    s.never_free()
    s.start()
    bob = s.caller("1001", "sales", "offerless", talk=3000)
    s.until("call in the queue", s.calls, ["queued"])
    s.talks(music)
    s.check("login", s.mi("cc_agent_login", agent_id="ann", state=1), "OK")
    s.until("agent after the call", lambda: s.states()["ann"], "wrapup")
    s.finish()

    s.ladder(bob, ">INVITE <100 <180 <200+ >ACK+  <INVITE+ >200+ <ACK  >BYE <200/BYE")
    s.ladder(music, "<INVITE >180 >200+ <ACK+ <BYE >200/BYE")
    s.ladder(ann, "<INVITE >180 >200+ <ACK+ <BYE >200/BYE")
    s.order((music, ">200+"), (bob, "<200+"), (bob, ">ACK+"), (music, "<ACK+"))
    s.cdrs({"caller": "1001", "agent_id": "ann", "call_type": 0, "media": 1})
