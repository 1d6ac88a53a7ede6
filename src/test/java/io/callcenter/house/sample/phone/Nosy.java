package io.callcenter.house.sample.phone;

/** Reaches for the composition root, which no room may know. */
final class Nosy {

    final io.callcenter.house.sample.config.Wiring wiring = new io.callcenter.house.sample.config.Wiring();
}
