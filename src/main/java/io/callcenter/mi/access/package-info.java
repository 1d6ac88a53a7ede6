/**
 * Who may give commands, and what is noted of it: users, roles, passwords, the login brake, visitors, answers, the audit.
 *
 * <p>For HTTP, JMS, the built-in broker and the pages.
 *
 * <p>A name, a password and a source in; a role, or no, out.
 */
package io.callcenter.mi.access;
