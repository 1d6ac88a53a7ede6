# SPDX-License-Identifier: Apache-2.0
"""A caller hears the welcome, waits in the queue, talks to an agent and hangs up."""


def story(s):
    welcome = s.peer("welcome", talk=1500)
    music = s.peer("music")
    ann = s.peer("ann", ring=400)
    s.flow("sales", message_welcome=welcome.uri, message_queue=music.uri, priority=10, prependcid="Sales")
    s.agent("ann", location=ann.uri, logstate=0)
    s.never_free()
    s.start()

    bob = s.caller("1001", "sales", display="Bob", talk=4000)
    s.until("call in the welcome", s.calls, ["welcome"])
    s.check("nobody in line during the welcome", s.queue(), [])
    s.until("call in the queue", s.calls, ["queued"])
    line = s.mi("cc_list_queue")["Calls"][0]
    s.check("cc_list_queue", {key: line[key] for key in ("index", "Media", "Caller username", "Flow", "Priority", "Skill")},
            {"index": 0, "Media": "RTP", "Caller username": "1001", "Flow": "sales", "Priority": 10, "Skill": "talk"})
    s.check("name of the caller", line["Caller display name"], lambda name: name.strip('"') == "Sales Bob")
    s.statistics(ccg_incalls=1, ccg_onhold_calls=1, ccf_queued_calls__sales=1, ccg_answered_incalls=0)

    s.talks(music)
    s.check("login", s.mi("cc_agent_login", agent_id="ann", state=1), "OK")
    s.until("call given to the agent", s.calls, ["toagent"])
    s.check("agents while he rings", s.states()["ann"], "incall")
    s.check("nobody in line", s.queue(), [])
    s.until("agent after the call", lambda: s.states()["ann"], "wrapup")
    s.statistics(ccg_incalls=1, ccg_onhold_calls=0, ccf_queued_calls__sales=0, ccg_answered_incalls=1, ccg_abandonned_incalls=0,
                 cca_answ_incalls__ann=1, ccf_dist_incalls__sales=1)
    s.finish()

    s.ladder(bob, ">INVITE+ <100 <180 <200+ >ACK  <INVITE+ >200+ <ACK  <INVITE+ >200+ <ACK  >BYE <200/BYE")
    s.ladder(welcome, "<INVITE+ >180 >200+ <ACK >BYE <200/BYE")
    s.ladder(music, "<INVITE >180 >200+ <ACK+ <BYE >200/BYE")
    s.ladder(ann, "<INVITE >180 >200+ <ACK+ <BYE >200/BYE")
    s.order((welcome, ">BYE"), (music, "<INVITE"), (music, ">200+"), (bob, "<INVITE+"), (bob, ">200+"), (music, "<ACK+"))
    s.order((ann, "<INVITE"), (ann, ">200+"), (bob, "<INVITE+#2"), (bob, ">200+#2"), (music, "<BYE"), (bob, ">BYE"), (ann, "<BYE"))
    s.order((bob, ">200+#2"), (ann, "<ACK+"))
    s.check("the agent sees the caller's name with the prefix", ann.messages()[0].header("From"), lambda it: '"Sales Bob"' in it)
    s.cdrs({"caller": "1001", "flow_id": "sales", "agent_id": "ann", "call_type": 0, "rejected": 0, "fstats": 7, "media": 1,
            "wait_time": s.seconds((bob, ">INVITE+"), (ann, "<ACK+")), "pickup_time": s.seconds((ann, "<INVITE"), (ann, ">200+")),
            "talk_time": s.seconds((ann, "<ACK+"), (bob, ">BYE"))})
    s.reports("ann", "free", "incall sales", "wrapup")
    s.call_reports("welcome", "queued", "toagent", "ended:answered")
