package io.callcenter.house.sample.transport.dns;

/** Stands above another package. */
public final class Upstairs {}
