package dev.quartermaster.cache.key;

import java.nio.ByteBuffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The SHA-256 digest of a canonical request, its tenant and the model that answers it. Four words compare faster than bytes. */
public record CacheKey(long first, long second, long third, long fourth) {

    public static final int BYTES = 32;

    /** @param digest 32 bytes */
    static CacheKey of(byte[] digest) {
        ByteBuffer words = ByteBuffer.wrap(digest);
        return new CacheKey(words.getLong(), words.getLong(), words.getLong(), words.getLong());
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth)
                .array();
    }

    /** The digest in the alphabet of URLs. */
    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes());
    }

    // Written out: a native executable interprets what the compiler makes for a record, at 100 times the price.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof CacheKey that
                        && first == that.first
                        && second == that.second
                        && third == that.third
                        && fourth == that.fourth);
    }

    /** A part of a digest is spread well enough. */
    @Override
    public int hashCode() {
        return Long.hashCode(first);
    }
}
