package io.callcenter.house.sample.b2b;

/** Stands above another package. */
public final class Upstairs {}
