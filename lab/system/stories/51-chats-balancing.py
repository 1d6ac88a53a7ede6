# SPDX-License-Identifier: Apache-2.0
"""Five chats over two agents, balancing: spread evenly."""
from sipp import CHAT


def story(s):
    music = s.peer("music", calls=0, media=CHAT)
    ann = s.peer("ann", calls=3, media=CHAT)
    bea = s.peer("bea", calls=2, media=CHAT)
    s.flow("chat", message_queue=music.uri)
    s.agent("ann", msrp_location=ann.uri, msrp_max_sessions=4, wrapup_time=1)
    s.agent("bea", msrp_location=bea.uri, msrp_max_sessions=4, wrapup_time=1)
    s.start({})
    for number in range(1, 6):
        s.caller(f"c{number}", "chat", media=CHAT, talk=12000)
        s.until(f"chat {number} given to an agent", s.calls, ["toagent"] * number)
    agents = {agent["id"]: agent for agent in s.mi("cc_list_agents")["Agents"]}
    sessions = sorted((agent["Ongoing chats"], agent["Free chats"]) for agent in agents.values())
    s.check("chats of the two agents, and free places", sessions, [(2, 2), (3, 1)])
    s.statistics(ccg_incalls=5, ccg_distributed_incalls=5, ccg_onhold_chats=0)
    s.finish(40)
    counts = s.sql("SELECT agent_id, COUNT(*) AS chats FROM cc_cdrs WHERE media = 2 AND call_type = 0 GROUP BY agent_id")
    s.check("records", sorted(row["chats"] for row in counts), [2, 3])
    dispatched = [e for e in s.events_seen() if e["event"] == "E_CALLCENTER_AGENT_REPORT" and e.get("flow_id") == "chat"]
    s.check("events of dispatched chats", [(e["status"], e["ongoing_sessions"]) for e in dispatched], [("inchat", 1), ("inchat", 1), ("inchat", 2), ("inchat", 2), ("inchat", 3)])
