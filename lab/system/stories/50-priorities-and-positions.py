# SPDX-License-Identifier: Apache-2.0
"""Two flows of different priority: the line, the positions told to the queue announcement, and who is served first."""


def story(s):
    music = s.peer("music", calls=4)
    ann = s.peer("ann", calls=4, talk=700)
    s.flow("gold", message_queue=music.uri, priority=10)
    s.flow("plain", message_queue=music.uri, priority=20)
    s.agent("ann", location=ann.uri, logstate=0, wrapup_time=1)
    s.never_free()
    s.start({"cc.queue-pos-param": "cc_pos"})
    for number, flow in (("201", "plain"), ("202", "plain"), ("101", "gold"), ("203", "plain")):
        s.caller(number, flow)
        s.until(f"{number} in line", s.queue, lambda line, it=number: it in line)
    s.check("line", s.queue(), ["101", "201", "202", "203"])
    s.check("rows of the line", [(call["index"], call["Media"], call["Flow"], call["Priority"], call["Skill"]) for call in s.mi("cc_list_queue")["Calls"]],
            [(0, "RTP", "gold", 10, "talk")] + [(place, "RTP", "plain", 20, "talk") for place in (1, 2, 3)])
    s.check("flows", [(flow["id"], flow["Logged Agents"], flow["Ongoing Calls"]) for flow in s.mi("cc_list_flows")["Flows"]], [("gold", 1, 1), ("plain", 1, 3)])
    s.statistics(ccf_queued_calls__gold=1, ccf_queued_calls__plain=3, ccg_onhold_calls=4)
    s.mi("cc_agent_login", agent_id="ann", state=1)
    s.until("all served", s.calls, [], 40)
    s.finish()
    dialled = [call.messages[0] for call in music.dialogs()]
    positions = {m.header("From").rpartition("<sip:")[2].partition("@")[0]: m.first.partition(";cc_pos=")[2].split()[0] for m in dialled}
    s.check("positions by caller", positions, {"201": "0", "202": "1", "101": "0", "203": "3"})
    served = [row["caller"] for row in s.sql("SELECT caller FROM cc_cdrs ORDER BY id")]
    s.check("served in the order of", served, ["101", "201", "202", "203"])
