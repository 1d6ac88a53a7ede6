package io.callcenter.b2b.leg;

import io.callcenter.b2b.FreshNames;
import java.util.Random;

/** Names that count, and randomness from a seed. */
final class FakeNames implements FreshNames {
    private final String epoch;
    private final Random random;
    private long last;

    FakeNames(String epoch, long seed) {
        this.epoch = epoch;
        this.random = new Random(seed);
    }

    @Override
    public String tag(String sipCallId) {
        return "ours-" + Integer.toHexString(sipCallId.hashCode()) + "-" + epoch + ++last;
    }

    @Override
    public boolean ours(String sipCallId, String tag) {
        return tag.startsWith("ours-" + Integer.toHexString(sipCallId.hashCode()) + "-");
    }

    @Override
    public String branch() {
        return "z9hG4bK-" + epoch + ++last;
    }

    @Override
    public String callId() {
        return "leg-" + epoch + ++last;
    }

    @Override
    public int random(int bound) {
        return random.nextInt(bound);
    }
}
