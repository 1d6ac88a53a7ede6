package io.callcenter.mi.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.callcenter.mi.access.CommandAnswer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class HaCommandsTest {
    private String silent = "";
    private int format = 1;
    private final Map<String, Integer> newest = new TreeMap<>(Map.of("a", 2, "b", 2, "c", 2));
    private final Map<String, String> addresses =
            new TreeMap<>(Map.of("a", "10.0.0.1:9870", "b", "10.0.0.2:9870", "c", "10.0.0.3:9870"));
    private final HaCommands commands = new HaCommands(new Three());

    /** Three of them, the first of which answers; one called {@code deaf} does not answer. */
    private final class Three implements HaCommands.Members {
        @Override
        public Map<String, String> addresses() {
            return addresses;
        }

        @Override
        public String self() {
            return "a";
        }

        @Override
        public Optional<String> leader() {
            return Optional.of("a");
        }

        @Override
        public long term() {
            return 7;
        }

        @Override
        public long applied() {
            return 99;
        }

        @Override
        public Optional<Long> unheard(String member) {
            return member.equals("a") ? Optional.empty() : Optional.of(silent.equals(member) ? 60_000L : 12L);
        }

        @Override
        public int format() {
            return format;
        }

        @Override
        public CompletionStage<Map<String, Integer>> formats(Set<String> asked) {
            Map<String, Integer> said = new TreeMap<>(newest);
            said.keySet().retainAll(asked);
            said.remove(silent);
            return CompletableFuture.completedStage(said);
        }

        @Override
        public CompletionStage<Void> raise(int next) {
            format = next;
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> add(String member, String address) {
            if (member.equals("deaf")) {
                return CompletableFuture.failedStage(new IllegalStateException("no answer"));
            }
            addresses.put(member, address);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> remove(String member) {
            addresses.remove(member);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> lead(String member) {
            return CompletableFuture.completedStage(null);
        }
    }

    private CommandAnswer ask(String name, String... parameters) throws Exception {
        Command command = commands.all().stream()
                .filter(known -> known.shortName().equals(name))
                .findFirst()
                .orElseThrow();
        ArrayNode given = JsonNodeFactory.instance.arrayNode();
        List.of(parameters).forEach(given::add);
        return command.run()
                .with(Arguments.of(given, command.signatures()))
                .toCompletableFuture()
                .join();
    }

    private void refused(int code, String name, String... parameters) throws Exception {
        Map<String, String> before = Map.copyOf(addresses);
        assertThat(ask(name, parameters))
                .isInstanceOfSatisfying(
                        CommandAnswer.Failure.class,
                        failure -> assertThat(failure.code()).isEqualTo(code));
        assertThat(addresses).isEqualTo(before);
    }

    @Test
    void theStateNamesEveryMemberWithItsAddress() throws Exception {
        assertThat(((CommandAnswer.Result) ask("ha_status")).value().toString())
                .contains(
                        "\"leader\":\"a\"",
                        "\"format\":1",
                        "\"b\":{\"address\":\"10.0.0.2:9870\",\"unheard_ms\":12,\"reads_format\":2}");
        silent = "b";
        assertThat(((CommandAnswer.Result) ask("ha_status")).value().toString())
                .contains("\"b\":{\"address\":\"10.0.0.2:9870\",\"unheard_ms\":60000}");
    }

    @Test
    void theFormatIsRaisedOnceEveryMemberSaysThatItReadsIt() throws Exception {
        newest.put("c", 1);
        whoCannot("c reads up to 1");
        newest.put("c", 2);
        silent = "b";
        whoCannot("b does not say what it reads");
        silent = "";
        for (int twice = 0; twice < 2; twice++) {
            assertThat(((CommandAnswer.Result) ask("ha_format")).value().toString())
                    .isEqualTo("{\"format\":2}");
            assertThat(format).isEqualTo(2);
        }
    }

    private void whoCannot(String text) throws Exception {
        refused(409, "ha_format");
        assertThat(((CommandAnswer.Failure) ask("ha_format")).message()).isEqualTo("format 2: " + text);
        assertThat(format).isEqualTo(1);
    }

    @Test
    void aMemberIsAddedOnceUnderAnAddressOfItsOwn() throws Exception {
        assertThat(ask("ha_member_add", "d", "[fd00::4]:9870")).isEqualTo(CommandAnswer.ok());
        assertThat(addresses).containsEntry("d", "[fd00::4]:9870");
        refused(409, "ha_member_add", "d", "10.0.0.5:9870");
        refused(409, "ha_member_add", "e", "10.0.0.2:9870");
        refused(400, "ha_member_add", "E f", "10.0.0.5:9870");
        refused(400, "ha_member_add", "e", "10.0.0.5");
        refused(500, "ha_member_add", "deaf", "10.0.0.5:9870");
    }

    @Test
    void aMemberIsRemovedUnlessItLeadsOrTooFewAreLeft() throws Exception {
        refused(404, "ha_member_remove", "d");
        refused(409, "ha_member_remove", "a");
        assertThat(ask("ha_member_remove", "c")).isEqualTo(CommandAnswer.ok());
        assertThat(addresses).containsOnlyKeys("a", "b");
        refused(409, "ha_member_remove", "b");
    }

    @Test
    void aMemberStaysWhereTooFewOfTheOthersAnswer() throws Exception {
        silent = "b";
        refused(409, "ha_member_remove", "c");
        assertThat(addresses).containsOnlyKeys("a", "b", "c");
        assertThat(ask("ha_member_remove", "b")).isEqualTo(CommandAnswer.ok());
    }

    @Test
    void theLeadGoesToAMemberOnly() throws Exception {
        refused(404, "lead", "d");
        assertThat(ask("lead", "b")).isEqualTo(CommandAnswer.ok());
    }
}
