# SPDX-License-Identifier: Apache-2.0
"""With internal dispatching off another program gives the calls away, by call and agent; wrong pairs are refused with their texts."""
from center import Refused


def story(s):
    music = s.peer("music")
    ann = s.peer("ann", talk=1500)
    s.flow("sales", message_queue=music.uri)
    s.agent("ann", location=ann.uri)
    s.agent("other", location="sip:other@127.0.0.1:9", skills="else")
    s.agent("off", location="sip:off@127.0.0.1:9", logstate=0)
    s.start({"cc.internal-call-dispatching": "false"})
    s.check("switch", s.mi("cc_internal_call_dispatching"), {"dispatching": 0})
    s.caller("1001", "sales")
    s.until("call in the queue", s.queue, ["1001"])
    call = s.mi("cc_list_queue")["Calls"][0]["id"]

    def refused(agent: str, call_id: str) -> str:
        try:
            return s.mi("cc_dispatch_call_to_agent", call_id=call_id, agent_id=agent)
        except Refused as e:
            return str(e)

    s.check("unknown agent", refused("nobody", call), "404 Agent not found")
    s.check("logged out", refused("off", call), "404 Agent not logged in")
    s.check("unknown call", refused("ann", "nothing"), "404 Call not found")
    s.check("wrong skill", refused("other", call), "488 Agent has no skill for the call")
    s.check("right pair", refused("ann", call), "OK")
    s.until("call given to the agent", s.calls, ["toagent"])
    s.until("call over", s.calls, [])
    s.check("switched on", s.mi("cc_internal_call_dispatching", dispatching=1), {"dispatching": 1})
    s.check("no manual dispatch now", refused("ann", call), "403 Internal dispatching is enabled")
    s.finish()
    s.cdrs({"agent_id": "ann", "call_type": 0, "fstats": 7})
