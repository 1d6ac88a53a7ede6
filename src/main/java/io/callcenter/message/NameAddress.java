package io.callcenter.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The value of From, To, Contact, Route and the like: a name, a URI, parameters (RFC 3261 §20.10, §25.1). Without {@code <>} all parameters are the
 * header's, not the URI's.
 */
public final class NameAddress {
    private final String text;
    private final int displayTo;
    private final SipUri uri;
    private final int parametersFrom;
    private final Tag tag;

    private NameAddress(String text, int displayTo, SipUri uri, int parametersFrom) {
        this.text = text;
        this.displayTo = displayTo;
        this.uri = uri;
        this.parametersFrom = parametersFrom;
        this.tag = tagOf(text, parametersFrom);
    }

    private NameAddress(String text, int displayTo, SipUri uri, int parametersFrom, Tag tag) {
        this.text = text;
        this.displayTo = displayTo;
        this.uri = uri;
        this.parametersFrom = parametersFrom;
        this.tag = tag;
    }

    /**
     * That party with that tag, {@link Tag#NONE} = without. Headers of the URI are left out: they have no place in From and To (RFC 3261 §19.1.1).
     */
    public static NameAddress of(Display display, SipUri uri, Tag tag) {
        String name = display.written();
        SipUri bare = uri.withoutHeaders();
        String written = bare.toString();
        StringBuilder address = new StringBuilder(
                        name.length() + written.length() + tag.text().length() + 8)
                .append(name)
                .append(name.isEmpty() ? "<" : " <")
                .append(written)
                .append('>');
        int end = address.length();
        if (!tag.isEmpty()) {
            address.append(";tag=").append(tag.text());
        }
        return new NameAddress(address.toString(), name.length(), bare, end, tag);
    }

    /**
     * The party; empty when there is no URI ({@code *} has none), one that {@link SipUri#read} refuses, an open quote or bracket, something else than
     * parameters behind the URI, or a tag that is quoted or has blanks.
     */
    public static Optional<NameAddress> read(String text) {
        return Optional.ofNullable(parse(text));
    }

    /** All parties of a list. */
    public static List<NameAddress> readAll(String text) {
        List<NameAddress> all = new ArrayList<>();
        for (String item : Lists.split(text)) {
            read(item).ifPresent(all::add);
        }
        return all;
    }

    /** As {@link #read}, {@code null} = none. */
    static NameAddress parse(String text) {
        int length = text.length();
        int open = bracket(text, length);
        if (open < 0) {
            return open == OPEN_QUOTE ? null : bare(text);
        }
        int close = text.indexOf('>', open);
        SipUri uri = close < 0 ? null : SipUri.parse(text, open + 1, close);
        return uri == null ? null : checked(text, open, uri, close + 1);
    }

    private static final int NO_BRACKET = -1;
    private static final int OPEN_QUOTE = -2;

    /** Where the opening bracket stands, outside of quotes. */
    private static int bracket(String text, int length) {
        int at = text.indexOf('"');
        int first = text.indexOf('<');
        if (at < 0 || first >= 0 && first < at) {
            return first;
        }
        while (at < length) {
            char c = text.charAt(at);
            if (c == '<') {
                return at;
            }
            at = c == '"' ? Quoted.end(text, at, length) : at + 1;
            if (at < 0) {
                return OPEN_QUOTE;
            }
        }
        return NO_BRACKET;
    }

    private static NameAddress bare(String text) {
        int length = text.length();
        int from = Chars.skipBlanks(text, 0, length);
        int semicolon = text.indexOf(';', userTo(text, from));
        int end = semicolon < 0 ? length : semicolon;
        SipUri uri = SipUri.parse(text, from, Chars.trimBlanks(text, from, end));
        return uri == null ? null : checked(text, 0, uri, end);
    }

    /** Where the user part ends: at an {@code @} before any quote, so semicolons may stand in it here too. */
    private static int userTo(String text, int from) {
        int sign = text.indexOf('@', from);
        int quote = sign < 0 ? -1 : text.lastIndexOf('"', sign);
        return sign < 0 || quote >= from ? from : sign;
    }

    private static NameAddress checked(String text, int displayTo, SipUri uri, int parametersFrom) {
        if (!Parameters.isFine(text, parametersFrom, text.length())) {
            return null;
        }
        NameAddress party = new NameAddress(text, displayTo, uri, parametersFrom);
        return party.tag == null ? null : party;
    }

    private static Tag tagOf(String text, int parametersFrom) {
        int at = Parameters.find(text, parametersFrom, text.length(), "tag");
        if (at < 0) {
            return Tag.NONE;
        }
        String value = Parameters.value(text, at, text.length());
        return Tag.isTag(value) ? new Tag(value) : null;
    }

    /** The name, without quotes and escapes. */
    public Display display() {
        return displayTo == 0
                ? Display.NONE
                : Display.of(Quoted.read(text.substring(0, displayTo).strip()));
    }

    /** The URI. */
    public SipUri uri() {
        return uri;
    }

    /** The tag; {@link Tag#NONE} where there is none. */
    public Tag tag() {
        return tag;
    }

    /** The parameters behind the URI, the tag among them. */
    public Parameters parameters() {
        return Parameters.of(text, parametersFrom, text.length());
    }

    /** The value of such a parameter; empty text where it stands alone. */
    public Optional<String> parameter(String name) {
        int at = Parameters.find(text, parametersFrom, text.length(), name);
        return at < 0 ? Optional.empty() : Optional.of(Quoted.read(Parameters.value(text, at, text.length())));
    }

    /** The same with that tag, all else in its spelling; {@link Tag#NONE} takes it off. */
    public NameAddress withTag(Tag other) {
        if (other.equals(tag)) {
            return this;
        }
        String head = text.substring(0, Chars.trimBlanks(text, 0, parametersFrom));
        String rest = parameters().without("tag").toString().strip();
        String bare = head.concat(rest);
        String tagged = other.isEmpty() ? bare : Parameters.joined(bare, "tag=".concat(other.text()));
        return new NameAddress(tagged, displayTo, uri, head.length(), other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NameAddress address && text.equals(address.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it stands in a message. */
    @Override
    public String toString() {
        return text;
    }
}
