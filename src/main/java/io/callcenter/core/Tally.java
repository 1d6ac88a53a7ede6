package io.callcenter.core;

/** A counter that never falls, with its value since the last reset (docs/design/behaviour.md 8.2). */
final class Tally {
    private long total;
    private long atReset;

    void add() {
        total++;
    }

    void reset() {
        atReset = total;
    }

    SavedFigures.Count save() {
        return new SavedFigures.Count(total, atReset);
    }

    void restore(SavedFigures.Count saved) {
        total = saved.total();
        atReset = saved.atReset();
    }

    long sinceReset() {
        return total - atReset;
    }

    long total() {
        return total;
    }
}
