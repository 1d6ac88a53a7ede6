# SPDX-License-Identifier: Apache-2.0
"""SIGTERM with cc.shutdown=drain: calls go on to their end, new ones get 503, then the process ends with 0; not later than cc.shutdown-timeout."""
import threading
import time


def story(s):
    music = s.peer("music", calls=None)
    ann = s.peer("ann")
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri)
    s.start({"cc.shutdown": "drain", "cc.shutdown-timeout": "40"})
    first = s.caller("1001", "sales", talk=5000)
    s.talks(ann)
    codes, began = [], time.monotonic()
    stopping = threading.Thread(target=lambda: codes.append(s.center.stop(60)))
    stopping.start()
    time.sleep(1)
    late = s.caller("1002", "sales", "refused", refusal=503)
    stopping.join()
    s.check("exit code", codes, [0])
    s.check("seconds until the end", time.monotonic() - began, lambda it: 3 < it < 30)
    for peer in (first, late, ann):
        s.check(f"end of {peer.name}", peer.wait(10), "")
    s.check("who talked was not cut off", first.dialogs()[0].tokens[-2:], [">BYE", "<200/BYE"])
    s.check("who came late", [m.status for m in late.messages() if m.status > 100], lambda codes: codes[0] == 503)
    s.check("saved calls", s.sql("SELECT COUNT(*) AS n FROM cc_calls"), [{"n": 0}])
    s.cdrs({"caller": "1001", "agent_id": "ann", "call_type": 0, "fstats": 7})
