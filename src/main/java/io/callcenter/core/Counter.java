package io.callcenter.core;

/** A counter that never falls, with its value since the last reset (docs/design/behaviour.md 8.2). */
public final class Counter {
    private long total;
    private long atReset;

    public void add() {
        total++;
    }

    public void reset() {
        atReset = total;
    }

    SavedFigures.Count save() {
        return new SavedFigures.Count(total, atReset);
    }

    void restore(SavedFigures.Count saved) {
        total = saved.total();
        atReset = saved.atReset();
    }

    public long sinceReset() {
        return total - atReset;
    }

    public long total() {
        return total;
    }
}
