-- Call detail records as the reference has them (behaviour 9), and what makes each of them be written once.
CREATE TABLE IF NOT EXISTS version (
    table_name VARCHAR(32) NOT NULL UNIQUE,
    table_version INTEGER DEFAULT 0 NOT NULL
);

CREATE TABLE IF NOT EXISTS cc_cdrs (
    id SERIAL PRIMARY KEY,
    caller VARCHAR(64) NOT NULL,
    received_timestamp TIMESTAMP NOT NULL,
    wait_time INTEGER DEFAULT 0 NOT NULL,
    pickup_time INTEGER DEFAULT 0 NOT NULL,
    talk_time INTEGER DEFAULT 0 NOT NULL,
    flow_id VARCHAR(128) NOT NULL,
    agent_id VARCHAR(128) DEFAULT NULL,
    call_type INTEGER DEFAULT -1 NOT NULL,
    rejected INTEGER DEFAULT 0 NOT NULL,
    fstats INTEGER DEFAULT 0 NOT NULL,
    cid INTEGER DEFAULT 0,
    media INTEGER DEFAULT 0 NOT NULL
);

INSERT INTO version (table_name, table_version)
SELECT 'cc_cdrs', 2 FROM (SELECT 1 AS one) made
WHERE NOT EXISTS (SELECT 1 FROM version WHERE table_name = 'cc_cdrs');

CREATE TABLE IF NOT EXISTS cc_x_cdr_keys (
    call_id VARCHAR(128) NOT NULL,
    number INTEGER NOT NULL,
    written BIGINT NOT NULL,
    PRIMARY KEY (call_id, number)
);

CREATE TABLE IF NOT EXISTS cc_x_texts (
    call_id VARCHAR(128) NOT NULL,
    number INTEGER NOT NULL,
    field VARCHAR(64) NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (call_id, number, field)
);
