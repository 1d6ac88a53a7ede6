package io.callcenter.house.sample.config.routes;

/** Stands above another package. */
public final class Upstairs {}
