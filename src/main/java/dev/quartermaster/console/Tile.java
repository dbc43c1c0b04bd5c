package dev.quartermaster.console;

/**
 * One figure of a page, and the way to what is behind it.
 *
 * @param note its window and zone, and what else there is to say
 * @param href the list behind it
 * @param tone {@code good}, {@code warn}, {@code bad} or {@code calm}
 */
public record Tile(String label, String value, String note, String href, String tone) {}
