-- Saved calls as the reference has them (behaviour 10), and what it does not save: both parts whole, runtime logins.
CREATE TABLE IF NOT EXISTS version (
    table_name VARCHAR(32) NOT NULL UNIQUE,
    table_version INTEGER DEFAULT 0 NOT NULL
);

CREATE TABLE IF NOT EXISTS cc_calls (
    id SERIAL PRIMARY KEY,
    state INTEGER NOT NULL,
    media INTEGER DEFAULT 0 NOT NULL,
    ig_cback INTEGER NOT NULL,
    no_rej INTEGER NOT NULL,
    setup_time INTEGER NOT NULL,
    eta INTEGER NOT NULL,
    last_start INTEGER NOT NULL,
    recv_time INTEGER NOT NULL,
    caller_dn VARCHAR(128) NOT NULL,
    caller_un VARCHAR(128) NOT NULL,
    b2buaid VARCHAR(128) DEFAULT '' NOT NULL UNIQUE,
    flow VARCHAR(128) NOT NULL,
    agent VARCHAR(128) NOT NULL,
    script_param VARCHAR(128) NOT NULL
);

INSERT INTO version (table_name, table_version)
SELECT 'cc_calls', 3 FROM (SELECT 1 AS one) made
WHERE NOT EXISTS (SELECT 1 FROM version WHERE table_name = 'cc_calls');

CREATE TABLE IF NOT EXISTS cc_x_legs (
    call_id VARCHAR(128) NOT NULL PRIMARY KEY,
    node VARCHAR(64) NOT NULL,
    core TEXT NOT NULL,
    legs TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS cc_x_logins (
    agent_id VARCHAR(128) NOT NULL PRIMARY KEY,
    logged_in INTEGER NOT NULL,
    row_logged_in INTEGER NOT NULL
);
