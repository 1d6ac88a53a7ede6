package io.callcenter.store.provisioning;

import io.callcenter.core.CallCode;
import io.callcenter.core.FlowSettings;
import io.callcenter.core.Pause;
import io.callcenter.core.PauseReason;
import io.callcenter.core.PlaceMessage;
import io.callcenter.core.Plan;
import io.callcenter.core.ServiceTarget;
import io.callcenter.core.ServiceTarget.Formula;
import io.callcenter.core.ServiceTarget.From;
import io.callcenter.core.SkippedRow;
import io.callcenter.core.TransferPolicy.Entry;
import io.callcenter.ids.FlowId;
import io.callcenter.store.provisioning.ProvisionedRow.BadRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes a validated plan of rows: a bad row is left out and named, and what it said when it was good stands. A row for a flow that is not there is
 * kept, with a warning: the flow may come later. Pure.
 */
final class PlanRows {
    private static final int LONGEST_CODE = 64;
    private static final long LONGEST_SECONDS = Duration.ofDays(1).toSeconds();

    private final Set<FlowId> flows;
    private final List<SkippedRow> skipped;
    private final List<SkippedRow> warnings;

    /** Notes go to those lists. */
    PlanRows(Set<FlowId> flows, List<SkippedRow> skipped, List<SkippedRow> warnings) {
        this.flows = flows;
        this.skipped = skipped;
        this.warnings = warnings;
    }

    private interface Parser<T> {
        T parse(ProvisionedRow row) throws BadRow;
    }

    /** The plan of those rows. */
    Plan read(PlanTables.Rows rows, Plan former) {
        List<FlowSettings> settings = all(
                "cc_x_flow_settings",
                "flow_id",
                rows.settings(),
                this::settings,
                FlowSettings::flow,
                former.settings());
        for (int i = 0; i < settings.size(); i++) {
            FlowId flow = settings.get(i).flow();
            if (!flows.contains(flow)) {
                warnings.add(new SkippedRow("cc_x_flow_settings", i + 1, flow.value(), "flow_id: no such flow yet"));
            }
        }
        return new Plan(
                settings,
                all(
                        "cc_x_pause_reasons",
                        "code",
                        rows.pauseReasons(),
                        PlanRows::reason,
                        PauseReason::code,
                        former.pauseReasons()),
                all(
                        "cc_x_codes",
                        "code",
                        rows.codes(),
                        PlanRows::code,
                        code -> code.code() + " "
                                + code.flow().map(FlowId::value).orElse("*"),
                        former.codes()));
    }

    private <T, K> List<T> all(
            String table,
            String key,
            List<? extends Map<String, ?>> rows,
            Parser<T> parser,
            Function<T, K> idOf,
            List<T> former) {
        Map<String, T> known = former.stream()
                .collect(Collectors.toMap(row -> idOf.apply(row).toString(), Function.identity(), (a, b) -> a));
        Map<K, T> taken = new LinkedHashMap<>();
        List<Integer> bad = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            ProvisionedRow row = new ProvisionedRow(rows.get(i));
            T parsed;
            try {
                parsed = parser.parse(row);
            } catch (BadRow e) {
                parsed = known.get(text(row, key));
                String more = parsed == null ? "" : "; the former definition stands";
                skipped.add(new SkippedRow(table, i + 1, text(row, key), e.getMessage() + more));
            }
            if (parsed != null && taken.putIfAbsent(idOf.apply(parsed), parsed) != null) {
                bad.add(i);
            }
        }
        bad.forEach(i -> skipped.add(new SkippedRow(
                table, i + 1, text(new ProvisionedRow(rows.get(i)), key), key + ": a second row of that id")));
        return List.copyOf(taken.values());
    }

    private static String text(ProvisionedRow row, String column) {
        try {
            return row.text(column).strip();
        } catch (BadRow e) {
            return "";
        }
    }

    /** Reads the columns that are there; NULL, and a column that is not there, is the default. */
    private FlowSettings settings(ProvisionedRow row) throws BadRow {
        String id = row.text("flow_id").strip();
        if (id.isEmpty()) {
            throw new BadRow("flow_id: NULL or blank");
        }
        ServiceTarget standard = ServiceTarget.DEFAULT;
        return new FlowSettings(
                new FlowId(id),
                new ServiceTarget(
                        seconds(row, "sl_threshold", standard.threshold()),
                        seconds(row, "sl_short", standard.shortOf()),
                        word(row, "sl_formula", Formula.class, standard.formula()),
                        word(row, "sl_from", From.class, standard.from())),
                row.number("code_required").orElse(0L) != 0,
                row.number("transfer_in").orElse(1L) != 0,
                row.text("place").isBlank()
                        ? Optional.empty()
                        : Optional.of(word(row, "place", Entry.class, Entry.PRIORITY)),
                message(row));
    }

    private static PlaceMessage message(ProvisionedRow row) throws BadRow {
        String uri = row.text("message_position").strip();
        if (!uri.isEmpty() && !SipUriCheck.isValid(uri)) {
            throw new BadRow("message_position: not a SIP URI: " + uri);
        }
        PlaceMessage.By by = word(row, "position_by", PlaceMessage.By.class, PlaceMessage.By.URI);
        Duration every = seconds(row, "position_every", Duration.ZERO);
        if (!every.isZero() && every.compareTo(PlaceMessage.SHORTEST) < 0) {
            throw new BadRow("position_every: 0, or " + PlaceMessage.SHORTEST.toSeconds() + " or more");
        }
        return new PlaceMessage(by, uri, seconds(row, "position_after", Duration.ZERO), every);
    }

    private static PauseReason reason(ProvisionedRow row) throws BadRow {
        String code = row.text("code").strip();
        if (code.isEmpty() || !Pause.isReason(code)) {
            throw new BadRow("code: 1 to 32 letters, digits, _ and -");
        }
        boolean paid = row.number("paid").orElse(1L) != 0;
        return new PauseReason(code, row.text("label"), paid, seconds(row, "longest", Duration.ZERO));
    }

    private static CallCode code(ProvisionedRow row) throws BadRow {
        String code = row.text("code").strip();
        if (code.isEmpty() || code.length() > LONGEST_CODE) {
            throw new BadRow("code: 1 to " + LONGEST_CODE + " characters");
        }
        String flow = row.text("flow_id").strip();
        if (flow.isEmpty()) {
            throw new BadRow("flow_id: a flow, or * for all");
        }
        Optional<FlowId> of = flow.equals("*") ? Optional.empty() : Optional.of(new FlowId(flow));
        return new CallCode(code, of, row.text("label"));
    }

    private static Duration seconds(ProvisionedRow row, String column, Duration standard) throws BadRow {
        Optional<Long> seconds = row.number(column);
        if (seconds.isPresent() && (seconds.get() < 0 || seconds.get() > LONGEST_SECONDS)) {
            throw new BadRow(column + ": 0 to " + LONGEST_SECONDS);
        }
        return seconds.map(Duration::ofSeconds).orElse(standard);
    }

    private static <E extends Enum<E>> E word(ProvisionedRow row, String column, Class<E> words, E standard)
            throws BadRow {
        String text = row.text(column).strip();
        if (text.isEmpty()) {
            return standard;
        }
        List<String> known = new ArrayList<>();
        for (E word : words.getEnumConstants()) {
            known.add(word.name().toLowerCase(Locale.ROOT));
            if (text.equalsIgnoreCase(word.name())) {
                return word;
            }
        }
        throw new BadRow(column + ": one of " + String.join(", ", known));
    }
}
