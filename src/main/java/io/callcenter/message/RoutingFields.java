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
        String via = text(lines, HeaderName.VIA);
        ViaReader top = new ViaReader(via == null ? "" : via);
        return new RoutingFields(
                top.isUsable() ? top.via() : null,
                top.isRight(),
                address(text(lines, HeaderName.FROM)),
                address(text(lines, HeaderName.TO)),
                callId(text(lines, HeaderName.CALL_ID)),
                cseq(text(lines, HeaderName.CSEQ)),
                firstAddress(text(lines, HeaderName.CONTACT)));
    }

    /** Those of a request of ours. */
    static RoutingFields of(HeadLines lines, Via via, Addressing parties) {
        return new RoutingFields(
                via,
                true,
                parties.from(),
                parties.to(),
                parties.callId(),
                parties.cseq(),
                firstAddress(text(lines, HeaderName.CONTACT)));
    }

    private static String text(HeadLines lines, HeaderName name) {
        int field = lines.find(name, 0);
        return field < 0 ? null : lines.text(field);
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
