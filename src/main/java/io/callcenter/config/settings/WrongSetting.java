package io.callcenter.config.settings;

/** A setting that stops the start; its message is the one line that the user reads. */
public final class WrongSetting extends Exception {
    private static final long serialVersionUID = 1L;

    /** A line that names the setting and says what is wrong with it. */
    public WrongSetting(String line) {
        super(line);
    }
}
