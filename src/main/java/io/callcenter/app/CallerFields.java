package io.callcenter.app;

import io.callcenter.ids.CallId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.camel.Message;

/**
 * What came with each call for the agent who takes it: header fields of the caller's INVITE, the opaque value that a route gave, and
 * what it wants to be shown ({@code CcShow.<Name>}: five of 64 characters). Kept while the
 * call lasts, in memory only: after a restart it is not known any more. Any thread.
 */
public final class CallerFields {
    /** The name of the opaque value; no header field has a name like that. */
    public static final String PARAM = "{param}";

    /** Begins the names of what a route wants to be shown; no header field has a name like that. */
    public static final String SHOWN = "{show}";

    private static final String FIELD = "SipHeader.";
    private static final int MOST_SHOWN = 5;
    private static final int LONGEST_SHOWN = 64;
    private static final int LONGEST = 500;

    private final List<String> names;
    private final ConcurrentMap<CallId, Map<String, String>> kept = new ConcurrentHashMap<>();

    /** Keeps the fields of those names. */
    public CallerFields(List<String> names) {
        this.names = List.copyOf(names);
    }

    /** Keeps what that message of a new call has. */
    void keep(CallId call, Message message) {
        Map<String, String> fields = new LinkedHashMap<>();
        names.forEach(name -> put(fields, name, message.getHeader(FIELD + name, String.class)));
        put(fields, PARAM, message.getHeader(CcHeaders.PARAM, String.class));
        message.getHeaders().keySet().stream()
                .filter(name -> name.regionMatches(true, 0, CcHeaders.SHOW, 0, CcHeaders.SHOW.length()))
                .sorted()
                .limit(MOST_SHOWN)
                .forEach(name -> put(
                        fields,
                        SHOWN + name.substring(CcHeaders.SHOW.length()),
                        shortened(message.getHeader(name, "", String.class))));
        if (fields.isEmpty()) {
            kept.remove(call);
        } else {
            kept.put(call, Map.copyOf(fields));
        }
    }

    private static void put(Map<String, String> fields, String name, String value) {
        if (value != null && !value.isBlank()) {
            fields.put(name, value.length() > LONGEST ? value.substring(0, LONGEST) : value);
        }
    }

    private static String shortened(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", " ").strip();
        return plain.codePointCount(0, plain.length()) <= LONGEST_SHOWN
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, LONGEST_SHOWN));
    }

    /** What a route wants to be shown among those fields, by name. */
    public static Map<String, String> shown(Map<String, String> fields) {
        Map<String, String> shown = new TreeMap<>();
        fields.forEach((name, value) -> {
            if (name.startsWith(SHOWN)) {
                shown.put(name.substring(SHOWN.length()), value);
            }
        });
        return shown;
    }

    /** The call is over, or never came in. */
    public void forget(CallId call) {
        kept.remove(call);
    }

    /** What is known of that call, by the name of the field. */
    public Map<String, String> of(CallId call) {
        return kept.getOrDefault(call, Map.of());
    }
}
