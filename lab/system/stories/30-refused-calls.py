# SPDX-License-Identifier: Apache-2.0
"""Refused at the door: unknown flow 404, nobody logged in 480, no SDP 488 where that is refused, neither audio nor chat 488; no record is written."""


def story(s):
    music = s.peer("music", calls=0)
    s.flow("sales", message_queue=music.uri)
    s.flow("empty", message_queue=music.uri, skill="nobody")
    s.agent("ann", location="sip:ann@127.0.0.1:9")
    s.agent("off", location="sip:off@127.0.0.1:9", skills="nobody", logstate=0)
    s.start({"cc.sip.offerless": "refuse"})
    unknown = s.caller("1001", "nowhere", "refused", refusal=404)
    empty = s.caller("1002", "empty", "refused", refusal=480)
    silent = s.caller("1003", "sales", "speechless")
    fax = s.caller("1004", "sales", "refused", refusal=488, media="m=image 40000 udptl t38\r\n")
    s.until("all are over", lambda: all(peer.over for peer in (unknown, empty, silent, fax)), True)
    s.statistics(ccg_incalls=0, ccg_onhold_calls=0)
    s.finish()
    s.ladder(unknown, ">INVITE+ <100? <404 >ACK")
    s.ladder(empty, ">INVITE+ <100? <480 >ACK")
    s.ladder(silent, ">INVITE <100? <488 >ACK")
    warning = [m.header("Warning") for m in empty.messages() if m.status == 480]
    s.check("Warning of the 480", warning, lambda it: it and it[0].startswith("399 ") and "No agents logged in" in it[0])
    s.cdrs()
