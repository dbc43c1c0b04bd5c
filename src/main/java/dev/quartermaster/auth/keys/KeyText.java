package dev.quartermaster.auth.keys;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A caller's key as it is presented: {@code qm_<id>_<secret><checksum>}. The checksum tells a key that was copied wrongly
 * from one that is not known here; it proves nothing.
 *
 * @param id public name of the key, stable through rotations
 * @param secret 43 letters and digits, more than 32 bytes' worth
 */
record KeyText(String id, String secret) {

    static final String PREFIX = "qm_";

    private static final int ID_LENGTH = 12;
    private static final int SECRET_LENGTH = 43;
    private static final int CHECKSUM_LENGTH = 6;
    private static final int SECRET_START = PREFIX.length() + ID_LENGTH + 1;
    private static final int CHECKSUM_START = SECRET_START + SECRET_LENGTH;
    private static final int LENGTH = CHECKSUM_START + CHECKSUM_LENGTH;
    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /** Ids are spoken and typed: no capitals. */
    private static final int ID_ALPHABET = 36;

    /** Makes a key that nobody else has. */
    static KeyText random(RandomGenerator secure) {
        return new KeyText(letters(secure, ID_LENGTH, ID_ALPHABET), secret(secure));
    }

    /** Makes a new secret for a key. */
    static KeyText random(String id, RandomGenerator secure) {
        return new KeyText(id, secret(secure));
    }

    /** Reads a key; empty when it is none of ours, or was copied wrongly. */
    static Optional<KeyText> parse(@Nullable String text) {
        if (text == null
                || text.length() != LENGTH
                || !text.startsWith(PREFIX)
                || text.charAt(SECRET_START - 1) != '_'
                || !checksum(text).regionMatches(0, text, CHECKSUM_START, CHECKSUM_LENGTH)) {
            return Optional.empty();
        }
        return Optional.of(new KeyText(
                text.substring(PREFIX.length(), SECRET_START - 1), text.substring(SECRET_START, CHECKSUM_START)));
    }

    /** The key as its holder gets it. */
    String whole() {
        String text = PREFIX + id + "_" + secret;
        return text + checksum(text);
    }

    /** What is hashed: it fits into one block of SHA-256, and a secret is good for its own id only. */
    byte[] hashed() {
        return (id + secret).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return PREFIX + id + "_…";
    }

    private static String secret(RandomGenerator secure) {
        return letters(secure, SECRET_LENGTH, ALPHABET.length());
    }

    private static String letters(RandomGenerator secure, int length, int bound) {
        StringBuilder letters = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            letters.append(ALPHABET.charAt(secure.nextInt(bound)));
        }
        return letters.toString();
    }

    /** Of all before the checksum. */
    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.substring(0, CHECKSUM_START).getBytes(StandardCharsets.ISO_8859_1));
        char[] letters = new char[CHECKSUM_LENGTH];
        long rest = crc.getValue();
        for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
            letters[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
            rest /= ALPHABET.length();
        }
        return new String(letters);
    }
}
