/**
 * The settings: their options with default and range, where they are read, what is refused.
 *
 * <p>For all of {@code config}; no other package reads a setting.
 *
 * <p>Command line, environment and file in; values, or the one line that says what is wrong, out.
 */
package io.callcenter.config.settings;
