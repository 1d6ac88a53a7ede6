package io.callcenter.house.sample.core;

/** Writes a log of its own. */
final class Talkative {

    void decide() {
        java.util.logging.Logger.getGlobal().info("decided");
    }
}
