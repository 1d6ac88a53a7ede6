package io.callcenter.store.database;

/** What a database is for; each falls back to {@link #PROVISIONING} (docs/design/behaviour.md 14, parameters 1 to 3). */
public enum DatabaseRole {
    /** Flows and agents: {@code cc.db.*}, bean {@code dataSourceDb}. */
    PROVISIONING("cc.db", "provisioning"),
    /** Call detail records: {@code cc.acc-db.*}, bean {@code dataSourceAcc}. */
    ACCOUNTING("cc.acc-db", "accounting"),
    /** Saved calls and logins: {@code cc.rt-db.*}, bean {@code dataSourceRt}. */
    RUNTIME("cc.rt-db", "runtime");

    private final String prefix;
    private final String folder;

    DatabaseRole(String prefix, String folder) {
        this.prefix = prefix;
        this.folder = folder;
    }

    /** The property that names it: {@code cc.db.url}, {@code cc.acc-db.url} or {@code cc.rt-db.url}. */
    public String urlProperty() {
        return prefix + ".url";
    }

    /** The folder of its migrations below {@code sql/schema/<vendor>}. */
    String folder() {
        return folder;
    }
}
