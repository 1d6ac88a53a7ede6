# SPDX-License-Identifier: Apache-2.0
"""L58: kill -9 while an agent rings: he is cancelled with the old branch and free without a penalty, the caller is next and hears his music."""


def story(s):
    music = s.peer("music")
    ann = s.peer("ann", ring=60000)
    bob = s.peer("bob", talk=1500)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri, logstate=0)
    s.agent("bob", location=bob.uri, logstate=0)
    s.never_free()
    s.start()
    caller = s.caller("1001", "sales", talk=120000)
    s.until("call in the queue", s.queue, ["1001"])
    s.talks(music)
    s.mi("cc_agent_login", agent_id="ann", state=1)
    s.until("ann rings", lambda: [m.token for m in ann.messages()], lambda seen: ">180" in seen)
    s.pause(1)  # what is saved reaches the disk
    s.crash()
    s.mi("cc_agent_login", agent_id="ann", state=0)
    s.until("ann is cancelled", lambda: [m.token for m in ann.messages()], lambda seen: "<CANCEL" in seen)
    invite, cancel = [next(m for m in ann.messages() if m.token == token) for token in ("<INVITE", "<CANCEL")]
    s.check("branch of the CANCEL", cancel.header("Via").split("branch=")[1].split(";")[0], invite.header("Via").split("branch=")[1].split(";")[0])
    s.until("the caller is next", s.queue, ["1001"])
    s.mi("cc_agent_login", agent_id="bob", state=1)
    s.finish()
    s.ladder(ann, "<INVITE >180 <CANCEL >200/CANCEL >487 <ACK")
    s.check("what the caller saw first", caller.dialogs()[0].tokens[:5], [">INVITE+", "<100", "<180", "<200+", ">ACK"])
    s.cdrs({"agent_id": "bob", "call_type": 0, "rejected": 0})
