package dev.quartermaster.credentials;

import dev.quartermaster.domain.ProviderId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All places of keys at one moment. A provider's keys are those of the first place that has any; keys of the others stand
 * by.
 */
record KeySources(KeySource database, KeySource secretsManager, KeySource configured) {

    KeySources withDatabase(KeySource fresh) {
        return new KeySources(fresh, secretsManager, configured);
    }

    KeySources withSecretsManager(KeySource fresh) {
        return new KeySources(database, fresh, configured);
    }

    /** Keys that take turns, and those that would if there were no others. */
    record Keys(List<FoundKey> serving, List<FoundKey> standby) {}

    Keys of(ProviderId provider) {
        List<List<FoundKey>> places = Stream.of(database, secretsManager, configured)
                .map(place -> place.of(provider))
                .filter(found -> !found.isEmpty())
                .toList();
        Optional<List<FoundKey>> first = places.stream().findFirst();
        return new Keys(
                first.orElse(List.of()),
                places.stream().skip(1).flatMap(List::stream).toList());
    }
}
