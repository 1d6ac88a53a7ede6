/** Ids of calls, legs, agents and flows: the only types that {@code core} and {@code b2b} share. */
package io.callcenter.ids;
