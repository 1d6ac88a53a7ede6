package io.callcenter.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A row that {@code cc_cdrs} must have because of what the phones saw (docs/design/behaviour.md 9).
 *
 * @param delay how late the center may have got the INVITE: until something came back
 * @param waited from dialling to the conversation or the end
 * @param pickUp ringing of the offer
 */
record ExpectedRow(
        String flow,
        Optional<String> agent,
        int type,
        int rejected,
        int stats,
        Duration delay,
        Duration waited,
        Duration pickUp,
        Duration talked) {
    /** Rows count whole seconds, and both sides round. */
    private static final Duration TOLERANCE = Duration.ofMillis(1500);

    private static final int INBOUND = 1;
    private static final int DISTRIBUTED = 2;
    private static final int ANSWERED = 4;
    private static final int ABANDONED = 8;

    /** The rows of a call, in the order in which they are written: the lost offers, then the end. */
    static List<ExpectedRow> of(SeenCall call) {
        List<ExpectedRow> rows = new ArrayList<>();
        for (SeenOffer offer : call.lost()) {
            rows.add(lost(call, offer, rows.size()));
        }
        int lost = rows.size();
        call.talk().ifPresent(talk -> rows.add(answered(call, talk, lost)));
        if (call.abandoned()) {
            rows.add(abandoned(call, lost));
        }
        return rows;
    }

    private static ExpectedRow lost(SeenCall call, SeenOffer offer, int before) {
        Duration waited = since(call, offer.endedAt());
        return new ExpectedRow(
                call.flow(),
                Optional.of(offer.agent()),
                -2,
                before,
                INBOUND | DISTRIBUTED,
                call.setUp(),
                waited,
                offer.rangFor(),
                Duration.ZERO);
    }

    private static ExpectedRow answered(SeenCall call, SeenOffer talk, int lost) {
        return new ExpectedRow(
                call.flow(),
                Optional.of(talk.agent()),
                0,
                lost,
                INBOUND | DISTRIBUTED | ANSWERED,
                call.setUp(),
                since(call, talk.joinedAt()),
                talk.rangFor(),
                talk.talkTime());
    }

    private static ExpectedRow abandoned(SeenCall call, int lost) {
        int distributed = call.offers().isEmpty() ? 0 : DISTRIBUTED;
        Optional<String> agent = call.leftWhileRinging();
        return new ExpectedRow(
                call.flow(),
                agent,
                1,
                lost,
                INBOUND | distributed | ABANDONED,
                call.setUp(),
                since(call, call.endedAt()),
                Duration.ZERO,
                Duration.ZERO);
    }

    private static Duration since(SeenCall call, Optional<Instant> then) {
        return call.dialledAt()
                .flatMap(from -> then.map(to -> Phones.between(from, to)))
                .orElse(Duration.ZERO);
    }

    /** What is wrong with the row that was written, if phones may have been that late; empty = nothing. */
    List<String> faults(CdrRow row, Duration slack) {
        List<String> faults = new ArrayList<>();
        equal(faults, "type", type, row.type());
        equal(faults, "flow", flow, row.flow());
        equal(faults, "agent", agent.orElse("none"), row.agent().orElse("none"));
        equal(faults, "rejected", rejected, row.rejected());
        equal(faults, "fstats", stats, row.stats());
        near(faults, "wait_time", waited, row.waited(), slack.plus(delay));
        near(faults, "talk_time", talked, row.talked(), slack);
        if (type != 1) {
            near(faults, "pickup_time", pickUp, row.pickUp(), slack);
        }
        return faults;
    }

    private static void equal(List<String> faults, String what, Object seen, Object written) {
        if (!Objects.equals(seen, written)) {
            faults.add(what + " " + written + ", the phones saw " + seen);
        }
    }

    private static void near(List<String> faults, String what, Duration seen, long written, Duration slack) {
        if (seen.minusSeconds(written).abs().compareTo(TOLERANCE.plus(slack)) > 0) {
            faults.add(what + " " + written + " s, the phones saw " + seen.toMillis() / 1000.0 + " s");
        }
    }

    @Override
    public String toString() {
        return "type " + type + agent.map(a -> " with " + a).orElse("");
    }
}
