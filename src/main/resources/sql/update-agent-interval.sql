UPDATE cc_x_agent_intervals
SET partial = :#partial, offered = :#offered, answered = :#answered, refused = :#refused, missed = :#missed, login = :#login, free = :#free, ring = :#ring, talk = :#talk, chat = :#chat, wrapup = :#wrapup, paused = :#paused, paid = :#paid, by_reason = :#by_reason, version = :#version
WHERE start_at = :#start_at AND agent_id = :#agent_id AND version < :#version
