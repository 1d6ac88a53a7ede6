# SPDX-License-Identifier: Apache-2.0
"""An agent talks to a caller and, by a call of their own to another flow, to its agent: REFER with Replaces joins the two (T28)."""

import re
from urllib.parse import quote


def story(s):
    music = s.peer("music", calls=0)
    joe = s.peer("joe", ring=300)
    ann_port = s.port()
    s.flow("sales", message_queue=music.uri)
    s.flow("support", message_queue=music.uri, skill="repair")
    s.agent("ann", location=f"sip:peer@127.0.0.1:{ann_port}", wrapup_time=60)
    s.agent("joe", location=joe.uri, skills="repair", wrapup_time=60)
    s.start()
    own = s.caller("2001", "support", talk=20000, limit=60)
    s.talks(joe)
    ok = next(m for m in own.messages() if m.token == "<200+")
    to, there = (re.search(r"tag=([^;>\s]+)", ok.header(field)).group(1) for field in ("To", "From"))
    replaces = quote(f"{ok.header('Call-ID')};to-tag={to};from-tag={there}", safe="")
    ann = s.peer("ann", "refers", port=ann_port, flow=f"sip:support@127.0.0.1:{s.center.sip_port}?Replaces={replaces}", talk=1200)
    s.caller("1001", "sales", talk=6000)
    s.until("ann after the transfer", lambda: s.states()["ann"], "wrapup")
    s.check("joe with the caller", s.states()["joe"], "incall")
    s.finish()

    s.ladder(joe, "<INVITE+ >180 >200+ <ACK  <INVITE >200+ <ACK+ <BYE >200/BYE")
    s.check("what ann was told", [m.body.strip() for m in ann.messages() if m.token == "<NOTIFY"][-1:], ["SIP/2.0 200 OK"])
    s.check("ann's own call was ended", [t for t in own.dialogs()[0].tokens if "BYE" in t], ["<BYE", ">200/BYE"])
    s.cdrs({"caller": "1001", "agent_id": "ann", "flow_id": "sales", "call_type": 0, "fstats": 7},
           {"caller": "2001", "agent_id": "joe", "flow_id": "support", "call_type": 0, "fstats": 7},
           {"caller": "1001", "agent_id": "joe", "flow_id": "sales", "call_type": 0, "fstats": 6})
