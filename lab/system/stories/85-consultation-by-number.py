# SPDX-License-Identifier: Apache-2.0
"""An agent talks to a caller and calls a colleague by their number: REFER with Replaces joins the two (T28); strangers reach no agent so."""

import re
from urllib.parse import quote


def story(s):
    music = s.peer("music", calls=0)
    joe = s.peer("joe", ring=300)
    ann_port, own_port = s.port(), s.port()
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=f"sip:peer@127.0.0.1:{ann_port}", wrapup_time=60)
    s.agent("joe", location=joe.uri, skills="repair", wrapup_time=60)
    s.start({"cc.sip.trusted": "127.0.0.1"}, live_database=True)
    s.sql(f"INSERT INTO cc_x_agent_settings (agent_id, identities) VALUES ('ann', 'tel:+491, sip:2001@127.0.0.1:{own_port}')")
    s.sql("INSERT INTO cc_x_agent_settings (agent_id, dial) VALUES ('joe', '77')")
    s.mi("cc_reload")

    stranger = s.caller("1002", "77", "refused")
    s.until("the stranger was refused", lambda: stranger.over, True)
    ann = s.peer("ann", "refers", port=ann_port, flow=f"sip:77@127.0.0.1:{s.center.sip_port}?Replaces=", late="replaces", talk=9000)
    caller = s.caller("1001", "sales", talk=14000)
    s.talks(ann)
    s.check("joe before", s.states()["joe"], "free")

    own = s.caller("2001", "77", talk=20000, port=own_port)
    s.talks(joe)
    s.check("both between themselves", s.states(), {"ann": "incall", "joe": "incall"})
    s.check("one call of a flow", s.calls(), ["toagent"])
    ok = next(m for m in own.messages() if m.token == "<200+")
    to, there = (re.search(r"tag=([^;>\s]+)", ok.header(field)).group(1) for field in ("To", "From"))
    (s.folder / "replaces").write_text(quote(f"{ok.header('Call-ID')};to-tag={to};from-tag={there}", safe=""))

    s.until("ann after the transfer", lambda: s.states()["ann"], "wrapup")
    s.check("joe with the caller", s.states()["joe"], "incall")
    s.finish()

    s.ladder(joe, "<INVITE+ >180 >200+ <ACK <INVITE >200+ <ACK+ <BYE >200/BYE")
    s.check("what ann was told", [m.body.strip() for m in ann.messages() if m.token == "<NOTIFY"][-1:], ["SIP/2.0 200 OK"])
    s.check("ann's own call was ended", [t for t in own.dialogs()[0].tokens if "BYE" in t], ["<BYE", ">200/BYE"])
    s.check("the caller heard both", caller.dialogs()[0].tokens.count("<INVITE+") > 0, True)
    s.cdrs({"caller": "1001", "agent_id": "ann", "flow_id": "sales", "call_type": 0, "fstats": 7},
           {"caller": "1001", "agent_id": "joe", "flow_id": "sales", "call_type": 0, "fstats": 6})
    parts = s.sql("SELECT kind, flow_id, agent_id, by_agent, outcome, code FROM cc_x_segments ORDER BY kind, segment")
    s.check("parts", [tuple(part[name] for name in ("kind", "agent_id", "by_agent", "outcome")) for part in parts],
            [("attended", "joe", "ann", "answered"), ("call", "ann", None, "transferred"), ("consult", "joe", "ann", "merged")])
