DELETE FROM cc_x_logins WHERE agent_id = :#agent
