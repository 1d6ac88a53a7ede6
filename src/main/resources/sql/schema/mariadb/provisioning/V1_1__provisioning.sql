-- Flows and agents as the reference has them (behaviour 1.1, 1.2); only where they are missing.
CREATE TABLE IF NOT EXISTS version (
    table_name CHAR(32) NOT NULL UNIQUE,
    table_version INT UNSIGNED DEFAULT 0 NOT NULL
) ENGINE = InnoDB;

CREATE TABLE IF NOT EXISTS ${flows_table} (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    ${flows_flowid} CHAR(64) NOT NULL UNIQUE,
    ${flows_priority} INT UNSIGNED DEFAULT 256 NOT NULL,
    ${flows_skill} CHAR(64) NOT NULL,
    ${flows_prependcid} CHAR(32),
    ${flows_max_wrapup_time} INT UNSIGNED DEFAULT 0 NOT NULL,
    ${flows_dissuading_hangup} INT UNSIGNED DEFAULT 0 NOT NULL,
    ${flows_dissuading_onhold_th} INT UNSIGNED DEFAULT 0 NOT NULL,
    ${flows_dissuading_ewt_th} INT UNSIGNED DEFAULT 0 NOT NULL,
    ${flows_dissuading_qsize_th} INT UNSIGNED DEFAULT 0 NOT NULL,
    ${flows_message_welcome} CHAR(128) DEFAULT NULL,
    ${flows_message_queue} CHAR(128) NOT NULL,
    ${flows_message_dissuading} CHAR(128) DEFAULT NULL,
    ${flows_message_flow_id} CHAR(128) DEFAULT NULL
) ENGINE = InnoDB;

CREATE TABLE IF NOT EXISTS ${agents_table} (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    ${agents_agentid} CHAR(128) NOT NULL UNIQUE,
    ${agents_location} CHAR(128) DEFAULT NULL,
    ${agents_msrp_location} CHAR(128) DEFAULT NULL,
    ${agents_msrp_max_sessions} INT UNSIGNED DEFAULT 4 NOT NULL,
    ${agents_skills} CHAR(255) NOT NULL,
    ${agents_logstate} INT UNSIGNED DEFAULT 0 NOT NULL,
    ${agents_wrapup_end_time} INT DEFAULT 0 NOT NULL,
    ${agents_wrapup_time} INT DEFAULT 0 NOT NULL
) ENGINE = InnoDB;

INSERT INTO version (table_name, table_version)
SELECT '${flows_name}', 2 FROM (SELECT 1 AS one) made
WHERE NOT EXISTS (SELECT 1 FROM version WHERE table_name = '${flows_name}');

INSERT INTO version (table_name, table_version)
SELECT '${agents_name}', 3 FROM (SELECT 1 AS one) made
WHERE NOT EXISTS (SELECT 1 FROM version WHERE table_name = '${agents_name}');
