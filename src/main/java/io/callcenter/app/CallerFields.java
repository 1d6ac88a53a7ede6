package io.callcenter.app;

import io.callcenter.ids.CallId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
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
    private static final long LINGER = 60_000_000_000L;
    private static final int MOST_SHOWN = 5;
    private static final int LONGEST_SHOWN = 64;
    private static final int LONGEST = 500;

    private final List<String> names;
    private final ConcurrentMap<CallId, Map<String, String>> kept = new ConcurrentHashMap<>();

    private final LongSupplier nanos;
    private final Queue<Over> over = new ConcurrentLinkedQueue<>();
    private final ConcurrentMap<CallId, Map<String, String>> shownOfOver = new ConcurrentHashMap<>();

    /** A call that is over, since then. */
    private record Over(CallId call, long since) {}

    /** Keeps the fields of those names. */
    public CallerFields(List<String> names) {
        this(names, System::nanoTime);
    }

    /** The same, by a clock that counts nanoseconds and never goes back. */
    CallerFields(List<String> names, LongSupplier nanos) {
        this.nanos = nanos;
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

    /** The call is over, or never came in. Its last events may still be on their way: for them what is shown is kept for a minute. */
    public void forget(CallId call) {
        Map<String, String> fields = kept.remove(call);
        long now = nanos.getAsLong();
        for (Over first = over.peek(); first != null && now - first.since() > LINGER; first = over.peek()) {
            over.remove(first);
            shownOfOver.remove(first.call());
        }
        Map<String, String> shown = fields == null ? Map.of() : shown(fields);
        if (!shown.isEmpty()) {
            shownOfOver.put(call, shown);
            over.add(new Over(call, now));
        }
    }

    /** What a route wants to be shown with that call, by name; also a moment after its end. */
    public Map<String, String> shownWith(CallId call) {
        Map<String, String> fields = kept.get(call);
        return fields == null ? shownOfOver.getOrDefault(call, Map.of()) : shown(fields);
    }

    /** What is known of that call, by the name of the field. */
    public Map<String, String> of(CallId call) {
        return kept.getOrDefault(call, Map.of());
    }
}
