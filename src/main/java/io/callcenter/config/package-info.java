/**
 * Composition root: settings, clock, beans by name, the order in which the parts start and stop. Uses everything; only {@link
 * io.callcenter.CallCenter} uses it.
 */
package io.callcenter.config;
