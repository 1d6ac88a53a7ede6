# SPDX-License-Identifier: Apache-2.0
"""What a flow plays as welcome is an IVR that refers the caller to another flow: they wait there, hear its music, and are given to its agent."""

import time


def story(s):
    sales_music = s.peer("sales-music", calls=0)
    music = s.peer("music")
    ivr_port, joe_port = s.port(), s.port()
    s.flow("sales", message_queue=sales_music.uri, message_welcome=f"sip:peer@127.0.0.1:{ivr_port}")
    s.flow("support", message_queue=music.uri, skill="repair")
    s.agent("ann", location="sip:ann@127.0.0.1:9")
    s.agent("joe", location=f"sip:joe@127.0.0.1:{joe_port}", skills="repair", logstate=0)
    s.agent("keeper", location="sip:keeper@127.0.0.1:9", skills="repair", wrapup_end_time=int(time.time()) + 3600)
    s.start({"cc.transfer.by": "agents,announcements"})
    ivr = s.peer("ivr", "refers", port=ivr_port, flow=f"sip:support@127.0.0.1:{s.center.sip_port}", talk=1200)
    s.caller("1001", "sales", talk=9000, limit=60)
    s.until("the caller in the other flow", s.queue, ["1001"])
    s.until("the announcement was told", lambda: [m.body.strip() for m in ivr.messages() if m.token == "<NOTIFY"][-1:], ["SIP/2.0 200 OK"])
    joe = s.peer("joe", port=joe_port, user="joe", talk=2000)
    s.mi("cc_agent_login", agent_id="joe", state=1)
    s.talks(joe)
    s.statistics(ccg_incalls=1, ccf_incalls__sales=1, ccf_incalls__support=1, ccg_answered_incalls=1)
    s.finish()

    s.ladder(ivr, "<INVITE+ >200+ <ACK  >INVITE+ <100 <200+ >ACK  >REFER <100/REFER? <202/REFER <NOTIFY >200/NOTIFY <NOTIFY >200/NOTIFY <BYE >200/BYE")
    s.ladder(music, "<INVITE >180 >200+ <ACK+ <BYE >200/BYE")
    s.cdrs({"agent_id": "joe", "flow_id": "support", "call_type": 0, "fstats": 7})
