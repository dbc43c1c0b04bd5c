package dev.quartermaster.auth;

import dev.quartermaster.domain.Caller;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the caller behind a key. Never blocks: what it needs is in memory. */
@Singleton
public class Authenticator {

    private final boolean enabled;
    private final Optional<KeyHash> admin;

    @Inject
    Authenticator(AuthConfig auth, AdminConfig admin) {
        this(auth.enabled(), admin.key());
    }

    Authenticator(boolean enabled, Optional<String> adminKey) {
        this.enabled = enabled;
        this.admin = adminKey.filter(key -> !key.isBlank()).map(String::strip).map(KeyHash::of);
    }

    /**
     * Returns the caller; empty when the key is missing or unknown. Everybody is welcome while authentication is off.
     *
     * @param key what the request presented, or null when it presented nothing
     */
    public Optional<Caller> identify(@Nullable String key) {
        if (!enabled) {
            return Optional.of(Caller.ANONYMOUS);
        }
        if (key == null || key.isBlank()) {
            return Optional.empty();
        }
        String presented = key.strip();
        return admin.filter(hash -> hash.matches(presented)).map(hash -> Caller.ADMIN);
    }

    /**
     * The SHA-256 of a key. Keys are long random strings, so a plain hash is enough; the comparison takes the same time
     * whatever the length and however many characters agree.
     */
    private static final class KeyHash {

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
}
