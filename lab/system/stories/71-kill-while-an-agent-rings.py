# SPDX-License-Identifier: Apache-2.0
"""L58: kill -9 while an agent rings: he is cancelled with the old branch and free without a penalty, and the caller, still first, is offered to him again."""


def story(s):
    music = s.peer("music", calls=2)
    ann = s.peer("ann", calls=2, ring=60000)
    bob = s.peer("bob", calls=2, talk=1500)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri, logstate=0)
    s.agent("bob", location=bob.uri, logstate=0)
    s.never_free()
    s.start({"cc.wrapup-time": "1"})
    caller = s.caller("1001", "sales", talk=120000)
    s.until("call in the queue", s.queue, ["1001"])
    s.caller("1002", "sales", talk=120000)
    s.until("both in the queue", s.queue, ["1001", "1002"])
    s.talks(music)
    s.mi("cc_agent_login", agent_id="ann", state=1)
    s.until("ann rings", lambda: [m.token for m in ann.messages()], lambda seen: ">180" in seen)
    s.pause(1)  # what is saved reaches the disk
    s.crash()
    s.until("ann rings again", lambda: [call.tokens[-1] for call in ann.dialogs()], lambda last: len(last) == 2 and last[1] == ">180")
    first, again = ann.dialogs()
    invite, cancel = [next(m for m in first.messages if m.token == token) for token in ("<INVITE", "<CANCEL")]
    s.check("branch of the CANCEL", cancel.header("Via").split("branch=")[1].split(";")[0], invite.header("Via").split("branch=")[1].split(";")[0])
    s.check("who is next", again.messages[0].header("X-CC-Call-ID"), invite.header("X-CC-Call-ID"))
    s.check("the line", s.queue(), ["1002"])
    s.mi("cc_agent_login", agent_id="ann", state=0)
    s.mi("cc_agent_release", agent_id="ann", reason="the story goes on")
    s.until("both wait", s.queue, ["1001", "1002"])
    s.talks(music)
    s.mi("cc_agent_login", agent_id="bob", state=1)
    s.finish()
    for call in ann.dialogs():
        s.check("what ann saw", call.tokens, ["<INVITE", ">180", "<CANCEL", ">200/CANCEL", ">487", "<ACK"])
    s.check("what the caller saw first", caller.dialogs()[0].tokens[:5], [">INVITE+", "<100", "<180", "<200+", ">ACK"])
    s.cdrs({"caller": "1001", "agent_id": "bob", "call_type": 0}, {"caller": "1002", "agent_id": "bob", "call_type": 0, "rejected": 0})
