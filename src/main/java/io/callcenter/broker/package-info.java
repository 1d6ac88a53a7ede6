/** The embedded broker: Artemis, configured in code, with its addresses, limits, users and roles. */
package io.callcenter.broker;
