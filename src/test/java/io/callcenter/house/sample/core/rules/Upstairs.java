package io.callcenter.house.sample.core.rules;

/** Stands above another package. */
public final class Upstairs {}
