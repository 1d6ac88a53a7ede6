package io.callcenter.house.sample.transport.address;

import io.callcenter.house.sample.transport.dns.Upstairs;

/** Uses the package above its own. */
final class Climber {
    final Upstairs above = new Upstairs();
}
