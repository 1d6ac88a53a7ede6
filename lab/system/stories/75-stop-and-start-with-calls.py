# SPDX-License-Identifier: Apache-2.0
"""SIGTERM with cc.shutdown=handover: no word to anybody, and the next start goes on with who waits and who talks."""


def story(s):
    music = s.peer("music", calls=None)
    ann = s.peer("ann", talk=120000)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri)
    s.start()
    s.caller("1001", "sales", talk=20000)  # a probe meanwhile makes him talk that long once more
    s.talks(ann)
    s.caller("1002", "sales", talk=120000)
    s.until("one talks, one waits", s.calls, ["queued", "toagent"])
    s.talks(music)
    s.statistics(ccf_incalls__sales=2)
    s.check("exit code after SIGTERM", s.center.stop(), 0)
    s.check("nobody was told", [m.token for peer in s.peers for m in peer.messages() if "BYE" in m.token], [])
    s.crashed = True
    s.center.start()
    s.watch()
    s.check("the line", s.queue(), ["1002"])
    s.check("the calls", s.calls(), ["queued", "toagent"])
    s.statistics(ccf_incalls__sales=2, ccg_answered_incalls=1)
    s.until("1001 hangs up", s.queue, ["1002"], 5)
    s.until("ann is done with 1001", lambda: s.states()["ann"], "wrapup", 60)
    s.open_calls = True
    s.check("exit code after SIGTERM", s.center.stop(), 0)
    s.cdrs({"caller": "1001", "agent_id": "ann", "call_type": 0, "fstats": 7})
