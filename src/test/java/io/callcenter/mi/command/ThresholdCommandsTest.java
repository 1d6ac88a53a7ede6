package io.callcenter.mi.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callcenter.mi.access.CommandAnswer;
import io.callcenter.mi.command.Thresholds.Bounds;
import io.callcenter.mi.command.Thresholds.Measure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThresholdCommandsTest {
    private static final class Kept implements Thresholds.Storage {
        private Optional<byte[]> bytes = Optional.empty();
        private boolean full;

        @Override
        public Optional<byte[]> read() {
            return bytes;
        }

        @Override
        public void write(byte[] next) throws IOException {
            if (full) {
                throw new IOException("disk full");
            }
            bytes = Optional.of(next);
        }
    }

    private final Kept kept = new Kept();
    private final Thresholds thresholds = new Thresholds(kept);
    private final ThresholdCommands commands = new ThresholdCommands(thresholds);

    private CommandAnswer ask(int command, String... arguments) {
        Command wanted = commands.all().get(command);
        try {
            Arguments read = Arguments.of(new JsonMapper().valueToTree(List.of(arguments)), wanted.signatures());
            return wanted.run().with(read).toCompletableFuture().join();
        } catch (Arguments.Mismatch e) {
            return CommandAnswer.invalidParams(e.getMessage());
        }
    }

    private JsonNode list(String... flow) {
        return ((CommandAnswer.Result) ask(0, flow)).value().path("Thresholds");
    }

    @Test
    void withoutAnySetTheFirstValuesHold() {
        assertThat(list()).hasSize(1);
        assertThat(list().path(0).path("flow").asText()).isEqualTo("*");
        assertThat(list().path(0).path("service_warning").asInt()).isEqualTo(80);
        assertThat(list("sales").path(0).path("waiting_alarm").asInt()).isEqualTo(10);
    }

    @Test
    void thoseOfAFlowComeBeforeThoseOfAllAndOutliveTheProcess() {
        assertThat(ask(1, "*", "waiting_warning=7", "waiting_alarm=9")).isEqualTo(CommandAnswer.ok());
        assertThat(ask(1, "sales", "waiting_alarm=20")).isEqualTo(CommandAnswer.ok());

        Thresholds next = new Thresholds(kept);
        assertThat(next.of("sales", Measure.WAITING)).isEqualTo(new Bounds(7, 20));
        assertThat(next.of("night", Measure.WAITING)).isEqualTo(new Bounds(7, 9));
        assertThat(next.of("night", Measure.LONGEST)).isEqualTo(new Bounds(60, 120));

        assertThat(ask(1, "sales", "waiting_alarm=")).isEqualTo(CommandAnswer.ok());
        assertThat(thresholds.of("sales", Measure.WAITING)).isEqualTo(new Bounds(7, 9));
        assertThat(list()).hasSize(1);
    }

    @Test
    void whatCannotBeIsRefusedAndNothingChanges() {
        assertThat(((CommandAnswer.Failure) ask(1, "sales", "waiting_alarm=-1")).message())
                .isEqualTo("Bad waiting_alarm");
        assertThat(((CommandAnswer.Failure) ask(1, " ", "waiting_alarm=1")).message())
                .isEqualTo("Bad flow");
        assertThat(((CommandAnswer.Failure) ask(1, "sales", "waitng=1")).code()).isEqualTo(-32602);
        kept.full = true;
        assertThat(((CommandAnswer.Failure) ask(1, "sales", "waiting_alarm=1")).code())
                .isEqualTo(500);
        assertThat(thresholds.of("sales", Measure.WAITING)).isEqualTo(new Bounds(5, 10));
    }

    @Test
    void aFileThatCannotBeReadKeepsNobodyFromStarting() {
        kept.bytes = Optional.of("{".getBytes(StandardCharsets.UTF_8));
        assertThat(new Thresholds(kept).of("sales", Measure.STUCK)).isEqualTo(new Bounds(0, 30));
    }
}
