package io.callcenter.house.sample;

/** Waits for luck. */
final class Sleepy {

    void waitForIt() throws InterruptedException {
        Thread.sleep(1);
    }
}
