package io.callcenter.house.sample.mi.access;

import io.callcenter.house.sample.mi.command.Upstairs;

/** Uses the package above its own. */
final class Climber {
    final Upstairs above = new Upstairs();
}
