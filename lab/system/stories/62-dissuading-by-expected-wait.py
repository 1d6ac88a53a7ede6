# SPDX-License-Identifier: Apache-2.0
"""Dissuading by expected wait: after a long call and one waiting, the next caller hears the message and comes back behind the other."""


def story(s):
    music = s.peer("music", calls=2)
    message = s.peer("message", talk=1500)
    ann = s.peer("ann", talk=3000)
    s.flow("sales", message_queue=music.uri, message_dissuading=message.uri, dissuading_ewt_th=1)
    s.agent("ann", location=ann.uri, wrapup_time=600)
    s.start()
    first = s.caller("1001", "sales")
    s.until("agent after a call of 3 s", lambda: s.states()["ann"], "wrapup")
    s.check("first is over", first.wait(5), "")
    second = s.caller("1002", "sales", talk=9000)
    s.until("second in line", s.queue, ["1002"])
    third = s.caller("1003", "sales", talk=4000)
    s.until("third is dissuaded", s.calls, ["dissuading1", "queued"])
    s.check("line without him", s.queue(), ["1002"])
    s.until("third behind the second", s.queue, ["1002", "1003"])
    waits = {call["Caller username"]: call["ETW"] for call in s.mi("cc_list_queue")["Calls"]}
    s.check("expected waits as they were at the admission", waits, lambda it: it["1002"] == 0 and it["1003"] >= 2)
    s.statistics(ccg_onhold_calls=2, ccf_queued_calls__sales=2)
    s.finish()
    s.ladder(third, ">INVITE+ <100 <180 <200+ >ACK  <INVITE+ >200+ <ACK  >BYE <200/BYE")
    s.ladder(second, ">INVITE+ <100 <180 <200+ >ACK  >BYE <200/BYE")
    s.ladder(message, "<INVITE+ >180 >200+ <ACK >BYE <200/BYE")
    s.cdrs({"caller": "1001", "call_type": 0, "fstats": 7}, {"call_type": 1, "fstats": 9}, {"call_type": 1, "fstats": 9})
    s.call_reports("toagent", "ended:answered", "queued", "dissuading1", "queued", "ended:abandoned", "ended:abandoned")
