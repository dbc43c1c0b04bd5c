package dev.quartermaster.auth.keys;

import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Hash of one secret of a key.
 *
 * @param pepper version of the pepper under which it was made
 * @param until from when on it is not valid any more; null for the present one, which ends with its key
 */
record KeySecret(byte[] hash, int pepper, @Nullable Instant until) {

    /** Compares in a time that does not depend on how much agrees. */
    boolean is(byte[] presented) {
        return MessageDigest.isEqual(hash, presented);
    }

    boolean isValid(Instant now) {
        return until == null || now.isBefore(until);
    }

    /** Not even the hash. */
    @Override
    public String toString() {
        return "KeySecret[pepper=" + pepper + ", until=" + until + "]";
    }
}
