# SPDX-License-Identifier: Apache-2.0
"""An agent transfers the caller to another flow and hangs up at once: the caller waits there and is given to its agent."""

import time


def story(s):
    sales_music = s.peer("sales-music", calls=0)
    music = s.peer("music")
    joe_port, ann_port = s.port(), s.port()
    s.flow("sales", message_queue=sales_music.uri)
    s.flow("support", message_queue=music.uri, skill="repair")
    s.agent("ann", location=f"sip:peer@127.0.0.1:{ann_port}", wrapup_time=60)
    s.agent("joe", location=f"sip:joe@127.0.0.1:{joe_port}", skills="repair", logstate=0)
    s.agent("keeper", location="sip:keeper@127.0.0.1:9", skills="repair", wrapup_end_time=int(time.time()) + 3600)
    s.start()
    ann = s.peer("ann", "refers", port=ann_port, flow=f"sip:support@127.0.0.1:{s.center.sip_port}", talk=1200, stay=50)
    s.caller("1001", "sales", talk=9000, limit=60)
    s.until("the caller in the other flow", s.queue, ["1001"])
    s.until("ann after the transfer", lambda: s.states()["ann"], "wrapup")
    s.pause(1)
    joe = s.peer("joe", port=joe_port, user="joe", talk=2000)
    s.mi("cc_agent_login", agent_id="joe", state=1)
    s.talks(joe)
    s.statistics(ccg_incalls=1, ccf_incalls__sales=1, ccf_incalls__support=1, ccg_answered_incalls=1)
    s.finish()

    s.ladder(music, "<INVITE >180 >200+ <ACK+ <BYE >200/BYE")
    s.cdrs({"agent_id": "ann", "flow_id": "sales", "call_type": 0, "fstats": 7},
           {"agent_id": "joe", "flow_id": "support", "call_type": 0, "fstats": 6})
