package io.callcenter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callcenter.core.SkippedRow;
import io.callcenter.ids.AgentId;
import io.callcenter.store.database.DatabaseRole;
import io.callcenter.store.database.Databases;
import io.callcenter.store.database.ProvisioningNames;
import io.callcenter.store.provisioning.LastGoodCopy;
import io.callcenter.store.provisioning.LoadedProvisioning;
import io.callcenter.store.provisioning.PlanTables;
import io.callcenter.store.provisioning.ProvisioningReader;
import io.callcenter.store.provisioning.ProvisioningStatements;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvisioningRouteTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    @TempDir
    Path data;

    private final Map<AgentId, Instant> pending = new HashMap<>();
    private Databases databases;
    private ProvisioningReader reader;
    private TestDatabase db;

    @BeforeEach
    void open() throws Exception {
        databases = new Databases(Map.of(), data);
        reader = new ProvisioningReader(new LastGoodCopy(data, InstantSource.fixed(NOW)), () -> pending);
        db = new TestDatabase(databases.dataSource(DatabaseRole.PROVISIONING));
    }

    @AfterEach
    void close() {
        databases.close();
    }

    private RouteContext routes(ProvisioningNames names) throws Exception {
        databases.prepare(names);
        return new RouteContext(
                Map.of(
                        "dataSourceDb",
                        databases.dataSource(DatabaseRole.PROVISIONING),
                        "provisioningStatements",
                        new ProvisioningStatements(names),
                        "planTables",
                        new PlanTables(databases.dataSource(DatabaseRole.PROVISIONING)),
                        "provisioningRows",
                        reader),
                "provisioning.xml");
    }

    private static LoadedProvisioning load(RouteContext routes) {
        return routes.ask("direct:_provisioning-load", null, LoadedProvisioning.class);
    }

    @Test
    void rowsComeInTheOrderOfTheTableAndBadOnesAreNamed() throws Exception {
        try (RouteContext routes = routes(ProvisioningNames.defaults())) {
            db.run(
                    "INSERT INTO cc_flows (flowid, skill, message_queue) VALUES ('z', 's', 'sip:q@m'), ('a', 's', 'sip:q@m'), ('bad', 's', ' ')");
            db.run(
                    "INSERT INTO cc_agents (agentid, location, skills, logstate) VALUES ('bob', 'sip:bob@h', 's', 1), ('ann', 'sip:ann@h',"
                            + " 's,t', 0), ('lost', NULL, 's', 1)");

            LoadedProvisioning loaded = load(routes);

            assertThat(loaded.provisioning().flows())
                    .extracting(f -> f.id().value())
                    .containsExactly("z", "a");
            assertThat(loaded.provisioning().flows())
                    .extracting(f -> f.priority())
                    .containsOnly(256L);
            assertThat(loaded.provisioning().agents())
                    .extracting(a -> a.id().value())
                    .containsExactly("bob", "ann");
            assertThat(loaded.skipped()).extracting(SkippedRow::id).containsExactly("bad", "lost");
        }
    }

    @Test
    void c09AnUnreadableTableFailsTheLoadAndTheLastGoodCopyStays() throws Exception {
        try (RouteContext routes = routes(ProvisioningNames.defaults())) {
            db.run("INSERT INTO cc_flows (flowid, skill, message_queue) VALUES ('F', 's', 'sip:q@m')");
            LoadedProvisioning good = load(routes);
            db.run("ALTER TABLE cc_agents RENAME TO gone");

            assertThatThrownBy(() -> load(routes)).hasStackTraceContaining("CC_AGENTS");
            assertThat(reader.lastGood()).contains(good);
        }
    }

    @Test
    void theLastGoodCopyOutlivesTheProcess() throws Exception {
        LoadedProvisioning good;
        try (RouteContext routes = routes(ProvisioningNames.defaults())) {
            db.run(
                    "INSERT INTO cc_agents (agentid, location, skills, wrapup_end_time) VALUES ('ann', 'sip:ann@h', 's', 1795421760)");
            good = load(routes);
        }

        ProvisioningReader next = new ProvisioningReader(new LastGoodCopy(data, InstantSource.fixed(NOW)), Map::of);
        assertThat(next.lastGood()).contains(new LoadedProvisioning(good.provisioning(), List.of(), List.of()));
        Files.writeString(data.resolve("provisioning.json"), "{\"format\":1");
        assertThat(next.lastGood()).isEmpty();
    }

    @Test
    void tablesAndColumnsOfAnyNameAreRead() throws Exception {
        Map<String, String> settings = new HashMap<>();
        ProvisioningNames.properties()
                .keySet()
                .forEach(p -> settings.put(p, p.replace("cc.", "x_").replace('-', '_')));
        ProvisioningNames names = new ProvisioningNames(settings);
        try (RouteContext routes = routes(names)) {
            db.run("INSERT INTO x_flows_table (x_flows_flowid_column, x_flows_skill_column, x_flows_m_queue_column,"
                    + " x_flows_m_flow_id_column) VALUES ('F', 's', 'sip:q@m', 'sip:a@m')");
            db.run(
                    "INSERT INTO x_agents_table (x_agents_agentid_column, x_agents_skills_column, x_agents_msrp_location_column,"
                            + " x_agents_msrp_max_sessions_column) VALUES ('ann', 's', 'sip:chat@h', 3)");

            LoadedProvisioning loaded = load(routes);

            assertThat(loaded.provisioning().flows())
                    .singleElement()
                    .satisfies(f -> assertThat(f.agentAnnouncement()).isEqualTo("sip:a@m"));
            assertThat(loaded.provisioning().agents())
                    .singleElement()
                    .satisfies(a -> assertThat(a.maxChats()).isEqualTo(3));
        }
    }

    @Test
    void wrapUpEndsAreWrittenToTheRowsOfTheirAgentsInOneBatch() throws Exception {
        try (RouteContext routes = routes(ProvisioningNames.defaults())) {
            db.run(
                    "INSERT INTO cc_agents (agentid, location, skills) VALUES ('ann', 'sip:a@h', 's'), ('o''hara', 'sip:o@h', 's'), ('bob',"
                            + " 'sip:b@h', 's')");

            routes.ask("direct:_project-wrapups", List.of(List.of(100L, "ann"), List.of(200L, "o'hara")), Object.class);

            assertThat(db.rows("SELECT agentid, wrapup_end_time FROM cc_agents ORDER BY id"))
                    .containsExactly("ann 100", "o'hara 200", "bob 0");
        }
    }

    @Test
    void aWrapUpEndThatIsNotYetInItsRowCountsMoreThanTheRow() throws Exception {
        pending.put(new AgentId("ann"), NOW);
        try (RouteContext routes = routes(ProvisioningNames.defaults())) {
            db.run(
                    "INSERT INTO cc_agents (agentid, location, skills, wrapup_end_time) VALUES ('ann', 'sip:a@h', 's', 5), ('bob', 'sip:b@h',"
                            + " 's', 6)");

            assertThat(load(routes).provisioning().agents())
                    .extracting(a -> a.wrapUpEnd().orElseThrow().getEpochSecond())
                    .containsExactly(NOW.getEpochSecond(), 6L);
        }
    }

    @Test
    void aWrapUpEndThatComesIntoItsRowJustAfterTheRowWasReadIsNotLost() throws Exception {
        pending.put(new AgentId("ann"), NOW);
        try (RouteContext routes = routes(ProvisioningNames.defaults())) {
            db.run("INSERT INTO cc_agents (agentid, location, skills) VALUES ('ann', 'sip:ann@h', 's')");
            AdviceWith.adviceWith(
                    routes.camel(),
                    "provisioning-load",
                    route -> route.weaveById("provisioning-load-agents").after().process(exchange -> pending.clear()));

            assertThat(load(routes).provisioning().agents())
                    .extracting(a -> a.wrapUpEnd().orElseThrow())
                    .containsExactly(NOW);
        }
    }

    @Test
    void aWrapUpEndThatWasPendingAtTheStartCountsWithTheLastGoodCopyToo() throws Exception {
        try (RouteContext routes = routes(ProvisioningNames.defaults())) {
            db.run("INSERT INTO cc_agents (agentid, location, skills) VALUES ('ann', 'sip:ann@h', 's')");
            load(routes);
        }
        pending.put(new AgentId("ann"), NOW);
        ProvisioningReader next =
                new ProvisioningReader(new LastGoodCopy(data, InstantSource.fixed(NOW)), () -> pending);
        pending.clear();

        assertThat(next.lastGood().orElseThrow().provisioning().agents())
                .extracting(a -> a.wrapUpEnd().orElseThrow())
                .containsExactly(NOW);
    }
}
