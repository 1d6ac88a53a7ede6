package io.callcenter.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.Effect;
import io.callcenter.core.Signal;
import io.callcenter.ids.AgentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** One address at a time is followed for each agent, and what is told of it goes to the contact center. */
class AgentWatchTest {
    private static final AgentId ANN = new AgentId("ann");

    private final List<String> log = new ArrayList<>();
    private final Map<String, IntConsumer> told = new HashMap<>();
    private final List<Signal> signals = new ArrayList<>();
    private final AgentWatch watch = new AgentWatch(
            (uri, taker) -> {
                log.add("begin " + uri);
                told.put(uri, taker);
                return () -> log.add("end " + uri);
            },
            signals::add);

    @Test
    void anotherAddressEndsTheOneBefore() {
        watch.follow(new Effect.WatchAgent(ANN, "sip:a@h"));
        watch.follow(new Effect.WatchAgent(ANN, "sip:b@h"));
        watch.follow(new Effect.WatchAgent(ANN, ""));
        watch.follow(new Effect.WatchAgent(ANN, ""));

        assertThat(log).containsExactly("begin sip:a@h", "end sip:a@h", "begin sip:b@h", "end sip:b@h");
    }

    @Test
    void whatIsToldIsASignalAndARefusalSaysThatNothingIsKnown() {
        watch.follow(new Effect.WatchAgent(ANN, "sip:a@h"));
        for (int code : new int[] {Signal.AgentProbed.AWAY, Signal.AgentProbed.THERE, 489, 0}) {
            told.get("sip:a@h").accept(code);
        }

        assertThat(signals)
                .containsExactly(
                        new Signal.AgentProbed(ANN, "sip:a@h", Signal.AgentProbed.AWAY),
                        new Signal.AgentProbed(ANN, "sip:a@h", Signal.AgentProbed.THERE),
                        new Signal.AgentProbed(ANN, "sip:a@h", Signal.AgentProbed.UNKNOWN),
                        new Signal.AgentProbed(ANN, "sip:a@h", Signal.AgentProbed.UNKNOWN));
    }
}
