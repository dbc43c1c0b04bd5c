package dev.quartermaster.provider;

import dev.quartermaster.credentials.Denial;
import dev.quartermaster.credentials.KeyRing;
import dev.quartermaster.credentials.KeyState;
import dev.quartermaster.telemetry.StatusContributor;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The providers' keys, as the status page shows them: by id, never by value. A provider that never had one is not missed. */
@Singleton
class CredentialsDependency implements StatusContributor {

    private static final String EFFECT_OF_DENIALS =
            "These models are not called with these keys; other models of the provider are.";

    private final Providers providers;
    private final KeyRing keys;
    private final Instant start;

    CredentialsDependency(Providers providers, KeyRing keys, Clock clock) {
        this.providers = providers;
        this.keys = keys;
        this.start = clock.instant();
    }

    @Override
    public String name() {
        return "credentials";
    }

    @Override
    public ComponentStatus status() {
        List<ProviderState> enabled =
                providers.states().stream().filter(ProviderState::enabled).toList();
        List<KeyState> resting = enabled.stream().flatMap(this::resting).toList();
        List<Denial> denied =
                enabled.stream().flatMap(provider -> denials(provider).stream()).toList();
        if (resting.isEmpty()) {
            return denied.isEmpty()
                    ? ComponentStatus.ok(start)
                    : new ComponentStatus(State.DEGRADED, start, refusals(denied), EFFECT_OF_DENIALS);
        }
        List<String> without = enabled.stream()
                .filter(provider ->
                        !provider.usable() && resting(provider).findAny().isPresent())
                .map(provider -> provider.id().value())
                .toList();
        String detail = denied.isEmpty() ? named(resting) : named(resting) + ", " + refusals(denied);
        return new ComponentStatus(State.DEGRADED, since(resting), detail, effect(without));
    }

    /** Not those of a stand-in, which has no key of ours. */
    private List<Denial> denials(ProviderState provider) {
        return keys.denials(provider.id()).stream()
                .filter(denial -> denial.keyId().isEmpty() || keys.configured(provider.id()))
                .toList();
    }

    private static String refusals(List<Denial> denied) {
        return denied.stream()
                .map(denial -> denial.model() + " was " + denial.why()
                        + (denial.keyId().isEmpty() ? "" : " to key " + denial.keyId()) + " and is tried again at "
                        + denial.until().truncatedTo(ChronoUnit.SECONDS))
                .collect(Collectors.joining(", "));
    }

    private Stream<KeyState> resting(ProviderState provider) {
        return keys.states(provider.id()).stream()
                .filter(key -> key.restingUntil().isPresent());
    }

    private Instant since(List<KeyState> resting) {
        return resting.stream()
                .flatMap(key -> key.restingSince().stream())
                .min(Instant::compareTo)
                .orElse(start);
    }

    private static String named(List<KeyState> resting) {
        return resting.stream()
                .map(key -> "key " + key.id() + " rests until "
                        + key.restingUntil().orElseThrow().truncatedTo(ChronoUnit.SECONDS) + ": it was "
                        + key.restingBecause().orElse("refused"))
                .collect(Collectors.joining(", "));
    }

    private static String effect(List<String> without) {
        return without.isEmpty()
                ? "Calls go out with the other keys."
                : "No call can be made to " + String.join(", ", without)
                        + " until one of its keys is tried again; requests go to other providers where they may.";
    }
}
