package io.callcenter.config.command;

/**
 * Where a management command is sent and how its answer is shown, as the command line says it.
 *
 * @param url empty = where the call center with these settings listens
 * @param user {@code name}, {@code name:password} or {@code name:file:PATH}; empty = nobody
 * @param trust a PEM file with the certificates to believe; empty = our own one, or with a url the JVM's authorities
 * @param json whether the answer is shown as JSON on a terminal, too
 */
public record MiTarget(String url, String user, String trust, boolean json) {}
