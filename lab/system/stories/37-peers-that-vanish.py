# SPDX-License-Identifier: Apache-2.0
"""Peers that vanish in a call are found by OPTIONS: the other side is told good-bye, the records are written, nobody is left busy."""


def story(s):
    music, here, there = s.peer("music", calls=0), s.peer("here"), s.peer("there")
    s.flow("sales", message_queue=music.uri, skill="talk")
    s.flow("help", message_queue=music.uri, skill="help")
    s.agent("ann", location=here.uri)
    s.agent("bob", location=there.uri, skills="help")
    s.start({"cc.probe-after": "5s", "cc.wrapup-time": "1"})
    lost, stays = s.caller("1001", "sales"), s.caller("1002", "help")
    s.until("both talk", s.calls, ["toagent", "toagent"])
    s.talks(lost, here, stays, there)
    lost.vanish()
    there.vanish()
    for peer in (lost, there):
        s.peers.remove(peer)
    s.until("calls after silence and Timer F", s.calls, [], 5 + 32 + 8)
    s.until("agents", s.states, {"ann": "free", "bob": "free"}, 5)
    s.until("calls with a leg, after what the good-byes to the dead wait for", lambda: s.center.metrics()["callcenter_sip_calls"], 0.0, 75)
    s.check("repairs", s.center.repairs(), 0.0)
    s.finish()
    for peer in (here, stays):
        s.check(f"{peer.name} was asked and told", [t for t in peer.dialogs()[0].tokens if t in ("<OPTIONS", "<BYE")][-1], "<BYE")
        s.check(f"{peer.name} was asked", "<OPTIONS" in peer.dialogs()[0].tokens, True)
    s.cdrs({"caller": "1001", "call_type": 0, "agent_id": "ann", "talk_time": (5, 45)},
           {"caller": "1002", "call_type": 0, "agent_id": "bob", "talk_time": (5, 45)}, order="caller")
