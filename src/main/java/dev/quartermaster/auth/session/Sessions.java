package dev.quartermaster.auth.session;

import dev.quartermaster.auth.AdminConfig;
import dev.quartermaster.auth.AuthConfig;
import dev.quartermaster.auth.OpenIdProvider;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.auth.keys.KeyVerifier;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.Caller.Role;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of people. One that was opened with a key names it; it ends at its age, and with its key: one that is revoked, has
 * expired, or is not the admin key any more. One of somebody whom an OpenID provider vouches for holds who that is and the role;
 * it ends at its age, with the provider's word, and when people do not sign in through that provider any more. All are
 * signed, and nothing of them is kept here. Never blocks.
 */
@Singleton
public class Sessions {

    private static final String OF_KEY = "1";
    private static final String OF_PROVIDER = "2";
    private static final String SEPARATOR = ".";
    private static final int PARTS = 5;
    private static final String SESSION = "session ";
    private static final String ADMIN_KEY = "admin key ";
    private static final String PROVIDER = "provider ";

    private final Seal seal;
    private final KeyVerifier keys;
    private final OpenIdProvider provider;
    private final Optional<String> adminKey;
    private final Duration age;
    private final Clock clock;

    /**
     * A session as it begins.
     *
     * @param text what the browser keeps, in letters that a cookie takes
     * @param age after which it has ended in any case
     */
    public record Opened(String text, Duration age) {

        /** Not the text: who has it is in. */
        @Override
        public String toString() {
            return "Opened[" + age + "]";
        }
    }

    @Inject
    Sessions(Seal seal, KeyVerifier keys, OpenIdProvider provider, AdminConfig admin, AuthConfig config, Clock clock) {
        this(seal, keys, provider, admin.key(), config.sessionAge(), clock);
    }

    Sessions(
            Seal seal,
            KeyVerifier keys,
            OpenIdProvider provider,
            Optional<String> adminKey,
            Duration age,
            Clock clock) {
        this.seal = seal;
        this.keys = keys;
        this.provider = provider;
        this.adminKey = adminKey.map(String::strip);
        this.age = age;
        this.clock = clock;
    }

    /**
     * Opens a session of a caller.
     *
     * @param key with which it was admitted
     */
    public Opened open(Caller caller, String key) {
        String mark = caller.id().equals(Caller.ADMIN.id())
                ? adminMark()
                : keys.mark(key.strip()).orElse("");
        return opened(OF_KEY, caller.id(), mark, age);
    }

    /**
     * Opens a session of somebody whom the OpenID provider vouches for.
     *
     * @param until end of the provider's word
     */
    public Opened open(Caller caller, Instant until) {
        Duration word = Duration.between(clock.instant(), until);
        String who = Roles.name(caller.role()) + " " + caller.id();
        return opened(OF_PROVIDER, encoded(who), providerMark(), word.compareTo(age) < 0 ? word : age);
    }

    private Opened opened(String kind, String who, String mark, Duration lasts) {
        String end = Long.toString(clock.instant().plus(lasts).getEpochSecond());
        String text = String.join(SEPARATOR, kind, who, mark, end);
        return new Opened(text + SEPARATOR + seal.sign(SESSION + text), lasts);
    }

    /** Returns the caller of a session; empty when it is none, or has ended. */
    public Optional<Caller> caller(@Nullable String session) {
        if (session == null) {
            return Optional.empty();
        }
        String[] parts = session.split("\\.", -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        String text = session.substring(0, session.lastIndexOf('.'));
        if (!seal.isSigned(SESSION + text, parts[4]) || !isRunning(parts[3])) {
            return Optional.empty();
        }
        return switch (parts[0]) {
            case OF_KEY -> holder(parts[1], parts[2]);
            case OF_PROVIDER -> person(parts[1], parts[2]);
            default -> Optional.empty();
        };
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

    private Optional<Caller> person(String who, String mark) {
        if (!provider.signsPeopleIn() || !seal.isSigned(PROVIDER + provider.mark(), mark)) {
            return Optional.empty();
        }
        String[] parts = decoded(who).split(" ", 2);
        return Stream.of(Role.values())
                .filter(role -> Roles.name(role).equals(parts[0]))
                .map(role -> new Caller(parts[1], role))
                .findFirst();
    }

    private String providerMark() {
        return seal.sign(PROVIDER + provider.mark());
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of what was signed here, and so is what {@link #encoded} has made. */
    private static String decoded(String text) {
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    }

    /** Ends the admin's sessions with the admin key, also where the seal does not depend on it. */
    private String adminMark() {
        return adminKey.map(key -> seal.sign(ADMIN_KEY + key)).orElse("");
    }
}
