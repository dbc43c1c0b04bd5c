package dev.quartermaster.auth.keys;

import dev.quartermaster.domain.Caller;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the caller behind a key that was made here. Never blocks, and asks no database. */
@Singleton
public class KeyVerifier {

    private final KeyDirectory directory;
    private final Peppers peppers;
    private final KeyUses uses;
    private final Clock clock;

    KeyVerifier(KeyDirectory directory, Peppers peppers, KeyUses uses, Clock clock) {
        this.directory = directory;
        this.peppers = peppers;
        this.uses = uses;
        this.clock = clock;
    }

    /** Result of a look at a key. */
    public enum Outcome {
        VALID,
        /** It is none, or its secret is wrong. */
        UNKNOWN,
        EXPIRED,
        REVOKED,
        /** It may be one: what would tell is not known here now. */
        UNDECIDED
    }

    /** @param caller null unless the key is valid */
    public record Verdict(Outcome outcome, @Nullable Caller caller) {

        static final Verdict UNKNOWN = new Verdict(Outcome.UNKNOWN, null);
        static final Verdict UNDECIDED = new Verdict(Outcome.UNDECIDED, null);
        static final Verdict EXPIRED = new Verdict(Outcome.EXPIRED, null);
        static final Verdict REVOKED = new Verdict(Outcome.REVOKED, null);
    }

    /** Verifies a key. That it is expired or revoked is told only to who has its secret. */
    public Verdict verify(String presented) {
        Optional<KeyText> text = KeyText.parse(presented);
        if (text.isEmpty()) {
            return Verdict.UNKNOWN;
        }
        CallerKey key = directory.find(text.get().id()).orElse(null);
        Instant now = clock.instant();
        KeySecret secret = key == null ? null : matching(key, text.get());
        if (key == null || secret == null) {
            return directory.isCurrent() && (key == null || isDecided(key)) ? Verdict.UNKNOWN : Verdict.UNDECIDED;
        }
        return switch (key.state(now)) {
            case REVOKED -> Verdict.REVOKED;
            case EXPIRED -> Verdict.EXPIRED;
            case ACTIVE -> secret.isValid(now) ? valid(key, now) : Verdict.EXPIRED;
        };
    }

    /** Returns the mark of the secret that a key holds; empty when it is none that is known here. */
    public Optional<String> mark(String presented) {
        return KeyText.parse(presented)
                .flatMap(text -> directory.find(text.id()).flatMap(key -> Optional.ofNullable(matching(key, text))))
                .map(KeySecret::mark);
    }

    /** Returns the caller of a key as long as the key is valid and so is its secret of this mark. */
    public Optional<Caller> holder(String id, String mark) {
        Instant now = clock.instant();
        return directory
                .find(id)
                .filter(key -> key.state(now) == CallerKey.State.ACTIVE)
                .filter(key -> key.secrets().stream()
                        .anyMatch(secret -> secret.isValid(now) && secret.mark().equals(mark)))
                .map(CallerKey::caller);
    }

    private Verdict valid(CallerKey key, Instant now) {
        uses.used(key.id(), now.toEpochMilli());
        return new Verdict(Outcome.VALID, key.caller());
    }

    private @Nullable KeySecret matching(CallerKey key, KeyText text) {
        for (KeySecret secret : key.secrets()) {
            if (peppers.has(secret.pepper()) && secret.is(peppers.hash(secret.pepper(), text))) {
                return secret;
            }
        }
        return null;
    }

    /** Returns whether all peppers of the key are set here. */
    private boolean isDecided(CallerKey key) {
        return key.secrets().stream().allMatch(secret -> peppers.has(secret.pepper()));
    }
}
