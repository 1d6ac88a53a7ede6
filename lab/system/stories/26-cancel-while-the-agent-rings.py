# SPDX-License-Identifier: Apache-2.0
"""CANCEL while the first agent rings: 487, the agent is cancelled and free, the call is abandoned and not offered again."""


def story(s):
    music = s.peer("music", calls=0)
    ann = s.peer("ann", ring=60000)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri)
    s.start()
    bob = s.caller("1001", "sales", "gives-up", patience=1500)
    s.until("agent rings", lambda: s.states()["ann"], "incall")
    s.until("agent free again", lambda: s.states()["ann"], "free")
    s.check("line", s.queue(), [])
    s.statistics(ccg_abandonned_incalls=1, cca_aban_incalls__ann=0, ccg_onhold_calls=0)
    s.finish()
    s.ladder(bob, ">INVITE+ <100 <180 >CANCEL <200/CANCEL <487 >ACK")
    s.ladder(ann, "<INVITE+ >180 <CANCEL >200/CANCEL >487 <ACK")
    s.cdrs({"agent_id": "ann", "call_type": 1, "fstats": 11, "rejected": 0, "wait_time": s.seconds((bob, ">INVITE+"), (bob, ">CANCEL")), "talk_time": 0})
    s.reports("ann", "incall sales", "free")
