/**
 * Floor 3: tells people what needs them. Who sees something raises it here and goes on; it is told once per window,
 * whoever sees it how often, on however many instances that share a database. Raising never waits and never fails. Alerts
 * are in memory first; streams, webhooks and the database follow, and each of them may be away.
 */
package dev.quartermaster.alerts;
