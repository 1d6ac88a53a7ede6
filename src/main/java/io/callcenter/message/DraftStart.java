package io.callcenter.message;

/**
 * The first line of a {@link Draft} and what it says.
 *
 * @param uri Request-URI, {@code null} = a response
 * @param addressing of a request, {@code null} = a response
 * @param code of a response, 0 = a request
 * @param tag To tag that a response brings with it
 */
record DraftStart(FieldValue line, SipUri uri, Addressing addressing, int code, Tag tag) {
    private static final int LOWEST = 100;
    private static final int HIGHEST = 699;
    private static final DraftStart[] USUAL = usual();

    private static DraftStart[] usual() {
        DraftStart[] all = new DraftStart[HIGHEST - LOWEST + 1];
        for (int code = LOWEST; code <= HIGHEST; code++) {
            all[code - LOWEST] = of(code, Reasons.phrase(code), Tag.NONE);
        }
        return all;
    }

    /** Of a response with its usual phrase; refuses codes outside of 100 to 699 with {@link IllegalArgumentException}. */
    static DraftStart of(int code) {
        if (code < LOWEST || code > HIGHEST) {
            throw new IllegalArgumentException("not a code of a response: " + code);
        }
        return USUAL[code - LOWEST];
    }

    static DraftStart of(SipUri uri, Addressing addressing) {
        SipUri bare = uri.withoutHeaders();
        String line = addressing
                .cseq()
                .method()
                .text()
                .concat(" ")
                .concat(bare.toString())
                .concat(" SIP/2.0");
        return new DraftStart(FieldValue.plain(line), bare, addressing, 0, Tag.NONE);
    }

    static DraftStart of(int code, String phrase, Tag tag) {
        FieldValue clean = FieldValue.of(phrase);
        FieldValue line = FieldValue.plain("SIP/2.0 " + code + " ").followedBy(clean.toString());
        return new DraftStart(line, null, null, code, tag);
    }

    DraftStart tagged(Tag other) {
        return new DraftStart(line, uri, addressing, code, other);
    }
}
