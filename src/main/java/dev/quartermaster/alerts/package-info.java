/**
 * Floor 2: tells people what needs them. Who sees something raises it here and goes on; it is told once per window,
 * whoever sees it how often. Raising never waits and never fails.
 */
package dev.quartermaster.alerts;
