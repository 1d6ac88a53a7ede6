package io.callcenter.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.spi.Registry;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/**
 * The files that bring records from the journal to tables and the topic: which statements run, in which order, and that a failure reaches
 * the journal, which sends the batch again. What the statements do: {@code RecordStoreTest}, on real tables.
 */
class ProjectionRoutesTest extends RouteFileTest {
    private static final List<List<Object>> ROWS = List.of(List.of("c1", 1));

    private final List<String> nodes = new ArrayList<>();
    private boolean broken;
    private boolean first = true;

    ProjectionRoutesTest() {
        super("cdr.yaml");
    }

    /** The topic of events. */
    public final class Topic {
        /** Takes a batch. */
        public void publish(List<?> events) {
            if (broken) {
                throw new IllegalStateException("broken on purpose");
            }
            nodes.add("published " + events.size());
        }
    }

    /** What a start finds. */
    public final class Found {
        /** No rows of a table. */
        public List<Object> noRows() {
            return List.of();
        }

        /** Whether the journal is new. */
        public boolean isFirstStart() {
            return first;
        }

        /** The rows, taken up. */
        public Object state(List<?> rows) {
            return "state of " + rows.size();
        }
    }

    @Override
    protected void configure(MainConfigurationProperties main) {
        super.configure(main);
        main.setRoutesIncludePattern(main.getRoutesIncludePattern()
                + ",classpath:routes/calls.yaml,classpath:routes/agent-reports.yaml,classpath:routes/recovery.yaml");
    }

    @Override
    protected void bindToRegistry(Registry registry) throws Exception {
        super.bindToRegistry(registry);
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:");
        var transaction = new SpringTransactionPolicy(new DataSourceTransactionManager(database));
        registry.bind("accTransaction", transaction);
        registry.bind("rtTransaction", transaction);
        registry.bind("eventTopic", new Topic());
        registry.bind("recovery", new Found());
    }

    /** Each statement is a mock that notes its name, and fails where it is the one that is broken. */
    private void mocks(String brokenNode) throws Exception {
        for (String node : List.of(
                "cdr-write-texts",
                "cdr-write-segments",
                "cdr-write-rows",
                "cdr-write-keys",
                "cdr-purge-keys",
                "calls-write-delete",
                "calls-write-delete-legs",
                "calls-write-insert",
                "calls-write-insert-legs",
                "calls-write-update",
                "calls-write-update-legs",
                "calls-known-select",
                "recovery-logins-delete",
                "recovery-logins-insert",
                "recovery-read-logins")) {
            MockEndpoint mock = mockNode(route(node), node);
            mock.whenAnyExchangeReceived(exchange -> {
                nodes.add(node);
                if (node.equals(brokenNode)) {
                    failing().process(exchange);
                }
            });
        }
        start();
    }

    /** A node's name begins with the id of its route, which has two words or three. */
    private static String route(String node) {
        String[] words = node.split("-");
        return node.startsWith("recovery-logins") ? "recovery-logins-write" : words[0] + "-" + words[1];
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, cdr-write-texts cdr-write-segments cdr-write-rows cdr-write-keys",
        "1, 0, cdr-write-texts cdr-write-rows cdr-write-keys",
        "0, 0, cdr-write-rows cdr-write-keys"
    })
    void recordsFollowTheTextsThatTheyNameAndKeysFollowRecords(int texts, int segments, String statements)
            throws Exception {
        mocks("");

        ask(
                "direct:_project-cdrs",
                ROWS,
                Map.of("CcTexts", ROWS.subList(0, texts), "CcSegments", ROWS.subList(0, segments)));

        assertThat(String.join(" ", nodes)).isEqualTo(statements);
        assertThat(getMockEndpoint("mock:cdr-write-rows")
                        .getExchanges()
                        .get(0)
                        .getMessage()
                        .getBody())
                .isEqualTo(ROWS);
    }

    @Test
    void partsOfNoRecordAreWrittenAlone() throws Exception {
        mocks("");

        ask("direct:_project-cdrs", List.of(), Map.of("CcTexts", List.of(), "CcSegments", ROWS));

        assertThat(nodes).containsExactly("cdr-write-segments");
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0, delete", "0, 1, 0, insert", "0, 0, 1, update"})
    void onlyTheStatementsOfCallsThatAreThereRun(int removed, int added, int changed, String statement)
            throws Exception {
        mocks("");

        ask(
                "direct:_project-calls",
                null,
                Map.of(
                        "CcRemoved",
                        ROWS.subList(0, removed),
                        "CcAdded",
                        ROWS.subList(0, added),
                        "CcChanged",
                        ROWS.subList(0, changed)));

        assertThat(nodes).containsExactly("calls-write-" + statement, "calls-write-" + statement + "-legs");
    }

    @ParameterizedTest
    @CsvSource({
        "direct:_project-cdrs, cdr-write-keys",
        "direct:_purge-cdr-keys, cdr-purge-keys",
        "direct:_project-calls, calls-write-insert-legs",
        "direct:_project-calls-known, calls-known-select",
        "direct:_project-logins, recovery-logins-insert"
    })
    void aStatementThatFailsIsToldToTheJournal(String projection, String statement) throws Exception {
        mocks(statement);

        Exchange exchange = ask(
                projection,
                ROWS,
                Map.of("CcTexts", List.of(), "CcRemoved", List.of(), "CcAdded", ROWS, "CcChanged", List.of()));

        assertThat(exchange.getException()).hasStackTraceContaining("broken on purpose");
        assertThat(nodes).contains(statement);
    }

    @Test
    void eventsArePublishedInTheirBatchAndARefusedBatchIsToldToTheJournal() throws Exception {
        mocks("");

        assertThat(ask("direct:_project-events", ROWS, Map.of()).getException()).isNull();
        broken = true;
        assertThat(ask("direct:_project-events", ROWS, Map.of()).getException())
                .hasStackTraceContaining("broken on purpose");
        assertThat(nodes).containsExactly("published 1");
    }

    @Test
    void onlyTheFirstStartReadsLoginsFromTheTable() throws Exception {
        mocks("");
        assertThat(ask("direct:_recovery-read", null, Map.of()).getMessage().getBody())
                .isEqualTo("state of 0");
        first = false;
        ask("direct:_recovery-read", null, Map.of());

        assertThat(nodes).containsExactly("recovery-read-logins");
    }

    @Test
    void aTableOfLoginsThatCannotBeReadCostsTheLoginsAndNotTheStart() throws Exception {
        mocks("recovery-read-logins");

        Exchange exchange = ask("direct:_recovery-read", null, Map.of());

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("state of 0");
    }
}
