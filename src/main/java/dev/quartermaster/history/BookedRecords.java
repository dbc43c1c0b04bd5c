package dev.quartermaster.history;

/**
 * Result of booking lines of the log.
 *
 * @param booked rows that are in the database now, those that were there before among them
 * @param rejected rows that the database refuses for what they hold
 * @param unreadable lines that are no whole record
 */
public record BookedRecords(long booked, long rejected, long unreadable) {}
