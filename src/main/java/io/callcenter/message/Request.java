package io.callcenter.message;

/** A request (RFC 3261 §7.1): one that came in, or one of ours as it was sent. */
public final class Request extends Message {
    private static final int HOPS = 70;

    private final StartLine start;
    private final boolean seen;

    Request(StartLine start, HeadLines lines, RoutingFields parts, int bodyTo) {
        this(start, false, lines, parts, bodyTo);
    }

    private Request(StartLine start, boolean seen, HeadLines lines, RoutingFields parts, int bodyTo) {
        super(lines, parts, bodyTo);
        this.start = start;
        this.seen = seen;
    }

    /** One that a {@link Draft} wrote under that Via: what the draft knows of it is not read again. */
    static Request sent(byte[] bytes, Via via, SipUri uri, Addressing parties) {
        HeadLines lines = HeadLines.of(bytes, bytes.length, Integer.MAX_VALUE);
        StartLine start = StartLine.of(parties.cseq().method(), uri);
        return new Request(start, lines, RoutingFields.of(lines, via, parties), bytes.length);
    }

    /** The method, by case. */
    public Token method() {
        return start.method();
    }

    /** Whether it is of that method. */
    public boolean is(Token method) {
        return start.method().equals(method);
    }

    /** The Request-URI. */
    public SipUri uri() {
        return start.uri();
    }

    /** How many hops it may still take; 70 where it does not say. */
    public int maxForwards() {
        long number = number(HeaderName.MAX_FORWARDS);
        return number < 0 ? HOPS : (int) number;
    }

    /** The same with the address and port that it came from in its top Via (RFC 3261 §18.2.1, RFC 3581 §4). */
    public Request seen(Host address, int port) {
        return new Request(start, true, lines(), parts().with(via().seen(address, port)), bodyTo());
    }

    /** What answers need of it. */
    public Head head() {
        return new Head(lines(), via(), seen, is(Methods.INVITE));
    }

    /** A response, as {@link Head#answer} makes it. */
    public Draft answer(int code, Tag tag) {
        return head().answer(code, tag);
    }

    /**
     * The CANCEL of this INVITE, under the same Via (RFC 3261 §9.1).
     *
     * @param reason value of a Reason, {@link FieldValue#NONE} = without
     */
    public Draft cancel(FieldValue reason) {
        FieldValue to = lines().value(lines().find(HeaderName.TO, 0));
        Draft cancel = hopByHop(Methods.CANCEL, to(), to);
        return reason.isEmpty() ? cancel : cancel.with(HeaderName.REASON, reason);
    }

    /** The ACK of this INVITE for that refusal, under the same Via (RFC 3261 §17.1.1.3). */
    public Draft ackOf(Response refusal) {
        HeadLines lines = refusal.lines();
        return hopByHop(Methods.ACK, refusal.to(), lines.value(lines.find(HeaderName.TO, 0)));
    }

    private Draft hopByHop(Token method, NameAddress party, FieldValue to) {
        HeadLines lines = lines();
        CSeq cseq = new CSeq(cseq().number(), method);
        Draft draft = Draft.bare(uri(), new Addressing(from(), party, callId(), cseq))
                .under(via())
                .with(HeaderName.MAX_FORWARDS, FieldValue.plain(Integer.toString(HOPS)))
                .with(HeaderName.FROM, lines.value(lines.find(HeaderName.FROM, 0)))
                .with(HeaderName.TO, to)
                .with(HeaderName.CALL_ID, lines.value(lines.find(HeaderName.CALL_ID, 0)))
                .with(HeaderName.CSEQ, FieldValue.plain(cseq.toString()));
        for (FieldValue route : values(HeaderName.ROUTE)) {
            draft = draft.with(HeaderName.ROUTE, route);
        }
        return draft;
    }

    /**
     * The same request once more with the next number, as after a challenge (RFC 3261 §22.2). It needs a new Via.
     *
     * @param field credentials; in place of others of its name
     */
    public Draft again(Field field) {
        CSeq next = cseq().next(method());
        Draft again = Draft.bare(uri(), new Addressing(from(), to(), callId(), next));
        for (Field each : fields()) {
            if (each.is(HeaderName.CSEQ)) {
                again = again.with(HeaderName.CSEQ, FieldValue.plain(next.toString()));
            } else if (!each.is(HeaderName.VIA) && !each.hasNameOf(field)) {
                again = again.with(each);
            }
        }
        return again.with(field).with(body());
    }

    /** The same request for another target (RFC 3263 §4.3): only the branch of its Via is new. */
    public Draft toward(Token branch) {
        Draft other = Draft.bare(uri(), new Addressing(from(), to(), callId(), cseq()))
                .under(via().withBranch(branch));
        for (Field each : fields()) {
            other = each.is(HeaderName.VIA) ? other : other.with(each);
        }
        return other.with(body());
    }

    /** Method, CSeq and Call-ID. */
    @Override
    public String toString() {
        return cseq() + " " + callId();
    }
}
