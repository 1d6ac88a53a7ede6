package io.callcenter.house.sample.app;

/** Remembers across calls of itself. */
final class Remembers {

    private static int count;

    static int next() {
        return ++count;
    }
}
