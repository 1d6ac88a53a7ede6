package io.callcenter.house.sample.b2b.sdp;

import io.callcenter.house.sample.b2b.Upstairs;

/** Uses the package above its own. */
final class Climber {
    final Upstairs above = new Upstairs();
}
