package dev.quartermaster.registry.file;

import java.util.Optional;

/**
 * A registry file that has passed every check before, with what it says. Reading the same bytes again checks nothing.
 *
 * @param content the text of the file
 * @param document what was read from it; no entry was left out
 */
public record CheckedFile(byte[] content, RegistryDocument document) {

    public CheckedFile {
        if (!document.problems().isEmpty()) {
            throw new IllegalArgumentException("a checked file has no problems, but this one has "
                    + document.problems().size() + ", the first: "
                    + document.problems().get(0));
        }
    }

    /** The entry at this index of {@code models}; empty for {@link Overrides#PLACE}. */
    Optional<RegistryEntry> entry(int index) {
        // None is left out, so the entries are numbered as they are in the file.
        return index == Overrides.PLACE
                ? Optional.empty()
                : Optional.of(document.entries().get(index));
    }
}
