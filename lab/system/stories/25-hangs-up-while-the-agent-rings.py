# SPDX-License-Identifier: Apache-2.0
"""The caller hangs up in the queue while an agent rings: the agent is cancelled and free at once."""


def story(s):
    music = s.peer("music")
    ann = s.peer("ann", ring=60000)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri, logstate=0)
    s.never_free()
    s.start()
    bob = s.caller("1001", "sales", talk=4000)
    s.until("call in the queue", s.queue, ["1001"])
    s.talks(music)
    s.mi("cc_agent_login", agent_id="ann", state=1)
    s.until("agent rings", lambda: s.states()["ann"], "incall")
    s.until("agent free again", lambda: s.states()["ann"], "free")
    s.finish()
    s.ladder(bob, ">INVITE+ <100 <180 <200+ >ACK >BYE <200/BYE")
    s.ladder(ann, "<INVITE >180 <CANCEL >200/CANCEL >487 <ACK")
    s.ladder(music, "<INVITE+ >180 >200+ <ACK <BYE >200/BYE")
    s.cdrs({"agent_id": "ann", "call_type": 1, "fstats": 11, "rejected": 0, "wait_time": s.seconds((bob, ">INVITE+"), (bob, ">BYE")), "talk_time": 0})
    s.reports("ann", "free", "incall sales", "free")
    s.call_reports("queued", "toagent", "ended:abandoned")
