/**
 * Floor 3: alerts for people. A component raises an alert request here and continues; the alert is raised once per
 * window, on however many instances share a database. Raising never waits and never fails. Alerts are in memory first;
 * streams, webhooks and the database follow, and each of them may be away.
 */
@NullMarked
package dev.quartermaster.alerts;

import org.jspecify.annotations.NullMarked;
