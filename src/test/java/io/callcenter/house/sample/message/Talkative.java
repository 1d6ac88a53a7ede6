package io.callcenter.house.sample.message;

/** Opens a buffer of its own. */
final class Talkative {

    java.nio.ByteBuffer read() {
        return java.nio.ByteBuffer.allocate(1);
    }
}
