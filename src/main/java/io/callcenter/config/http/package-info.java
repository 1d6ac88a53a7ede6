/**
 * The HTTP server of pages, commands and health: its bounds, connections and TLS.
 *
 * <p>For the application, which starts and stops it.
 *
 * <p>Settings in, a listening server out; requests go on to {@code mi} and {@code web}.
 */
package io.callcenter.config.http;
