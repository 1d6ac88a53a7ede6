package io.callcenter.house.sample.b2b;

/** Writes a log of its own. */
final class Talkative {

    void decide() {
        java.util.logging.Logger.getGlobal().info("decided");
    }
}
