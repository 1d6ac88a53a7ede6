package io.callcenter.house.sample.config.settings;

import io.callcenter.house.sample.config.routes.Upstairs;

/** Uses the package above its own. */
final class Climber {
    final Upstairs above = new Upstairs();
}
