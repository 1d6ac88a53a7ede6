package io.callcenter.core;

import java.util.List;
import java.util.Objects;

/** What a signal led to: a reply for its sender and effects in the order in which they must happen. */
public record Outcome(Reply reply, List<Effect> effects) {
    /** Copies the effects. */
    public Outcome {
        Objects.requireNonNull(reply);
        effects = List.copyOf(effects);
    }
}
