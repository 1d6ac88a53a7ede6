package io.callcenter.house.sample;

import org.junit.jupiter.api.Disabled;

/** A test that nobody runs. */
@Disabled("on purpose: the sample of a rule")
final class SwitchedOff {}
