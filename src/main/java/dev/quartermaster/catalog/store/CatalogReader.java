package dev.quartermaster.catalog.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.CatalogSnapshot;
import dev.quartermaster.catalog.model.InferenceProfile;
import dev.quartermaster.catalog.model.Lifecycle;
import dev.quartermaster.catalog.model.ModelFacts;
import dev.quartermaster.catalog.model.RegionAccess;
import dev.quartermaster.catalog.model.RegionState;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads what {@link CatalogWriter} wrote. */
final class CatalogReader {

    private final List<String> regions = new ArrayList<>();
    private final SortedMap<String, RegionState> states = new TreeMap<>();
    /** Profiles by model, then by region. */
    private final Map<String, Map<String, List<InferenceProfile>>> profiles = new HashMap<>();

    private CatalogReader() {}

    /** @throws CatalogDamaged when a field is missing, of another kind, or points at nothing */
    static CatalogSnapshot read(JsonNode data, Instant generatedAt) throws CatalogDamaged {
        try {
            return new CatalogReader().snapshot(data, generatedAt);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException wrong) {
            throw new CatalogDamaged("its content is wrong: " + wrong.getMessage());
        }
    }

    private CatalogSnapshot snapshot(JsonNode data, Instant generatedAt) {
        list(data, "regions").forEach(this::region);
        list(data, "profiles").forEach(this::profile);
        SortedMap<String, CatalogModel> models = new TreeMap<>();
        for (JsonNode node : list(data, "models")) {
            CatalogModel model = model(node);
            models.put(model.id(), model);
        }
        return new CatalogSnapshot(generatedAt, models, states);
    }

    private void region(JsonNode node) {
        String id = text(node, "id");
        regions.add(id);
        if (node.has("state")) {
            RegionState.Kind kind = RegionState.Kind.valueOf(text(node, "state").toUpperCase(Locale.ROOT));
            Instant since = Instant.parse(text(node, "since"));
            states.put(id, new RegionState(kind, since, node.path("detail").asText("")));
        }
    }

    private void profile(JsonNode node) {
        SortedSet<String> members = new TreeSet<>(places(node, "members"));
        boolean anywhere = node.path("anywhere").asBoolean(false);
        InferenceProfile profile = new InferenceProfile(text(node, "id"), text(node, "model"), members, anywhere);
        Map<String, List<InferenceProfile>> own = profiles.computeIfAbsent(profile.modelId(), any -> new HashMap<>());
        places(node, "from").forEach(region -> own.computeIfAbsent(region, any -> new ArrayList<>())
                .add(profile));
    }

    private CatalogModel model(JsonNode node) {
        ModelFacts facts = new ModelFacts(
                text(node, "id"),
                text(node, "name"),
                text(node, "provider"),
                words(node, "in"),
                words(node, "out"),
                node.path("streaming").asBoolean(false));
        Map<String, Lifecycle> lifecycles = lifecycles(node);
        SortedMap<String, RegionAccess> access = new TreeMap<>();
        places(node, "direct").forEach(region -> access.put(region, access(facts.id(), region, true, lifecycles)));
        places(node, "listed").forEach(region -> access.put(region, access(facts.id(), region, false, lifecycles)));
        return new CatalogModel(facts, access);
    }

    private RegionAccess access(String model, String region, boolean direct, Map<String, Lifecycle> lifecycles) {
        List<InferenceProfile> own = profiles.getOrDefault(model, Map.of()).getOrDefault(region, List.of());
        return new RegionAccess(direct, own, lifecycles.getOrDefault(region, Lifecycle.ACTIVE));
    }

    private Map<String, Lifecycle> lifecycles(JsonNode model) {
        Map<String, Lifecycle> found = new HashMap<>();
        for (JsonNode node : model.path("lifecycle")) {
            Instant end = node.has("end") ? Instant.parse(text(node, "end")) : null;
            Lifecycle lifecycle = new Lifecycle(text(node, "status"), end);
            places(node, "at").forEach(region -> found.put(region, lifecycle));
        }
        return found;
    }

    private List<String> places(JsonNode node, String field) {
        List<String> ids = new ArrayList<>();
        for (JsonNode place : list(node, field)) {
            if (!place.isInt()) {
                throw new IllegalArgumentException(field + " holds something else than places");
            }
            ids.add(regions.get(place.intValue()));
        }
        return ids;
    }

    private static SortedSet<String> words(JsonNode node, String field) {
        SortedSet<String> words = new TreeSet<>();
        list(node, field).forEach(word -> words.add(word.asText()));
        return words;
    }

    private static JsonNode list(JsonNode node, String field) {
        JsonNode list = node.path(field);
        if (!list.isArray()) {
            throw new IllegalArgumentException("no list '" + field + "'");
        }
        return list;
    }

    private static String text(JsonNode node, String field) {
        JsonNode text = node.path(field);
        if (!text.isTextual()) {
            throw new IllegalArgumentException("no text '" + field + "'");
        }
        return text.asText();
    }
}
