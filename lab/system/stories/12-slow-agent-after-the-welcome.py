# SPDX-License-Identifier: Apache-2.0
"""An agent who rings for long after the welcome: the caller hears the queue announcement until he has answered."""


def story(s):
    welcome = s.peer("welcome", talk=600)
    music = s.peer("music")
    ann = s.peer("ann", ring=3500)
    s.flow("sales", message_welcome=welcome.uri, message_queue=music.uri)
    s.agent("ann", location=ann.uri)
    s.start()
    bob = s.caller("1001", "sales", talk=3000)
    s.until("agent in a call", lambda: s.states()["ann"], "incall")
    s.finish()

    s.ladder(bob, ">INVITE+ <100 <180 <200+ >ACK  <INVITE+ >200+ <ACK  <INVITE+ >200+ <ACK  >BYE <200/BYE")
    s.ladder(music, "<INVITE >180 >200+ <ACK+ <BYE >200/BYE")
    s.ladder(ann, "<INVITE >180 >200+ <ACK+ <BYE >200/BYE")
    s.order((welcome, ">BYE"), (ann, "<INVITE"), (music, "<INVITE"), (bob, "<INVITE+"), (ann, ">200+"), (bob, "<INVITE+#2"),
            (bob, ">200+#2"), (music, "<BYE"))
    s.cdrs({"agent_id": "ann", "call_type": 0, "fstats": 7, "pickup_time": s.seconds((ann, "<INVITE"), (ann, ">200+")),
            "talk_time": s.seconds((ann, "<ACK+"), (bob, ">BYE"))})
    s.reports("ann", "incall sales", "wrapup")
