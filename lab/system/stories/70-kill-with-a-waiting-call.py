# SPDX-License-Identifier: Apache-2.0
"""C67: kill -9 while callers wait: they are back in the line with their time and their rejections, and are served."""


def story(s):
    music = s.peer("music", calls=None)
    no = s.peer("no", "refuses", calls=None, refusal=486)
    ann = s.peer("ann", talk=1500)
    s.flow("sales", message_queue=music.uri)
    s.agent("no", location=no.uri, wrapup_time=3600)
    s.agent("ann", location=ann.uri, logstate=0)
    s.start()
    first = s.caller("1001", "sales", display="Ada", talk=120000)
    s.until("the first is back from the agent who refused", s.queue, ["1001"])
    s.caller("1002", "sales", talk=120000)
    s.until("both wait", s.queue, ["1001", "1002"])
    s.pause(2)
    s.crash()
    s.check("the line after the restart", s.queue(), ["1001", "1002"])
    s.check("names of callers", [call["Caller display name"] for call in s.mi("cc_list_queue")["Calls"]], lambda names: "Ada" in names[0])
    s.statistics(ccg_onhold_calls=2)
    s.check("the agent who refused", s.states()["no"], "wrapup")
    s.mi("cc_agent_login", agent_id="ann", state=1)
    s.until("the first is served", lambda: first.over, True, 20)
    s.mi("cc_agent_login", agent_id="ann", state=0)
    s.open_calls = True
    s.check("the line in the end", s.queue(), ["1002"])
    s.quiet()
    s.check("exit code after SIGTERM", s.center.stop(), 0)
    s.cdrs({"agent_id": "no", "call_type": -2, "rejected": 0}, {"agent_id": "ann", "caller": "1001", "call_type": 0, "rejected": 1,
           "wait_time": s.seconds((first, ">INVITE+"), (ann, "<ACK+"))})
