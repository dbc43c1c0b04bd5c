package dev.quartermaster.provider.directory;

import dev.quartermaster.credentials.Denial;
import dev.quartermaster.credentials.KeyRing;
import dev.quartermaster.credentials.KeyState;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import dev.quartermaster.telemetry.StatusContributor.Finding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Explains which keys prevent a call, and for how long. */
final class KeyAvailability {

    private static final int MOST_NAMED = 3;

    private static final String EFFECT_OF_DENIALS =
            "These models are not called with these keys; other models of the provider are.";

    private final KeyRing keys;
    private final Clock clock;

    KeyAvailability(KeyRing keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Returns that every key of the provider rests. */
    ProviderUnavailability resting(ProviderId provider) {
        return of("provider " + provider + " has only keys that rest: ", keys.states(provider), List.of());
    }

    /** Returns whether a key in use may call the model, or a call without a key is possible. */
    boolean isAllowed(ModelKey model, boolean withoutKey) {
        return keys.hasUsable(model.provider(), key -> keys.allows(model, key))
                || (withoutKey && keys.allows(model, null));
    }

    /** Returns why no key may call the model: the provider refused them, or they rest. */
    ProviderUnavailability denied(ModelKey model) {
        return of("no key may use it: ", keys.states(model.provider()), keys.denials(model));
    }

    /** Reports the keys of enabled providers, by id, never by value. A provider without any key is no finding. */
    ComponentStatus status(List<ProviderState> providers, Instant start) {
        List<ProviderState> enabled =
                providers.stream().filter(ProviderState::enabled).toList();
        List<Finding> resting =
                enabled.stream().flatMap(provider -> resting(provider, start)).toList();
        String denied = enabled.stream()
                .flatMap(provider -> keys.denials(provider.id()).stream())
                .filter(this::isOfOwnKey)
                .map(KeyAvailability::describe)
                .collect(Collectors.joining(", "));
        if (resting.isEmpty()) {
            return denied.isEmpty()
                    ? ComponentStatus.ok(start)
                    : ComponentStatus.degraded(start, denied, EFFECT_OF_DENIALS);
        }
        List<String> without = enabled.stream()
                .filter(provider ->
                        !provider.usable() && resting(provider, start).findAny().isPresent())
                .map(provider -> provider.id().value())
                .toList();
        return ComponentStatus.of(
                resting,
                start,
                details -> String.join(", ", details) + (denied.isEmpty() ? "" : ", " + denied),
                effect(without));
    }

    private Stream<Finding> resting(ProviderState provider, Instant start) {
        return keys.states(provider.id()).stream()
                .filter(key -> key.restingUntil().isPresent())
                .map(key -> new Finding(key.restingSince().orElse(start), describe(key)));
    }

    /** Returns whether the key is the provider's own, not that of a substitute. */
    private boolean isOfOwnKey(Denial denial) {
        return denial.keyId().isEmpty() || keys.configured(denial.model().provider());
    }

    private static String describe(KeyState key) {
        return "key " + key.id() + " rests until "
                + key.restingUntil().orElseThrow().truncatedTo(ChronoUnit.SECONDS) + ": it was "
                + key.restingBecause().orElse("refused");
    }

    private static String describe(Denial denial) {
        return denial.model() + " was " + denial.why()
                + (denial.keyId().isEmpty() ? "" : " to key " + denial.keyId()) + " and is tried again at "
                + denial.until().truncatedTo(ChronoUnit.SECONDS);
    }

    private static String effect(List<String> without) {
        return without.isEmpty()
                ? "Calls go out with the other keys."
                : "No call can be made to " + String.join(", ", without)
                        + " until one of its keys is tried again; requests go to other providers where they may.";
    }

    private ProviderUnavailability of(String what, List<KeyState> states, List<Denial> denials) {
        List<String> reasons = new ArrayList<>();
        List<Instant> ends = new ArrayList<>();
        for (KeyState state : states) {
            state.restingUntil().ifPresent(until -> {
                reasons.add(describe("key " + state.id(), state.restingBecause().orElse("refused"), until));
                ends.add(until);
            });
        }
        for (Denial denial : denials) {
            String key = denial.keyId().isEmpty() ? "a call without a key" : "key " + denial.keyId();
            reasons.add(describe(key, denial.why(), denial.until()));
            ends.add(denial.until());
        }
        String more = reasons.size() > MOST_NAMED ? ", and " + (reasons.size() - MOST_NAMED) + " more" : "";
        Optional<Instant> end = ends.stream().min(Comparator.naturalOrder());
        return new ProviderUnavailability(
                what + String.join(", ", reasons.subList(0, Math.min(reasons.size(), MOST_NAMED))) + more,
                end.map(until -> Duration.between(clock.instant(), until)).orElse(null));
    }

    private static String describe(String key, String why, Instant until) {
        return key + " was " + why + " and is used again at " + until.truncatedTo(ChronoUnit.SECONDS);
    }
}
