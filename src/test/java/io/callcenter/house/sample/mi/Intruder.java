package io.callcenter.house.sample.mi;

import io.callcenter.house.sample.core.rules.Upstairs;

/** Enters a package that is closed to it. */
final class Intruder {
    final Upstairs inside = new Upstairs();
}
