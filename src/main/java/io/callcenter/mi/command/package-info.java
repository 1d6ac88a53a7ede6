/**
 * The management commands: their table, arguments, roles, answers, statistics, as JSON-RPC. A new one goes into {@code CenterCommands}, or to its group
 * ({@code UserCommands}, {@code ReportCommands}); if its answer has callers, {@code withCallers()}.
 *
 * <p>For all doors to them: HTTP, JMS, routes and the pages of {@code web}.
 *
 * <p>A request with its visitor in, an answer out; reads the board and asks the contact center by {@code app}.
 */
package io.callcenter.mi.command;
