package io.callcenter.store.files;

import java.util.Objects;

/** Says in one line what is wrong with a database, a table or the journal, and which property decides about it. */
public final class StoreProblem extends Exception {
    private static final long serialVersionUID = 1L;

    private final String property;
    private final boolean temporary;

    private StoreProblem(String property, String message, boolean temporary, Throwable cause) {
        super(Objects.requireNonNull(message), cause);
        this.property = Objects.requireNonNull(property);
        this.temporary = temporary;
    }

    /** A wrong setting: trying again does not help (wrong URL, driver, password, table version, identifier). */
    public static StoreProblem wrong(String property, String message) {
        return new StoreProblem(property, message, false, null);
    }

    /** A wrong setting, with what led to it. */
    public static StoreProblem wrong(String property, String message, Throwable cause) {
        return new StoreProblem(property, message, false, cause);
    }

    /** Out of reach for now: the same setting may work later. */
    public static StoreProblem away(String property, String message, Throwable cause) {
        return new StoreProblem(property, message, true, cause);
    }

    /** The property that decides, for example {@code cc.db.url}. */
    public String property() {
        return property;
    }

    /** Whether trying again may help: the database cannot be reached now. */
    public boolean temporary() {
        return temporary;
    }
}
