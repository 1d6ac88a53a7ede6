# SPDX-License-Identifier: Apache-2.0
"""An agent takes a colleague's caller by INVITE with Replaces: the caller is joined to them, the colleague gets BYE last; a stranger gets 403 (T40)."""

import re


def story(s):
    music = s.peer("music", calls=0)
    ann = s.peer("ann", limit=60)
    joe_port = s.port()
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri, wrapup_time=60)
    s.agent("joe", location=f"sip:joe@127.0.0.1:{joe_port}", skills="other", wrapup_time=60)
    s.start({"cc.sip.trusted": "127.0.0.0/8"})
    s.caller("1001", "sales", talk=15000, limit=60)
    s.talks(ann)
    invite = next(m for m in ann.messages() if m.token.startswith("<INVITE"))
    ok = next(m for m in ann.messages() if m.token == ">200+")
    ours, theirs = (re.search(r"tag=([^;>\s]+)", message.header(field)).group(1) for message, field in ((invite, "From"), (ok, "To")))
    replaces = f"{invite.header('Call-ID')};to-tag={ours};from-tag={theirs}"
    stranger = s.caller("eve", "sales", "takes", replaces=replaces, talk=1000, limit=20)
    s.until("eve was refused", lambda: [m.token for m in stranger.messages() if m.token == "<403"][:1], ["<403"])
    s.check("ann with the caller still", s.states()["ann"], "incall")
    joe = s.caller("joe", "sales", "takes", replaces=replaces, port=joe_port, talk=4000, limit=60)
    s.until("ann after that", lambda: s.states()["ann"], "wrapup")
    s.check("joe with the caller", s.states()["joe"], "incall")
    s.until("joe has hung up", lambda: s.states()["joe"], "wrapup", 20)
    s.finish()

    s.check("joe's dialog", [t for t in joe.dialogs()[0].tokens if not t.startswith("<100")], [">INVITE+", "<200+", ">ACK", ">BYE", "<200/BYE"])
    s.check("ann was ended", [t for t in ann.dialogs()[0].tokens if "BYE" in t], ["<BYE", ">200/BYE"])
    s.cdrs({"agent_id": "ann", "flow_id": "sales", "call_type": 0, "fstats": 7},
           {"agent_id": "joe", "flow_id": "sales", "call_type": 0, "fstats": 6})
