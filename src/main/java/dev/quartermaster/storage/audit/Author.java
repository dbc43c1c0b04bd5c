package dev.quartermaster.storage.audit;

/**
 * Author and source of a change.
 *
 * @param who the caller's id, never a key
 * @param source a short word: {@code api}, {@code import}, {@code console}
 */
public record Author(String who, String source) {

    public Author {
        if (who == null || who.isBlank() || source == null || source.isBlank()) {
            throw new IllegalArgumentException("a change needs somebody who made it and a way it came");
        }
    }

    /** Somebody who called the control plane. */
    public static Author api(String who) {
        return new Author(who, "api");
    }
}
