package io.callcenter.house.sample.core;

import io.callcenter.house.sample.core.rules.Upstairs;

/** Uses the package above its own. */
final class Climber {
    final Upstairs above = new Upstairs();
}
