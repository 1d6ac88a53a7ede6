-- What is set for agents beside the reference's table; NULL, and no row, is the default.
CREATE TABLE IF NOT EXISTS cc_x_agent_settings (
    agent_id VARCHAR(128) NOT NULL PRIMARY KEY,
    dial VARCHAR(64),
    transfer VARCHAR(16)
);
