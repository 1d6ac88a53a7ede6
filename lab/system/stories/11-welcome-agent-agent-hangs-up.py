# SPDX-License-Identifier: Apache-2.0
"""After the welcome a free agent answers quickly, without the queue announcement, and hangs up himself."""


def story(s):
    welcome = s.peer("welcome", talk=800)
    music = s.peer("music", calls=0)
    ann = s.peer("ann", ring=300, talk=2000)
    s.flow("sales", message_welcome=welcome.uri, message_queue=music.uri)
    s.agent("ann", location=ann.uri, wrapup_time=2)
    s.start()
    bob = s.caller("1001", "sales")
    s.until("agent in a call", lambda: s.states()["ann"], "incall")
    s.check("call", s.mi("cc_list_calls")["Calls"][0]["Agent"], "ann")
    s.until("agent after the call", lambda: s.states()["ann"], "wrapup")
    s.until("agent after his wrap-up", lambda: s.states()["ann"], "free", 6)
    s.finish()

    s.ladder(bob, ">INVITE+ <100 <180 <200+ >ACK  <INVITE+ >200+ <ACK  <BYE >200/BYE")
    s.ladder(ann, "<INVITE >180 >200+ <ACK+ >BYE <200/BYE")
    s.cdrs({"agent_id": "ann", "call_type": 0, "fstats": 7, "wait_time": s.seconds((bob, ">INVITE+"), (ann, "<ACK+")),
            "talk_time": s.seconds((ann, "<ACK+"), (ann, ">BYE"))})
    s.reports("ann", "incall sales", "wrapup", "free")
