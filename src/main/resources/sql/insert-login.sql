INSERT INTO cc_x_logins (agent_id, logged_in, row_logged_in)
VALUES (:#agent, :#on, :#row_on)
