# SPDX-License-Identifier: Apache-2.0
"""A call for a flow of another partition is sent there by 302; the flows and agents that are served here are not touched by the others."""


def story(s):
    music = s.peer("music", calls=0)
    ann = s.peer("ann")
    s.flow("sales", message_queue=music.uri)
    s.flow("west side", message_queue=music.uri)
    s.agent("ann", location=ann.uri)
    s.agent("will", location="sip:will@127.0.0.1:9")
    s.row("cc_x_flow_settings", flow_id="west side", part="west")
    s.row("cc_x_agent_settings", agent_id="will", part="west")
    s.start({"cc.ha.parts": "main=sip:127.0.0.1:5060,west=sip:192.0.2.7:5062;transport=tcp"})
    s.check("agents", list(s.states()), ["ann"])
    there = s.caller("1001", "west%20side", "refused", refusal=302)
    nowhere = s.caller("1002", "nowhere", "refused", refusal=404)
    here = s.caller("1003", "sales", talk=1500)
    s.finish()
    s.ladder(there, ">INVITE+ <100? <302 >ACK")
    s.ladder(nowhere, ">INVITE+ <100? <404 >ACK")
    to = [m.header("Contact") for m in there.messages() if m.status == 302]
    s.check("Contact of the 302", to, lambda it: it == ["<sip:west%20side@192.0.2.7:5062;transport=tcp>"])
    s.cdrs({"agent_id": "ann", "call_type": 0, "caller": here.name})
