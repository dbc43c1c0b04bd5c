package dev.quartermaster.auth.session;

import dev.quartermaster.auth.AdminConfig;
import dev.quartermaster.auth.AuthConfig;
import dev.quartermaster.auth.keys.KeyVerifier;
import dev.quartermaster.domain.Caller;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of people who signed in with a key. One names the key and is signed; it ends at its age, and with its key: one
 * that is revoked, has expired, or is not the admin key any more. Never blocks.
 */
@Singleton
public class Sessions {

    private static final String VERSION = "1";
    private static final String SEPARATOR = ".";
    private static final int PARTS = 5;
    private static final String SESSION = "session ";
    private static final String ADMIN_KEY = "admin key ";

    private final Seal seal;
    private final KeyVerifier keys;
    private final Optional<String> adminKey;
    private final Duration age;
    private final Clock clock;

    @Inject
    Sessions(Seal seal, KeyVerifier keys, AdminConfig admin, AuthConfig config, Clock clock) {
        this(seal, keys, admin.key(), config.sessionAge(), clock);
    }

    Sessions(Seal seal, KeyVerifier keys, Optional<String> adminKey, Duration age, Clock clock) {
        this.seal = seal;
        this.keys = keys;
        this.adminKey = adminKey.map(String::strip);
        this.age = age;
        this.clock = clock;
    }

    /** Age at which sessions end. */
    public Duration age() {
        return age;
    }

    /**
     * Opens a session of a caller.
     *
     * @param key with which it was admitted
     * @return what the browser keeps, in letters that a cookie takes
     */
    public String open(Caller caller, String key) {
        String mark = caller.id().equals(Caller.ADMIN.id())
                ? adminMark()
                : keys.mark(key.strip()).orElse("");
        String text = String.join(
                SEPARATOR,
                VERSION,
                caller.id(),
                mark,
                Long.toString(clock.instant().plus(age).getEpochSecond()));
        return text + SEPARATOR + seal.sign(SESSION + text);
    }

    /** Returns the caller of a session; empty when it is none, or has ended. */
    public Optional<Caller> caller(@Nullable String session) {
        if (session == null) {
            return Optional.empty();
        }
        String[] parts = session.split("\\.", -1);
        if (parts.length != PARTS || !parts[0].equals(VERSION)) {
            return Optional.empty();
        }
        String text = session.substring(0, session.lastIndexOf('.'));
        return seal.isSigned(SESSION + text, parts[4]) && isRunning(parts[3])
                ? holder(parts[1], parts[2])
                : Optional.empty();
    }

    private boolean isRunning(String end) {
        return clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(end)));
    }

    private Optional<Caller> holder(String id, String mark) {
        return id.equals(Caller.ADMIN.id())
                ? Optional.of(Caller.ADMIN).filter(admin -> adminKey.filter(key -> seal.isSigned(ADMIN_KEY + key, mark))
                        .isPresent())
                : keys.holder(id, mark);
    }

    /** Ends the admin's sessions with the admin key, also where the seal does not depend on it. */
    private String adminMark() {
        return adminKey.map(key -> seal.sign(ADMIN_KEY + key)).orElse("");
    }
}
