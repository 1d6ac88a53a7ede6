package io.callcenter.story;

import java.time.Duration;

/** The "given" words of a story: rows and options. */
final class Given {
    private Given() {}

    /** Something that a story starts with. */
    interface Part {}

    /** A flow with skill {@code s}, priority 256 and a queue announcement, and nothing else. */
    static FlowRow flow(String id) {
        return new FlowRow(id);
    }

    /** An audio agent with skill {@code s}, logged in. */
    static AgentRow agent(String id) {
        return new AgentRow(id);
    }

    static Options options() {
        return new Options();
    }

    static Scene given(Part... parts) {
        return new Scene(parts);
    }

    static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
