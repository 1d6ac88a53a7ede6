package io.callcenter.message;

/**
 * The values that every message needs, read once and kept; {@code null} where one is missing or broken.
 *
 * @param via the top Via; {@code null} = an answer could not find its way by it
 * @param viaRight whether all of it is right
 * @param contact the first Contact
 */
record RoutingFields(
        Via via, boolean viaRight, NameAddress from, NameAddress to, SipCallId callId, CSeq cseq, NameAddress contact) {
    /** Those of a head, the first field of each. */
    static RoutingFields of(HeadLines lines) {
        String[] texts = new String[HeaderName.CONTACT.ordinal() + 1];
        for (int field = 0; field < lines.count(); field++) {
            int number = lines.number(field);
            if (isKept(number) && texts[number] == null) {
                texts[number] = lines.text(field);
            }
        }
        String via = texts[HeaderName.VIA.ordinal()];
        ViaReader top = new ViaReader(via == null ? "" : via);
        return new RoutingFields(
                top.isUsable() ? top.via() : null,
                top.isRight(),
                address(texts[HeaderName.FROM.ordinal()]),
                address(texts[HeaderName.TO.ordinal()]),
                callId(texts[HeaderName.CALL_ID.ordinal()]),
                cseq(texts[HeaderName.CSEQ.ordinal()]),
                firstAddress(texts[HeaderName.CONTACT.ordinal()]));
    }

    /** Those of a request of ours. */
    static RoutingFields of(HeadLines lines, Via via, Addressing parties) {
        int contact = lines.find(HeaderName.CONTACT, 0);
        return new RoutingFields(
                via,
                true,
                parties.from(),
                parties.to(),
                parties.callId(),
                parties.cseq(),
                contact < 0 ? null : firstAddress(lines.text(contact)));
    }

    private static boolean isKept(int number) {
        return number >= 0 && number <= HeaderName.CSEQ.ordinal() || number == HeaderName.CONTACT.ordinal();
    }

    private static NameAddress firstAddress(String text) {
        if (text == null) {
            return null;
        }
        int end = Lists.end(text, 0, text.length());
        return NameAddress.parse(end == text.length() ? text : text.substring(0, end));
    }

    private static NameAddress address(String text) {
        return text == null ? null : NameAddress.parse(text);
    }

    private static SipCallId callId(String text) {
        return text == null || !SipCallId.isCallId(text) ? null : new SipCallId(text);
    }

    private static CSeq cseq(String text) {
        return text == null ? null : CSeq.parse(text);
    }

    RoutingFields with(Via other) {
        return new RoutingFields(other, viaRight, from, to, callId, cseq, contact);
    }
}
