# SPDX-License-Identifier: Apache-2.0
"""An agent's phone asks by digest who calls and rings when it is told; another refuses without a challenge, a caller asks who says good-bye:
both are told nothing, and that is counted."""


def story(s):
    music = s.peer("music", calls=0)
    ann, eve = s.peer("ann", "challenges"), s.peer("eve", "refuses", refusal=401)
    kim = s.peer("kim", talk=1000)
    s.flow("sales", message_queue=music.uri, skill="talk")
    s.flow("help", message_queue=music.uri, skill="help")
    s.flow("bait", message_queue=music.uri, skill="bait")
    s.agent("ann", location=ann.uri)
    s.agent("eve", location=eve.uri, skills="help")
    s.agent("kim", location=kim.uri, skills="bait")
    s.start({"cc.sip.auth.user": "center", "cc.sip.auth.password": "secret", "cc.sip.auth.realm": "phones",
             "cc.sip.auth.targets": "127.0.0.1", "cc.max-rejections": "1"})
    bob = s.caller("1001", "sales", talk=1000)
    s.talks(bob, ann)
    s.until("his call is over", s.calls, [], 10)
    joe = s.caller("1002", "help", "refused", refusal=480)
    s.until("challenges without an answer", lambda: s.center.metrics()["callcenter_sip_challenged_total"], 1.0, 10)
    s.check("eve after her refusal", s.states()["eve"], "free")
    mal = s.caller("1003", "bait", "baits")
    s.until("challenges by callers", lambda: s.center.metrics()["callcenter_sip_challenged_by_callers_total"], 1.0, 15)
    s.finish()
    s.ladder(ann, "<INVITE+ >401 <ACK  <INVITE+ >180 >200+ <ACK  <BYE >200/BYE")
    s.check("nobody is told twice", [m.header("Authorization") for m in eve.messages() if m.header("Authorization")], [])
    s.check("a caller is told nothing", [m.header("Authorization") for m in mal.messages() if m.header("Authorization")], [])
    s.ladder(mal, ">INVITE+ <100 <180 <200+ >ACK  <BYE >401/BYE")
    s.ladder(joe, ">INVITE+ <100 <180? <480 >ACK")
