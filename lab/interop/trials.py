# SPDX-License-Identifier: Apache-2.0
"""The trials: each one call, or a few, between the call center and a program that others wrote."""
import re
import subprocess
import sys
from functools import partial
from urllib.parse import quote

from browser import MEDIA as WEB_MEDIA, Browser
from center import HOME
from programs import CENTER, Ear, baresip, kamailio, linphone, stores, tone

CALLER, AGENT, MEDIA, PROXY, SECOND = (f"10.9.0.{n}" for n in range(2, 7))  # SIPp is at MEDIA, whatever part it plays
PACKAGES = HOME / "target" / "interop"  # what npm fetches
TRIALS = {}


def trial(name: str, *kinds: str):
    """Makes the function one trial, or one for each transport."""
    def keep(function):
        for kind in kinds or ("",):
            named = partial(function, kind=kind) if kind else function
            title = function.__doc__ + (f" Over {kind.upper()}." if kind else "")
            if kind:
                named.__doc__ = title
            TRIALS[f"{name}-{kind}" if kind else name] = named
        return function
    return keep


def start(s, kind: str = "udp", **more: str):
    """The call center at its address, by UDP, TCP and, where the trial needs it, TLS."""
    listen = f"udp:{CENTER}:5060,tcp:{CENTER}:5060"
    if kind == "tls":
        listen += f",tls:{CENTER}:5061"
        more = {**stores(s.folder, CENTER, CALLER, AGENT), **more}
    s.start({"cc.sip.listen": listen, **more})


def center(user: str, kind: str) -> str:
    return f"sip:{user}@{CENTER}:{5061 if kind == 'tls' else 5060};transport={kind}"


def location(user: str, kind: str) -> str:
    return f"sip:{user}@{AGENT}:{5061 if kind == 'tls' else 5060};transport={kind}"


def media(s, **more):
    """The queue announcement: a SIPp."""
    return s.peer("music", host=MEDIA, **more)


def sipp_calls(s, scenario: str, to: str = f"{CENTER}:5060", name: str = "bob", **more):
    return s.peer(name, scenario, host=MEDIA, to=to, user="1001", flow="sales", **more)


def two_records(s):
    s.cdrs({"agent_id": "ann", "call_type": 0, "fstats": 7}, {"agent_id": "ann", "call_type": 0, "fstats": 7})


@trial("baresip-caller", "udp", "tcp", "tls")
def baresip_calls(s, add, kind):
    """baresip calls, waits in the queue, talks to an agent and hangs up."""
    music, ann = media(s), s.peer("ann", host=MEDIA)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri, logstate=0)
    s.never_free()
    start(s, kind)
    phone = baresip("bob", s.folder, CALLER, "", f"/dial {center('sales', kind)}")
    add(phone)
    s.until("call in the queue", s.calls, ["queued"])
    s.talks(music)
    phone.wait_for("Call established")
    s.mi("cc_agent_login", agent_id="ann", state=1)
    s.talks(ann)
    s.pause(1)
    s.check("call", s.calls(), ["toagent"])
    phone.stop()
    s.until("agent after the call", lambda: s.states()["ann"], "wrapup")
    s.finish()
    s.cdrs({"agent_id": "ann", "call_type": 0, "fstats": 7})


@trial("baresip-agent", "udp", "tcp", "tls")
def baresip_answers(s, add, kind):
    """baresip is the agent: two calls one after the other; the first is held, sends a digit, and the caller hangs up."""
    music = media(s, calls=None)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=location("ann", kind), wrapup_time=1)
    start(s, kind)
    phone = baresip("ann", s.folder, AGENT)
    add(phone)
    phone.wait_for("ready")
    bob = sipp_calls(s, "holds")
    s.until("first caller is over", lambda: bob.over, True, 20)
    phone.wait_for("(?i)session closed|terminated|Call with .* closed")
    s.until("agent free again", lambda: s.states()["ann"], "free", 6)
    eve = sipp_calls(s, "caller", name="eve", talk=1500)
    s.until("second caller is over", lambda: eve.over, True, 20)
    s.finish()
    two_records(s)


@trial("baresip-transfer", "udp", "tcp")
def baresip_transfers(s, add, kind):
    """Three baresips: a caller, an agent who transfers the call, and the agent who gets it; the recordings say who heard whom."""
    (ann, bob, joe), ears = three_talk(s, add, kind)
    ann.tell(f"/transfer {second('joe', kind)}")
    joe_has_the_caller(s, ann, bob, joe)
    heard(s, ears, bob="ann joe", ann="bob", joe="bob")
    s.cdrs({"agent_id": "ann", "call_type": 0, "fstats": 7}, {"agent_id": "joe", "call_type": 0, "fstats": 6})


@trial("baresip-holds-and-transfers", "udp")
def baresip_holds_and_transfers(s, add, kind):
    """The same where the phone sends hold and REFER at once, neither waits for the other's answer."""
    (ann, bob, joe), ears = three_talk(s, add, kind)
    ann.tell(f"/hold\n/transfer {second('joe', kind)}")
    joe_has_the_caller(s, ann, bob, joe)
    heard(s, ears, bob="ann joe", ann="bob", joe="bob")
    s.cdrs({"agent_id": "ann", "call_type": 0, "fstats": 7}, {"agent_id": "joe", "call_type": 0, "fstats": 6})


@trial("baresip-attended", "udp")
def baresip_asks_first(s, add, kind):
    """The agent holds the caller, calls another flow and its agent, and joins the two: REFER with Replaces. All three are baresips."""
    (ann, bob, joe), ears = three_talk(s, add, kind, skills="repair")
    ann.tell("/hold")
    ann.wait_for("a=sendonly")
    ann.tell(f"/dial {center('support', kind)}")
    s.until("joe with ann", lambda: s.states()["joe"], "incall")
    s.pause(3)
    # This version has no command for it: Call-ID and tags are those of her call to joe, as ann's phone has shown them.
    answer = next(head for head in re.findall(r"SIP/2\.0 200 OK\s+((?:[\w-]+: .*\s)+)", ann.text) if re.search(r"To: <sip:support@[^$]*CSeq: \d+ INVITE", head))
    call, to, here = (re.search(pattern, answer)[1] for pattern in (r"Call-ID: (\S+)", r"To: .*;tag=([^;\s]+)", r"From: .*;tag=([^;\s]+)"))
    replaces = quote(f"{call};to-tag={to};from-tag={here}", safe="")
    ann.tell(f"/line 1\n/transfer {center('support', kind)}?Replaces={replaces}")
    joe_has_the_caller(s, ann, bob, joe)
    heard(s, ears, bob="ann joe", ann="bob joe", joe="ann bob")
    s.cdrs({"agent_id": "ann", "flow_id": "sales", "call_type": 0, "fstats": 7}, {"agent_id": "joe", "flow_id": "support", "call_type": 0},
           {"agent_id": "joe", "flow_id": "sales", "call_type": 0, "fstats": 6})


VOICES = {"ann": 880, "joe": 550, "bob": 440}


def second(user: str, kind: str) -> str:
    return f"sip:{user}@{SECOND}:5060;transport={kind}"


def three_talk(s, add, kind: str, skills: str = "other"):
    """ann and bob, who called her, talk; joe, who works for no flow but with that skill, is there."""
    (s.folder / "voices").mkdir()
    for name, hertz in VOICES.items():
        (s.folder / f"heard-{name}").mkdir()
        tone(s.folder / "voices" / f"{name}.wav", hertz, 4)

    ears = {}

    def phone(name: str, address: str, *commands: str):
        add(there := baresip(name, s.folder, address, "", *commands, hertz=VOICES[name]))
        add(ears.setdefault(name, Ear(address, s.folder / f"heard-{name}" / "dec.wav")))
        return there

    music = media(s, calls=0)
    s.flow("sales", message_queue=music.uri)
    s.flow("support", message_queue=music.uri, skill="repair")
    s.agent("ann", location=location("ann", kind), wrapup_time=60)
    s.agent("joe", location=second("joe", kind), skills=skills, wrapup_time=60)
    start(s, kind)
    ann, joe = phone("ann", AGENT), phone("joe", SECOND)
    for agent in (ann, joe):
        agent.wait_for("ready")
    bob = phone("bob", CALLER, f"/dial {center('sales', kind)}")
    s.until("the caller with ann", lambda: s.states()["ann"], "incall")
    bob.wait_for("Call established")
    s.pause(3)
    return (ann, bob, joe), ears


def joe_has_the_caller(s, ann, bob, joe):
    """The transfer ends well, and joe and bob talk until bob hangs up."""
    s.until("ann after the transfer", lambda: s.states()["ann"], "wrapup")
    s.check("joe with the caller", s.states()["joe"], "incall")
    s.pause(4)
    bob.stop()
    s.until("joe after the call", lambda: s.states()["joe"], "wrapup")
    for phone in (joe, ann):
        phone.stop()
    s.finish()


def heard(s, ears: dict, **voices: str):
    """Each of them has heard these voices, one after the other and each for a second at least, and nothing else."""
    for name, others in voices.items():
        ears[name].stop()
        said = subprocess.run([sys.executable, HOME / "lab" / "heard.py", s.folder / f"heard-{name}", s.folder / "voices", *others.split()],
                              capture_output=True, text=True)
        if said.returncode:
            s.troubles.append(f"{name} heard {said.stdout.strip()}{said.stderr.strip()[-300:]}, not {others}")


@trial("linphone-caller", "tcp")
def linphone_calls(s, add, kind):
    """linphone calls, waits in the queue, talks to an agent and hangs up."""
    music, ann = media(s), s.peer("ann", host=MEDIA)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri, logstate=0)
    s.never_free()
    start(s, kind)
    phone = linphone("bob", s.folder, CALLER)
    add(phone)
    s.pause(2)  # it does not say when it listens
    phone.tell(f"call {center('sales', kind)}")
    s.until("call in the queue", s.calls, ["queued"])
    s.talks(music)
    s.mi("cc_agent_login", agent_id="ann", state=1)
    s.talks(ann)
    s.pause(1)
    s.check("call", s.calls(), ["toagent"])
    phone.tell("terminate")
    s.until("agent after the call", lambda: s.states()["ann"], "wrapup")
    s.finish()
    s.cdrs({"agent_id": "ann", "call_type": 0, "fstats": 7})


@trial("linphone-agent", "udp", "tcp")
def linphone_answers(s, add, kind):
    """linphone is the agent: two calls one after the other; the first is held, sends a digit, and the caller hangs up."""
    music = media(s, calls=None)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=location("ann", kind), wrapup_time=1)
    start(s, kind)
    phone = linphone("ann", s.folder, AGENT, "--auto-answer")
    add(phone)
    s.pause(2)
    bob = sipp_calls(s, "holds")
    s.until("first caller is over", lambda: bob.over, True, 20)
    s.until("agent free again", lambda: s.states()["ann"], "free", 6)
    phone.wait_for("LinphoneCall(End|Released)")
    eve = sipp_calls(s, "caller", name="eve", talk=1500)
    s.until("second caller is over", lambda: eve.over, True, 20)
    s.finish()
    two_records(s)


@trial("linphone-ice-srtp")
def linphone_large(s, add):
    """Two linphones with ICE and SRTP: the INVITE to the agent, whose location is a UDP one, is too large for a datagram."""
    music = media(s, calls=None)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=f"sip:ann@{AGENT}:5060", wrapup_time=1)
    start(s)
    ann = linphone("ann", s.folder, AGENT, "--auto-answer", encryption="srtp", nat="ice")
    add(ann)
    bob = linphone("bob", s.folder, CALLER, encryption="srtp", nat="ice")
    add(bob)
    s.pause(2)
    bob.tell(f"call {center('sales', 'tcp')}")
    s.until("agent in a call", lambda: s.states()["ann"], "incall")
    bob.wait_for("LinphoneCallStreamsRunning")
    s.pause(3)
    s.check("call", s.calls(), ["toagent"])
    bob.tell("terminate")
    s.until("agent free again", lambda: s.states()["ann"], "free", 6)
    ann.wait_for("LinphoneCall(End|Released)")
    s.finish()
    s.cdrs({"agent_id": "ann", "call_type": 0, "fstats": 7})


@trial("kamailio-registrar", "udp", "tcp")
def behind_kamailio(s, add, kind):
    """Kamailio stands before the call center and records its route on both sides: a caller through it, baresip registered at it as the agent."""
    music = media(s, calls=None)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=f"sip:ann@{PROXY}:5062;transport={kind}", wrapup_time=1)
    through_kamailio(s, add, kind)


@trial("kamailio-outbound", "udp", "tcp")
def kamailio_as_outbound_proxy(s, add, kind):
    """All requests of the call center go through Kamailio (cc.sip.outbound-proxy), to announcements too."""
    music = media(s, calls=None)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=f"sip:ann@{PROXY}", wrapup_time=1)
    through_kamailio(s, add, kind, **{"cc.sip.outbound-proxy": f"sip:{PROXY}:5062;transport={kind}"})


def through_kamailio(s, add, kind: str, **settings: str):
    add(kamailio(s.folder, kind))
    start(s, **settings)
    phone = baresip("ann", s.folder, AGENT, f"<sip:ann@{PROXY};transport={kind}>;answermode=auto;audio_codecs=PCMA;regint=60")
    add(phone)
    phone.wait_for("200 OK")
    transport = "t1" if kind == "tcp" else "u1"
    bob = sipp_calls(s, "holds", f"{PROXY}:5060", transport=transport)
    s.until("first caller is over", lambda: bob.over, True, 20)
    s.until("agent free again", lambda: s.states()["ann"], "free", 6)
    eve = sipp_calls(s, "caller", f"{PROXY}:5060", name="eve", transport=transport, talk=1500)
    s.until("second caller is over", lambda: eve.over, True, 20)
    s.finish()
    two_records(s)


@trial("browser-hangs-up", "ws", "wss")
def browser_hangs_up(s, add, kind):
    """JsSIP in Chromium calls, waits in the queue, talks to an agent and hangs up."""
    browser_calls(s, add, kind, 6000)


@trial("browser-is-left", "ws", "wss")
def browser_is_left(s, add, kind):
    """JsSIP in Chromium calls, waits in the queue, talks to an agent who hangs up."""
    browser_calls(s, add, kind, 0, talk=2000)


def browser_calls(s, add, kind: str, patience: int, **agent: int):
    music = s.peer("music", host=MEDIA, transport="t1", media=WEB_MEDIA)
    ann = s.peer("ann", host=MEDIA, transport="t1", media=WEB_MEDIA, **agent)
    s.flow("sales", message_queue=f"{music.uri};transport=tcp")
    s.agent("ann", location=f"{ann.uri};transport=tcp", logstate=0)
    s.never_free()
    port = 5063 if kind == "wss" else 5064
    s.start({"cc.sip.listen": f"udp:{CENTER}:5060,tcp:{CENTER}:5060,{kind}:{CENTER}:{port}",
             **(stores(s.folder, CENTER) if kind == "wss" else {})})
    page = Browser(s.folder, PACKAGES, f"{kind}://{CENTER}:{port}/", "sales", patience)
    add(page)
    page.wait_for("accepted", 30)
    page.wait_for("confirmed by local")
    s.until("call in the queue", s.calls, ["queued"])
    s.talks(music)
    s.mi("cc_agent_login", agent_id="ann", state=1)
    s.talks(ann)
    page.wait_for("reinvite", times=1)
    page.wait_for("ended local" if patience else "ended remote")
    s.until("agent after the call", lambda: s.states()["ann"], "wrapup")
    s.check("what failed on the page", [line for line in page.text.splitlines() if "fail" in line or "error" in line], [])
    s.finish()
    s.cdrs({"agent_id": "ann", "call_type": 0, "fstats": 7})
