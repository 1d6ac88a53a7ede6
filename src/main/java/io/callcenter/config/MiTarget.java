package io.callcenter.config;

/**
 * Where a management command is sent, as the command line says it.
 *
 * @param url empty = where the call centre with these settings listens
 * @param user {@code name}, {@code name:password} or {@code name:file:PATH}; empty = nobody
 * @param trust a PEM file with the certificates to believe; empty = our own one, or with a url the JVM's authorities
 */
public record MiTarget(String url, String user, String trust) {}
