package dev.quartermaster.auth.keys;

import dev.quartermaster.domain.Caller;
import dev.quartermaster.storage.DatabaseState;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One key that a process knows, without a database. */
public final class KnownKeys {

    private static final String PEPPER = "a-pepper-for-tests-that-is-long-enough";

    private final Peppers peppers = new Peppers(Optional.of(PEPPER), Optional.empty());
    private final KeyDirectory directory;
    private final KeyText text = KeyText.random(new SecureRandom());
    private final Clock clock;

    public KnownKeys(Clock clock) {
        this.clock = clock;
        this.directory = new KeyDirectory(new DatabaseState(clock));
        is(null, null);
    }

    public KeyVerifier verifier() {
        return new KeyVerifier(directory, peppers, new KeyUses(null), clock);
    }

    public Peppers peppers() {
        return peppers;
    }

    /** The key as its holder has it. */
    public String key() {
        return text.whole();
    }

    public Caller caller() {
        return new Caller(text.id(), Caller.Role.OPERATOR);
    }

    /** The key is revoked, or its secret is another one from then on. */
    public void is(@Nullable Instant revokedAt, @Nullable Instant secretUntil) {
        KeySecret secret = new KeySecret(peppers.hash(1, text), 1, secretUntil);
        KeySettings settings =
                new KeySettings("person", null, Caller.Role.OPERATOR, null, null, null, null, null, null);
        Instant then = Instant.EPOCH;
        directory.apply(List.of(new CallerKey(
                text.id(), settings, then, "me", then, then, null, null, revokedAt, 1, List.of(secret), caller())));
    }
}
