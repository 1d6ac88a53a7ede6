package io.callcenter.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the lane notes for those who follow the board. */
class MarksTest {
    private static final AgentId ANN = new AgentId("ann");

    private final Marks marks = new Marks();

    private void markAll() {
        marks.agent(ANN);
        marks.agent(ANN);
        marks.flow(new FlowId("f"));
        marks.call(new CallId("c"));
    }

    @Test
    void nothingIsMarkedWhileNobodyWantsIt() {
        markAll();
        assertThat(marks.take().isEmpty()).isTrue();
        marks.begin();
        markAll();
        marks.end();
        markAll();
        assertThat(marks.take().isEmpty()).isTrue();
    }

    @Test
    void eachMarkIsTakenOnce() {
        marks.begin();
        markAll();
        assertThat(marks.take())
                .isEqualTo(new Marks.Taken(Set.of(ANN), Set.of(new FlowId("f")), Set.of(new CallId("c"))));
        assertThat(marks.take().isEmpty()).isTrue();
        marks.agent(ANN);
        assertThat(marks.take().agents()).containsExactly(ANN);
    }
}
