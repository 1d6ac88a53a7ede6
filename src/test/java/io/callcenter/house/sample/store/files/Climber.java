package io.callcenter.house.sample.store.files;

import io.callcenter.house.sample.store.database.Upstairs;

/** Uses the package above its own. */
final class Climber {
    final Upstairs above = new Upstairs();
}
