package io.callcenter.house.sample.config;

/** Reaches back for the main class. */
final class Nosy {

    final io.callcenter.house.sample.Main main = new io.callcenter.house.sample.Main();
}
