package dev.quartermaster.provider;

import dev.quartermaster.credentials.Denial;
import dev.quartermaster.credentials.KeyRing;
import dev.quartermaster.credentials.KeyState;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Explains which keys prevent a call, and for how long. */
final class KeyAvailability {

    private static final int MOST_NAMED = 3;

    private final KeyRing keys;
    private final Clock clock;

    KeyAvailability(KeyRing keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Every key of the provider rests. */
    ProviderUnavailability resting(ProviderId provider) {
        return of("provider " + provider + " has only keys that rest: ", keys.states(provider), List.of());
    }

    /** Returns whether a key in use may call the model, or a call without a key is possible. */
    boolean isAllowed(ModelKey model, boolean withoutKey) {
        return keys.hasUsable(model.provider(), key -> keys.allows(model, key))
                || withoutKey && keys.allows(model, null);
    }

    /** No key may call the model: the provider has said so, or they rest. */
    ProviderUnavailability denied(ModelKey model) {
        return of("no key may use it: ", keys.states(model.provider()), keys.denials(model));
    }

    private ProviderUnavailability of(String what, List<KeyState> states, List<Denial> denials) {
        List<String> words = new ArrayList<>();
        List<Instant> ends = new ArrayList<>();
        for (KeyState state : states) {
            state.restingUntil().ifPresent(until -> {
                words.add(said("key " + state.id(), state.restingBecause().orElse("refused"), until));
                ends.add(until);
            });
        }
        for (Denial denial : denials) {
            String key = denial.keyId().isEmpty() ? "a call without a key" : "key " + denial.keyId();
            words.add(said(key, denial.why(), denial.until()));
            ends.add(denial.until());
        }
        String more = words.size() > MOST_NAMED ? ", and " + (words.size() - MOST_NAMED) + " more" : "";
        Optional<Instant> end = ends.stream().min(Comparator.naturalOrder());
        return new ProviderUnavailability(
                what + String.join(", ", words.subList(0, Math.min(words.size(), MOST_NAMED))) + more,
                end.map(until -> Duration.between(clock.instant(), until)).orElse(null));
    }

    private static String said(String key, String why, Instant until) {
        return key + " was " + why + " and is used again at " + until.truncatedTo(ChronoUnit.SECONDS);
    }
}
