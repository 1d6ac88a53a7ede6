package io.callcenter.core;

import java.util.ArrayList;
import java.util.List;

/**
 * The effects of one signal, in the order in which they must happen: orders to the legs, then records, then what is saved, then reports
 * (published only after the state behind them is saved, interfaces 2), then measurements.
 */
final class Outbox {
    private final List<Effect> orders = new ArrayList<>();
    private final List<Effect> records = new ArrayList<>();
    private final List<Effect> saves = new ArrayList<>();
    private final List<Effect> reports = new ArrayList<>();
    private final List<Effect> samples = new ArrayList<>();

    void order(Effect effect) {
        orders.add(effect);
    }

    void record(Effect.WriteCdr effect) {
        records.add(effect);
    }

    void save(Effect effect) {
        saves.add(effect);
    }

    void report(Effect effect) {
        reports.add(effect);
    }

    void sample(Effect.Sample effect) {
        samples.add(effect);
    }

    /** All effects since the last call, once. */
    List<Effect> take() {
        List<Effect> all = new ArrayList<>(orders);
        all.addAll(records);
        all.addAll(saves);
        all.addAll(reports);
        all.addAll(samples);
        orders.clear();
        records.clear();
        saves.clear();
        reports.clear();
        samples.clear();
        return all;
    }
}
