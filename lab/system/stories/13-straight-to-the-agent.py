# SPDX-License-Identifier: Apache-2.0
"""Without a welcome a free agent gets the call at once: one INVITE with the caller's offer, ringing relayed, prefix and screen pop."""


def story(s):
    music = s.peer("music", calls=0)
    ann = s.peer("ann", ring=1500)
    s.flow("sales", message_queue=music.uri, prependcid="Sales")
    s.agent("ann", location=ann.uri)
    s.start()
    bob = s.caller("1001", "sales", display="Bob", talk=2000)
    s.until("call given to the agent", s.calls, ["toagent"])
    s.check("calls on hold", s.mi("get_statistics", statistics=["ccg_onhold_calls"]), {"call_center:ccg_onhold_calls": 0})
    s.finish()

    s.ladder(bob, ">INVITE+ <100 <180 <200+ >ACK >BYE <200/BYE")
    s.ladder(ann, "<INVITE+ >180 >200+ <ACK <BYE >200/BYE")
    invite = ann.messages()[0]
    s.check("From toward the agent", invite.header("From"), lambda it: it.startswith('"Sales Bob" <sip:1001@'))
    s.check("flow in the INVITE", invite.header("X-CC-Flow"), "sales")
    s.check("call in the INVITE", invite.header("X-CC-Call-ID"), lambda it: it != "")
    s.check("the caller's media line", invite.body, lambda it: "m=audio 40000 RTP/AVP 8 0" in it)
    s.cdrs({"agent_id": "ann", "call_type": 0, "fstats": 7, "rejected": 0,
            "wait_time": s.seconds((bob, ">INVITE+"), (bob, "<200+")), "pickup_time": s.seconds((ann, "<INVITE+"), (ann, ">200+")),
            "talk_time": s.seconds((bob, ">ACK"), (bob, ">BYE"))})
    s.reports("ann", "incall sales", "wrapup")
    s.call_reports("toagent", "ended:answered")
