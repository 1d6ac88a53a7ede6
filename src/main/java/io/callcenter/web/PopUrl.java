package io.callcenter.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a customer's page, with places such as <code>{caller}</code> for what is known of the call. Scheme and host are fixed, and what is put in is
 * percent-encoded, so that no caller decides where the page leads.
 */
public final class PopUrl {
    /** What such an address looks like; places only behind the host. */
    public static final String FORM =
            "(?i:https?)://[^\\s{}/?#\\\\@]+(?:[/?#](?:[^\\s{}]|\\{(?:caller|name|flow|agent|call_id|param|SipHeader\\.[0-9A-Za-z-]+)\\})*)?";

    private static final Pattern PLACE = Pattern.compile("\\{([^{}]+)\\}");
    private static final String FIELD = "SipHeader.";
    private static final String UNRESERVED = "-._~";

    private final String text;

    private PopUrl(String text) {
        this.text = text;
    }

    /**
     * The address in that text.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static PopUrl of(String text) {
        if (!text.matches(FORM)) {
            throw new IllegalArgumentException("not an http or https address with known places: " + text);
        }
        return new PopUrl(text);
    }

    /** The header fields that are put in. */
    public List<String> fields() {
        List<String> fields = new ArrayList<>();
        Matcher place = PLACE.matcher(text);
        while (place.find()) {
            if (place.group(1).startsWith(FIELD)) {
                fields.add(place.group(1).substring(FIELD.length()));
            }
        }
        return fields;
    }

    /** The address with those values; what is not known is left empty. */
    String with(Map<String, String> values) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(encoded(values.getOrDefault(place.group(1), ""))));
    }

    private static String encoded(String value) {
        StringBuilder all = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
            all.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return all.toString();
    }
}
