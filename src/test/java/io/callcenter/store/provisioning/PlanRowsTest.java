package io.callcenter.store.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.PlaceMessage;
import io.callcenter.core.Plan;
import io.callcenter.core.ServiceTarget;
import io.callcenter.core.ServiceTarget.Formula;
import io.callcenter.core.ServiceTarget.From;
import io.callcenter.core.SkippedRow;
import io.callcenter.core.TransferPolicy;
import io.callcenter.ids.FlowId;
import io.callcenter.store.database.DatabaseRole;
import io.callcenter.store.database.Databases;
import io.callcenter.store.database.ProvisioningNames;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanRowsTest {
    private final List<SkippedRow> skipped = new ArrayList<>();
    private final List<SkippedRow> warnings = new ArrayList<>();

    @TempDir
    Path data;

    private Plan read(PlanTables.Rows rows, Plan former) {
        skipped.clear();
        warnings.clear();
        return new PlanRows(Set.of(new FlowId("sales")), skipped, warnings).read(rows, former);
    }

    private static Map<String, Object> row(Object... pairs) {
        Map<String, Object> row = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            row.put((String) pairs[i], pairs[i + 1]);
        }
        return row;
    }

    private static PlanTables.Rows settings(Map<String, Object> row) {
        return new PlanTables.Rows(List.of(row), List.of(), List.of());
    }

    @Test
    void whatARowDoesNotSayIsTheDefaultAndAColumnNeedNotBeThere() {
        Plan plan = read(settings(row("flow_id", "sales", "sl_threshold", 30, "sl_short", null)), Plan.NONE);

        assertThat(plan.settings())
                .singleElement()
                .satisfies(row -> assertThat(row.service())
                        .isEqualTo(new ServiceTarget(
                                Duration.ofSeconds(30), Duration.ofSeconds(5), Formula.OFFERED, From.ARRIVAL)));
        assertThat(skipped).isEmpty();
    }

    @Test
    void aFlowSaysWhoIsTransferredToItAndWhereTheyComeIn() {
        Plan plan = read(settings(row("flow_id", "sales", "transfer_in", 0, "place", "Head")), Plan.NONE);
        Plan usual = read(settings(row("flow_id", "sales")), Plan.NONE);
        read(settings(row("flow_id", "sales", "place", "middle")), Plan.NONE);

        assertThat(plan.settings()).singleElement().satisfies(row -> {
            assertThat(row.transferIn()).isFalse();
            assertThat(row.place()).contains(TransferPolicy.Entry.HEAD);
        });
        assertThat(usual.settings()).containsExactly(io.callcenter.core.FlowSettings.standard(new FlowId("sales")));
        assertThat(skipped).extracting(SkippedRow::reason).containsExactly("place: one of priority, head, end");
    }

    @Test
    void aFlowSaysHowItsCallersLearnTheirPlaceAgain() {
        Plan plan = read(
                settings(row(
                        "flow_id",
                        "sales",
                        "message_position",
                        "sip:place@media",
                        "position_after",
                        60,
                        "position_every",
                        30,
                        "position_by",
                        "uri")),
                Plan.NONE);
        assertThat(plan.settings().get(0).message())
                .isEqualTo(new PlaceMessage(
                        PlaceMessage.By.URI, "sip:place@media", Duration.ofSeconds(60), Duration.ofSeconds(30)));
        for (Map<String, Object> bad : List.of(
                row("flow_id", "sales", "message_position", "nowhere"),
                row("flow_id", "sales", "position_every", 19),
                row("flow_id", "sales", "position_by", "fax"))) {
            read(settings(bad), Plan.NONE);
            assertThat(skipped).as("%s", bad).hasSize(1);
        }
    }

    @Test
    void t2_aBadRowOfEachTableIsNamedAndTheRestIsTaken() {
        Plan plan = read(
                new PlanTables.Rows(
                        List.of(row("flow_id", "sales", "sl_formula", "best"), row("flow_id", "night")),
                        List.of(row("code", "a b"), row("code", "lunch", "paid", 0, "longest", 60)),
                        List.of(row("code", "refund"), row("code", "sold", "flow_id", "*"))),
                Plan.NONE);

        assertThat(plan.settings()).extracting(row -> row.flow().value()).containsExactly("night");
        assertThat(plan.pauseReasons()).extracting("code").containsExactly("lunch");
        assertThat(plan.pauseReasons().get(0).paid()).isFalse();
        assertThat(plan.codes()).extracting("code").containsExactly("sold");
        assertThat(skipped)
                .extracting(SkippedRow::toString)
                .containsExactly(
                        "cc_x_flow_settings row 1 (sales): sl_formula: one of offered, late, all, answered, both",
                        "cc_x_pause_reasons row 1 (a b): code: 1 to 32 letters, digits, _ and -",
                        "cc_x_codes row 1 (refund): flow_id: a flow, or * for all");
        assertThat(warnings).extracting(SkippedRow::id).containsExactly("night");
    }

    @Test
    void whatABadRowSaidWhenItWasGoodStands() {
        Plan good = read(settings(row("flow_id", "sales", "sl_threshold", 30)), Plan.NONE);
        Plan kept = read(settings(row("flow_id", "sales", "sl_threshold", -1)), good);

        assertThat(kept).isEqualTo(good);
        assertThat(skipped)
                .singleElement()
                .satisfies(row ->
                        assertThat(row.reason()).isEqualTo("sl_threshold: 0 to 86400; the former definition stands"));
    }

    @Test
    void tablesThatAreNotThereAreAsEmptyOnes() throws Exception {
        try (Databases databases = new Databases(Map.of(), data)) {
            PlanTables tables = new PlanTables(databases.dataSource(DatabaseRole.PROVISIONING));
            assertThat(tables.read()).isEqualTo(PlanTables.Rows.NONE);
            databases.prepare(ProvisioningNames.defaults());
            assertThat(tables.read()).isEqualTo(PlanTables.Rows.NONE);
            try (Connection connection =
                            databases.dataSource(DatabaseRole.PROVISIONING).getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO cc_x_flow_settings (flow_id, sl_threshold) VALUES ('sales', 15)");
            }
            assertThat(read(tables.read(), Plan.NONE)
                            .settings()
                            .get(0)
                            .service()
                            .threshold())
                    .isEqualTo(Duration.ofSeconds(15));
        }
    }
}
