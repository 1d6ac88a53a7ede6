-- Call detail records as the reference has them (behaviour 9), and what makes each of them be written once.
CREATE TABLE IF NOT EXISTS version (
    table_name CHAR(32) NOT NULL UNIQUE,
    table_version INT UNSIGNED DEFAULT 0 NOT NULL
) ENGINE = InnoDB;

CREATE TABLE IF NOT EXISTS cc_cdrs (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    caller CHAR(64) NOT NULL,
    received_timestamp DATETIME NOT NULL,
    wait_time INT UNSIGNED DEFAULT 0 NOT NULL,
    pickup_time INT UNSIGNED DEFAULT 0 NOT NULL,
    talk_time INT UNSIGNED DEFAULT 0 NOT NULL,
    flow_id CHAR(128) NOT NULL,
    agent_id CHAR(128) DEFAULT NULL,
    call_type INT DEFAULT -1 NOT NULL,
    rejected INT UNSIGNED DEFAULT 0 NOT NULL,
    fstats INT UNSIGNED DEFAULT 0 NOT NULL,
    cid INT UNSIGNED DEFAULT 0,
    media INT DEFAULT 0 NOT NULL
) ENGINE = InnoDB;

INSERT INTO version (table_name, table_version)
SELECT 'cc_cdrs', 2 FROM (SELECT 1 AS one) made
WHERE NOT EXISTS (SELECT 1 FROM version WHERE table_name = 'cc_cdrs');

CREATE TABLE IF NOT EXISTS cc_x_cdr_keys (
    call_id VARCHAR(128) NOT NULL,
    number INT NOT NULL,
    written BIGINT NOT NULL,
    PRIMARY KEY (call_id, number)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS cc_x_texts (
    call_id VARCHAR(128) NOT NULL,
    number INT NOT NULL,
    field VARCHAR(64) NOT NULL,
    content MEDIUMTEXT NOT NULL,
    PRIMARY KEY (call_id, number, field)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
