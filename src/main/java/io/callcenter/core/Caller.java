package io.callcenter.core;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who calls, as the From header of the first INVITE says.
 *
 * @param user user part of the From URI; empty where it has none
 * @param display display name as received, without its quotes and escapes; empty where there is none
 * @param uri the From URI; blank when it could not be parsed, which is refused with -2
 * @param privacy what the caller asked for in Privacy header fields (RFC 3323), separated by commas or semicolons; empty where there is none
 * @param number where they stay unknown and their number is kept for who must trace them; absent in records of versions without it
 */
public record Caller(String user, String display, String uri, Optional<String> privacy, Optional<Withheld> number) {
    private static final Set<String> WITHHOLDING = Set.of("id", "user", "header");

    /** Refuses nulls. */
    public Caller {
        Objects.requireNonNull(user);
        Objects.requireNonNull(display);
        Objects.requireNonNull(uri);
        Objects.requireNonNull(privacy);
        number = Objects.requireNonNullElse(number, Optional.empty());
    }

    /** A caller who is known to all. */
    public Caller(String user, String display, String uri, Optional<String> privacy) {
        this(user, display, uri, privacy, Optional.empty());
    }

    /** A caller who asked for nothing. */
    public Caller(String user, String display, String uri) {
        this(user, display, uri, Optional.empty());
    }

    /** A caller who stays unknown (RFC 3323 §4.1). */
    public static Caller anonymous(Optional<String> privacy) {
        return new Caller("anonymous", "Anonymous", "sip:anonymous@anonymous.invalid", privacy);
    }

    /** The same, whose number is kept. */
    public Caller tracedAs(String kept) {
        return new Caller(user, display, uri, privacy, Optional.of(new Withheld(kept)));
    }

    /** The name that agents see, behind the flow's prefix (docs/design/behaviour.md 2.4). Deviation: B55, nothing is cut. */
    public String nameWith(String prefix) {
        String name = display.isEmpty() ? user : display;
        return prefix.isEmpty() ? name : (prefix + " " + name).strip();
    }

    /** Whether the caller asked that nobody but the called party learns who they are (RFC 3323 §4.2, RFC 3325 §9.3). */
    public boolean withheld() {
        for (String wish : privacy.orElse("").toLowerCase(Locale.ROOT).split("[,;\\s]+")) {
            if (WITHHOLDING.contains(wish)) {
                return true;
            }
        }
        return false;
    }
}
