package io.callcenter.house.sample.core;

/** Hides broken programs. */
final class Forgiving {

    boolean decide(Runnable rule) {
        try {
            rule.run();
            return true;
        } catch (Exception e) {
            return false;
        }
    }
}
