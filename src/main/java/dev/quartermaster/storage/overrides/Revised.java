package dev.quartermaster.storage.overrides;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stored override and the number of its changes.
 *
 * @param revision 0 before the first change
 * @param value empty: as the files say
 */
public record Revised<T>(long revision, Optional<T> value) {

    public static <T> Revised<T> unchanged() {
        return new Revised<>(0, Optional.empty());
    }

    /**
     * Fails with {@code precondition_failed} unless this is the expected revision.
     *
     * @param subject name of the setting, for the message
     * @param expected null for any
     */
    public void require(String subject, @Nullable Long expected) {
        if (expected != null && expected != revision) {
            throw new QuartermasterException(
                    ErrorCode.PRECONDITION_FAILED,
                    subject + " is at revision " + revision + " now, not " + expected + ".");
        }
    }

    /** Returns the next revision, with that value. */
    public Revised<T> next(Optional<T> changed) {
        return new Revised<>(revision + 1, changed);
    }
}
