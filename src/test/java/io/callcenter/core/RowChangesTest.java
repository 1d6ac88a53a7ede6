package io.callcenter.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the lane notes for those who follow the board. */
class RowChangesTest {
    private static final AgentId ANN = new AgentId("ann");

    private final RowChanges rowChanges = new RowChanges();

    private void markAll() {
        rowChanges.agent(ANN);
        rowChanges.agent(ANN);
        rowChanges.flow(new FlowId("f"));
        rowChanges.call(new CallId("c"));
    }

    @Test
    void nothingIsMarkedWhileNobodyWantsIt() {
        markAll();
        assertThat(rowChanges.take().isEmpty()).isTrue();
        rowChanges.begin();
        markAll();
        rowChanges.end();
        markAll();
        assertThat(rowChanges.take().isEmpty()).isTrue();
    }

    @Test
    void eachMarkIsTakenOnce() {
        rowChanges.begin();
        markAll();
        assertThat(rowChanges.take())
                .isEqualTo(new RowChanges.Taken(Set.of(ANN), Set.of(new FlowId("f")), Set.of(new CallId("c"))));
        assertThat(rowChanges.take().isEmpty()).isTrue();
        rowChanges.agent(ANN);
        assertThat(rowChanges.take().agents()).containsExactly(ANN);
    }
}
