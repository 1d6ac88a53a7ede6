package io.callcenter.core.rules;

import io.callcenter.core.Effect;
import java.util.ArrayList;
import java.util.List;

/**
 * The effects of one signal, in the order in which they must happen: records, then what is saved, then orders to the legs, then what
 * is forgotten, then reports (published only after the state behind them is saved, docs/design/interfaces.md 2), then measurements and log lines.
 * Orders come after the saves so that the legs never know of an order of which the saved call knows nothing (ADR 0009).
 */
final class PendingEffects {
    private final List<Effect> orders = new ArrayList<>();
    private final List<Effect> records = new ArrayList<>();
    private final List<Effect> saves = new ArrayList<>();
    private final List<Effect> forgets = new ArrayList<>();
    private final List<Effect> reports = new ArrayList<>();
    private final List<Effect> samples = new ArrayList<>();
    private final List<Effect> lines = new ArrayList<>();

    void order(Effect effect) {
        orders.add(effect);
    }

    void record(Effect effect) {
        records.add(effect);
    }

    void save(Effect effect) {
        saves.add(effect);
    }

    void forget(Effect.ForgetCall effect) {
        forgets.add(effect);
    }

    void report(Effect effect) {
        reports.add(effect);
    }

    void sample(Effect.Sample effect) {
        samples.add(effect);
    }

    void log(Effect.LogCall effect) {
        lines.add(effect);
    }

    void log(Effect.LogAgent effect) {
        lines.add(effect);
    }

    /** All effects since the last call, once. */
    List<Effect> take() {
        List<Effect> all = new ArrayList<>(records);
        all.addAll(saves);
        all.addAll(orders);
        all.addAll(forgets);
        all.addAll(reports);
        all.addAll(samples);
        all.addAll(lines);
        orders.clear();
        records.clear();
        saves.clear();
        forgets.clear();
        reports.clear();
        samples.clear();
        lines.clear();
        return all;
    }
}
