package io.callcenter.house.sample.sip.stack;

import io.callcenter.house.sample.sip.call.Upstairs;

/** Uses the package above its own. */
final class Climber {
    final Upstairs above = new Upstairs();
}
