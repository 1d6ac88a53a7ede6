package io.callcenter.house.sample.config;

/** Stands for the composition root. */
public final class Wiring {}
