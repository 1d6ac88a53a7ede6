package io.callcenter.config.settings;

/** The application could not start; its message is the one line that the user reads, and nothing is left running. */
public final class StartFailed extends Exception {
    private static final long serialVersionUID = 1L;

    /** A line that says which part failed and why. */
    public StartFailed(String line) {
        super(line);
    }

    /** A line that says which part failed and why, and what caused it. */
    public StartFailed(String line, Throwable cause) {
        super(line, cause);
    }
}
