/**
 * Floor 3: alerts for people. A component raises an alert request and continues; the alert is raised once per window on
 * all instances that share a database. Raising never waits and never fails. Alerts are in memory first; streams, webhooks
 * and the database follow, and each of them may be down.
 */
@NullMarked
package dev.quartermaster.alerts;

import org.jspecify.annotations.NullMarked;
