package dev.quartermaster.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A key as it may be kept: its SHA-256. Keys are long random strings, so a plain hash is enough; what it buys is that
 * the comparison takes the same time whatever the length and however many characters agree.
 */
final class KeyHash {

    private final byte[] hash;

    private KeyHash(byte[] hash) {
        this.hash = hash;
    }

    static KeyHash of(String key) {
        try {
            return new KeyHash(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    boolean matches(String presented) {
        return MessageDigest.isEqual(hash, of(presented).hash);
    }
}
