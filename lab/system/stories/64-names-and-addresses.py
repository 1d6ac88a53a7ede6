# SPDX-License-Identifier: Apache-2.0
"""Names with quotes, umlauts and 200 characters, an agent whose URI has parameters: all arrive whole."""

LONG = "x" * 195 + "Zoë-"


def story(s):
    music = s.peer("music", calls=0)
    ann = s.peer("ann", calls=3)
    s.flow("sales", message_queue=music.uri, prependcid="Verkauf")
    target = f"sip:ann@127.0.0.1:{ann.port};transport=udp;line=7"
    s.agent("ann", location=target, wrapup_time=1)
    s.start()
    names = {"1001": r'Bob \"the bear\" \\ Bär', "1002": LONG, "1003": "日本語 <sip:x@y>"}
    for user, name in names.items():
        s.until("agent is free", lambda: s.states()["ann"], "free")
        caller = s.caller(user, "sales", display=name, talk=600)
        s.until(f"{user} has talked", lambda it=caller: it.over, True)
    s.finish()
    invites = [message for message in ann.messages() if message.token == "<INVITE+"]
    s.check("names that the agent saw", [m.header("From").rpartition(" <sip:")[0] for m in invites], [f'"Verkauf {name}"' for name in names.values()])
    s.check("who called", [m.header("From").rpartition("<sip:")[2].partition("@")[0] for m in invites], list(names))
    s.check("targets", {m.first.split()[1] for m in invites}, {target})
    s.check("our address", [m.header("Contact") for m in invites], lambda all_of_them: all("@127.0.0.1:" in it for it in all_of_them))
    s.cdrs(*[{"caller": user, "call_type": 0, "fstats": 7, "agent_id": "ann"} for user in names])
