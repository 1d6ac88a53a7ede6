package io.callcenter.house.sample;

/** A main class that does more than to start: it decides about calls. */
public final class Main {

    final io.callcenter.house.sample.core.Family decisions = new io.callcenter.house.sample.core.Family.Open();
}
