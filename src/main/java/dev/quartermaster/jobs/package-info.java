/**
 * Floor 9: what happens without a caller: the start, and later the ticks. The start refuses an unsafe or misspelt
 * configuration before the socket opens, and ends by saying how to use what it started.
 */
package dev.quartermaster.jobs;
