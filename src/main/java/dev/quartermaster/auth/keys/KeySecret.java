package dev.quartermaster.auth.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Hash of one secret of a key.
 *
 * @param pepper version of the pepper under which it was made
 * @param until from when on it is not valid any more; null for the present one, which ends with its key
 */
record KeySecret(byte[] hash, int pepper, @Nullable Instant until) {

    private static final byte[] MARK = "quartermaster/mark/1".getBytes(StandardCharsets.US_ASCII);
    private static final int MARK_BYTES = 12;

    /** Compares in a time that does not depend on how much agrees. */
    boolean is(byte[] presented) {
        return MessageDigest.isEqual(hash, presented);
    }

    boolean isValid(Instant now) {
        return until == null || now.isBefore(until);
    }

    /** Names this secret to whoever knows the mark already, and tells nothing of it or of its hash. */
    String mark() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(MARK);
            byte[] whole = digest.digest(hash);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, MARK_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Not even the hash. */
    @Override
    public String toString() {
        return "KeySecret[pepper=" + pepper + ", until=" + until + "]";
    }
}
