package io.callcenter.message;

/** One look at a message with a usable Via: what it is refused for (RFC 3261 §8.1.1, §8.2, §16.3, §18.3). */
final class Inspection {
    private final StartLine start;
    private final HeadLines lines;
    private final RoutingFields parts;
    private final Limits limits;
    private boolean from;
    private boolean to;
    private boolean callId;
    private boolean cseq;
    private int vias;
    private int contacts;

    Inspection(StartLine start, HeadLines lines, RoutingFields parts, Limits limits) {
        this.start = start;
        this.lines = lines;
        this.parts = parts;
        this.limits = limits;
    }

    /** The first fault, {@code null} = none. */
    MessageFault fault() {
        if (!start.hasRightVersion()) {
            return MessageFault.VERSION;
        }
        if (lines.tooMany() || lines.bodyFrom() > limits.head()) {
            return MessageFault.HEAD_TOO_LARGE;
        }
        MessageFault fault = startLine();
        if (fault == null) {
            fault = fields();
        }
        if (fault == null) {
            fault = needed();
        }
        return fault == null && start.isRequest() ? ofRequest() : fault;
    }

    private MessageFault startLine() {
        if (lines.startHasControl()) {
            return MessageFault.CONTROL_CHARACTER;
        }
        if (start.isResponse()) {
            return start.code() < 0 ? MessageFault.CODE : null;
        }
        if (start.method() == null) {
            return MessageFault.METHOD;
        }
        return start.uri() == null ? MessageFault.REQUEST_URI : null;
    }

    private MessageFault fields() {
        for (int field = 0; field < lines.count(); field++) {
            int number = lines.number(field);
            if (number >= 0 && number <= HeaderName.RECORD_ROUTE.ordinal()) {
                MessageFault fault = field(field, HeaderName.of(number));
                if (fault != null) {
                    return fault;
                }
            }
        }
        return lines.doubled() ? MessageFault.DOUBLED : null;
    }

    private MessageFault field(int field, HeaderName name) {
        if (name.onlyOnce()) {
            note(name);
            boolean breaks = name.ordinal() <= HeaderName.CSEQ.ordinal();
            return breaks && lines.hasControl(field) ? MessageFault.CONTROL_CHARACTER : null;
        }
        if (lines.hasControl(field)) {
            return MessageFault.CONTROL_CHARACTER;
        }
        if (name == HeaderName.VIA) {
            vias += 1 + commas(field);
            return vias > limits.vias() ? MessageFault.HEAD_TOO_LARGE : null;
        }
        if (name == HeaderName.CONTACT) {
            boolean read = parts.contact() != null && contacts++ == 0 && !hasComma(field);
            return read || areAddresses(lines.text(field), true) ? null : MessageFault.CONTACT;
        }
        return areAddresses(lines.text(field), false) ? null : MessageFault.ROUTE;
    }

    private void note(HeaderName name) {
        switch (name) {
            case FROM -> from = true;
            case TO -> to = true;
            case CALL_ID -> callId = true;
            case CSEQ -> cseq = true;
            default -> {}
        }
    }

    private boolean hasComma(int field) {
        return commas(field) > 0;
    }

    private int commas(int field) {
        int commas = 0;
        for (int at = lines.valueFrom(field); at < lines.valueTo(field); at++) {
            commas += lines.bytes()[at] == ',' ? 1 : 0;
        }
        return commas;
    }

    private static boolean areAddresses(String text, boolean star) {
        int length = text.length();
        int at = 0;
        while (at <= length) {
            int end = Lists.end(text, at, length);
            String item =
                    at == 0 && end == length ? text : text.substring(at, end).strip();
            boolean good = item.isEmpty() || star && item.equals("*") || NameAddress.parse(item) != null;
            if (!good) {
                return false;
            }
            at = end + 1;
        }
        return true;
    }

    private MessageFault needed() {
        if (!from || !to || !callId || !cseq) {
            return MessageFault.MISSING;
        }
        if (parts.from() == null) {
            return MessageFault.FROM;
        }
        if (parts.to() == null) {
            return MessageFault.TO;
        }
        if (parts.callId() == null) {
            return MessageFault.CALL_ID;
        }
        return parts.cseq() == null ? MessageFault.CSEQ : via();
    }

    private MessageFault via() {
        return parts.viaRight() ? null : MessageFault.VIA;
    }

    private MessageFault ofRequest() {
        if (!parts.cseq().method().equals(start.method())) {
            return MessageFault.CSEQ;
        }
        if (!MessageIntake.isHops(lines)) {
            return MessageFault.MAX_FORWARDS;
        }
        return start.method().equals(Methods.INVITE) && !isTarget(parts.contact()) ? MessageFault.CONTACT : null;
    }

    /** Whether our requests can go to it. */
    private static boolean isTarget(NameAddress contact) {
        return contact != null && contact.uri().isSip();
    }
}
