# SPDX-License-Identifier: Apache-2.0
"""kill -9 during a talk: hold, INFO, unhold and BYE of the caller work with the next process; a BYE that comes while it starts waits (L57)."""
import time


def story(s):
    music = s.peer("music", calls=0)
    ann = s.peer("ann", limit=150)
    eve = s.peer("eve", limit=150)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri)
    s.agent("eve", location=eve.uri)
    s.start()
    holder = s.caller("1001", "sales", "holds", step=12000, limit=150)
    s.talks(ann)
    leaver = s.caller("1002", "sales", talk=2500)
    s.talks(eve)
    s.pause(1)
    s.center.kill()
    s.crashed = True
    time.sleep(2.5)  # 1002 says BYE to nobody
    s.center.start()
    s.watch()
    s.until("1002 is over", lambda: leaver.over, True, 20)
    s.check("calls after the restart", s.calls(), ["toagent"])
    s.finish(80)
    s.check("hold after the restart", [t for t in ann.dialogs()[0].tokens if t in ("<INVITE+", "<INFO", "<BYE")], ["<INVITE+", "<INVITE+", "<INFO", "<INVITE+", "<BYE"])
    s.check("end of 1002", leaver.dialogs()[0].tokens[-2:], [">BYE", "<200/BYE"])
    s.check("end of eve", [t for t in eve.dialogs()[0].tokens if "BYE" in t], ["<BYE", ">200/BYE"])
    s.cdrs({"caller": "1002", "agent_id": "eve", "call_type": 0, "fstats": 7},
           {"caller": "1001", "agent_id": "ann", "call_type": 0, "fstats": 7, "talk_time": s.seconds((holder, ">ACK"), (holder, ">BYE"))})
