package io.callcenter.house.sample.transaction;

/** Opens a socket of its own. */
final class Talkative {

    java.net.Socket open() {
        return new java.net.Socket();
    }
}
