-- Flows and agents as the reference has them (behaviour 1.1, 1.2); only where they are missing.
CREATE TABLE IF NOT EXISTS version (
    table_name VARCHAR(32) NOT NULL UNIQUE,
    table_version INTEGER DEFAULT 0 NOT NULL
);

CREATE TABLE IF NOT EXISTS ${flows_table} (
    id SERIAL PRIMARY KEY,
    ${flows_flowid} VARCHAR(64) NOT NULL UNIQUE,
    ${flows_priority} INTEGER DEFAULT 256 NOT NULL,
    ${flows_skill} VARCHAR(64) NOT NULL,
    ${flows_prependcid} VARCHAR(32),
    ${flows_max_wrapup_time} INTEGER DEFAULT 0 NOT NULL,
    ${flows_dissuading_hangup} INTEGER DEFAULT 0 NOT NULL,
    ${flows_dissuading_onhold_th} INTEGER DEFAULT 0 NOT NULL,
    ${flows_dissuading_ewt_th} INTEGER DEFAULT 0 NOT NULL,
    ${flows_dissuading_qsize_th} INTEGER DEFAULT 0 NOT NULL,
    ${flows_message_welcome} VARCHAR(128) DEFAULT NULL,
    ${flows_message_queue} VARCHAR(128) NOT NULL,
    ${flows_message_dissuading} VARCHAR(128) DEFAULT NULL,
    ${flows_message_flow_id} VARCHAR(128) DEFAULT NULL
);

CREATE TABLE IF NOT EXISTS ${agents_table} (
    id SERIAL PRIMARY KEY,
    ${agents_agentid} VARCHAR(128) NOT NULL UNIQUE,
    ${agents_location} VARCHAR(128) DEFAULT NULL,
    ${agents_msrp_location} VARCHAR(128) DEFAULT NULL,
    ${agents_msrp_max_sessions} INTEGER DEFAULT 4 NOT NULL,
    ${agents_skills} VARCHAR(255) NOT NULL,
    ${agents_logstate} INTEGER DEFAULT 0 NOT NULL,
    ${agents_wrapup_end_time} INTEGER DEFAULT 0 NOT NULL,
    ${agents_wrapup_time} INTEGER DEFAULT 0 NOT NULL
);

INSERT INTO version (table_name, table_version)
SELECT '${flows_name}', 2 FROM (SELECT 1 AS one) made
WHERE NOT EXISTS (SELECT 1 FROM version WHERE table_name = '${flows_name}');

INSERT INTO version (table_name, table_version)
SELECT '${agents_name}', 3 FROM (SELECT 1 AS one) made
WHERE NOT EXISTS (SELECT 1 FROM version WHERE table_name = '${agents_name}');
