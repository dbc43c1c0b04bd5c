package dev.quartermaster.registry.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.Endpoint;
import dev.quartermaster.registry.file.RegistryEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Adds where a model is served, for those that their provider serves at some of its endpoints only. */
final class Endpoints {

    private Endpoints() {}

    /** @throws IllegalArgumentException when a model is named that is not among the entries */
    static List<RegistryEntry> addTo(List<RegistryEntry> entries, JsonNode endpoints) {
        Map<ModelKey, Set<Endpoint>> open = read(endpoints);
        List<RegistryEntry> all =
                entries.stream().map(entry -> with(entry, open)).toList();
        if (!open.isEmpty()) {
            throw new IllegalArgumentException("endpoints are named for models that are not there: " + open.keySet());
        }
        return all;
    }

    private static Map<ModelKey, Set<Endpoint>> read(JsonNode endpoints) {
        Map<ModelKey, Set<Endpoint>> all = new HashMap<>();
        endpoints
                .properties()
                .forEach(provider -> provider.getValue().properties().forEach(model -> {
                    Set<Endpoint> words = new TreeSet<>();
                    model.getValue()
                            .forEach(word ->
                                    words.add(Endpoint.parse(word.asText()).orElseThrow()));
                    all.put(new ModelKey(ProviderId.of(provider.getKey()), model.getKey()), words);
                }));
        return all;
    }

    private static RegistryEntry with(RegistryEntry entry, Map<ModelKey, Set<Endpoint>> open) {
        Set<Endpoint> words = open.remove(entry.model().key());
        return words == null
                ? entry
                : new RegistryEntry(
                        entry.model().withEndpoints(words), entry.family(), entry.releaseDate(), entry.note());
    }
}
