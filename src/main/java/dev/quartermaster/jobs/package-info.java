/**
 * Floor 9: what happens without a caller: the start, and what is done at intervals after it (probes, alerts, performance
 * history). The start refuses an unsafe or misspelt configuration before the socket opens, and ends by saying how to use
 * what it started.
 */
@NullMarked
package dev.quartermaster.jobs;

import org.jspecify.annotations.NullMarked;
