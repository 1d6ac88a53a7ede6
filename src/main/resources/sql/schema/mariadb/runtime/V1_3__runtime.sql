-- Saved calls as the reference has them (behaviour 10), and what it does not save: both parts whole, runtime logins.
CREATE TABLE IF NOT EXISTS version (
    table_name CHAR(32) NOT NULL UNIQUE,
    table_version INT UNSIGNED DEFAULT 0 NOT NULL
) ENGINE = InnoDB;

CREATE TABLE IF NOT EXISTS cc_calls (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    state INT NOT NULL,
    media INT DEFAULT 0 NOT NULL,
    ig_cback INT NOT NULL,
    no_rej INT NOT NULL,
    setup_time INT NOT NULL,
    eta INT NOT NULL,
    last_start INT NOT NULL,
    recv_time INT NOT NULL,
    caller_dn CHAR(128) NOT NULL,
    caller_un CHAR(128) NOT NULL,
    b2buaid CHAR(128) DEFAULT '' NOT NULL UNIQUE,
    flow CHAR(128) NOT NULL,
    agent CHAR(128) NOT NULL,
    script_param CHAR(128) NOT NULL
) ENGINE = InnoDB;

INSERT INTO version (table_name, table_version)
SELECT 'cc_calls', 3 FROM (SELECT 1 AS one) made
WHERE NOT EXISTS (SELECT 1 FROM version WHERE table_name = 'cc_calls');

CREATE TABLE IF NOT EXISTS cc_x_legs (
    call_id VARCHAR(128) NOT NULL PRIMARY KEY,
    node VARCHAR(64) NOT NULL,
    core MEDIUMTEXT NOT NULL,
    legs MEDIUMTEXT NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS cc_x_logins (
    agent_id VARCHAR(128) NOT NULL PRIMARY KEY,
    logged_in INT NOT NULL,
    row_logged_in INT NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
