# SPDX-License-Identifier: Apache-2.0
"""An agent transfers the caller to another agent by REFER: the first is told how it rang and ended, each has a record of their own."""


def story(s):
    music = s.peer("music", calls=0)
    joe = s.peer("joe", ring=700)
    ann_port = s.port()
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=f"sip:peer@127.0.0.1:{ann_port}", wrapup_time=60)
    s.agent("joe", location=joe.uri, skills="other", wrapup_time=60)
    s.start()
    ann = s.peer("ann", "refers", port=ann_port, flow=joe.uri, talk=1200)
    bob = s.caller("1001", "sales", talk=6000)
    s.talks(joe)
    s.until("ann after the transfer", lambda: s.states()["ann"], "wrapup")
    s.check("joe with the caller", s.states()["joe"], "incall")
    s.finish()

    s.ladder(ann, "<INVITE+ >200+ <ACK  >INVITE+ <100 <200+ >ACK  >REFER <100/REFER? <202/REFER <NOTIFY >200/NOTIFY <NOTIFY >200/NOTIFY <NOTIFY >200/NOTIFY <BYE >200/BYE")
    told = [m.body.strip() for m in ann.messages() if m.token == "<NOTIFY"]
    s.check("what the NOTIFYs say", told, ["SIP/2.0 100 Trying", "SIP/2.0 180 Ringing", "SIP/2.0 200 OK"])
    s.check("who referred", [m.header("Referred-By") for m in joe.messages() if m.token == "<INVITE"], [f"<sip:peer@127.0.0.1:{ann_port}>"])
    s.order((ann, "<202/REFER"), (joe, "<INVITE"), (joe, "<ACK+"), (ann, "<BYE"))
    s.cdrs({"agent_id": "ann", "call_type": 0, "fstats": 7, "talk_time": (1, 3)},
           {"agent_id": "joe", "call_type": 0, "fstats": 6, "talk_time": (2, 6)})
    s.check("one cid", len(s.sql("SELECT DISTINCT cid FROM cc_cdrs")), 1)
    s.check("the caller never heard a BYE before their own", [t for t in bob.dialogs()[0].tokens if "BYE" in t], [">BYE", "<200/BYE"])
