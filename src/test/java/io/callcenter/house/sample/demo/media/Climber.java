package io.callcenter.house.sample.demo.media;

import io.callcenter.house.sample.demo.Upstairs;

/** Uses the package above its own. */
final class Climber {
    final Upstairs above = new Upstairs();
}
