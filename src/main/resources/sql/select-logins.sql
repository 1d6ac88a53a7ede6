SELECT agent_id, logged_in, row_logged_in FROM cc_x_logins ORDER BY agent_id
