package io.callcenter.crash;

import io.callcenter.b2b.FreshNames;
import java.util.Random;

/** Names that count within their epoch. */
final class CountingNames implements FreshNames {
    private final String epoch;
    private final Random dice;
    private long last;

    CountingNames(String epoch, Random dice) {
        this.epoch = epoch;
        this.dice = dice;
    }

    @Override
    public String tag(String sipCallId) {
        return "ours-" + sipCallId + "-" + epoch + ++last;
    }

    @Override
    public boolean ours(String sipCallId, String tag) {
        return tag.startsWith("ours-" + sipCallId + "-");
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
        return dice.nextInt(bound);
    }
}
