package dev.quartermaster.registry.edit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.QuartermasterException;
import java.util.Optional;
import java.util.function.Function;

/**
 * One change to the registry.
 *
 * @param key the entry it is about
 * @param expected what must be true of that entry now
 * @param change from the entry as {@link dev.quartermaster.registry.file.EntryWriter} writes it, empty where there is
 *     none, to what it shall be, in the form of a registry file, empty to remove it. Must not change what it is given,
 *     may be called more than once, and may throw what the caller of the edit shall be told.
 */
public record Edit(ModelKey key, Expectation expected, Function<Optional<ObjectNode>, Optional<ObjectNode>> change) {

    /** Puts {@code entry}, which names {@code key} as its provider and id, in the place of what is there. */
    public static Edit put(ModelKey key, ObjectNode entry, Expectation expected) {
        return new Edit(key, expected, before -> Optional.of(entry));
    }

    public static Edit delete(ModelKey key, Expectation expected) {
        return new Edit(key, expected, before -> Optional.empty());
    }

    /** Changes some fields of an entry that is there, as RFC 7396 (JSON Merge Patch) has it. */
    public static Edit merge(ModelKey key, ObjectNode patch, Expectation expected) {
        return new Edit(key, expected, before -> before.map(entry -> merged(entry, patch))
                .or(() -> {
                    throw new QuartermasterException(
                            ErrorCode.CONFLICT,
                            "The entry of " + key + " cannot be read, so that no part of it can be changed; replace it"
                                    + " whole, by PUT.");
                }));
    }

    private static ObjectNode merged(ObjectNode entry, ObjectNode patch) {
        return MergePatch.apply(PriceForm.fitting(patch, entry), patch);
    }
}
