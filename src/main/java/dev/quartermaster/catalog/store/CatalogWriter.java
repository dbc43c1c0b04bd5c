package dev.quartermaster.catalog.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.CatalogSnapshot;
import dev.quartermaster.catalog.model.InferenceProfile;
import dev.quartermaster.catalog.model.Lifecycle;
import dev.quartermaster.catalog.model.ModelFacts;
import dev.quartermaster.catalog.model.RegionState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A catalog as compact JSON: regions are written once and named by their place in that list, and an inference profile
 * that several regions offer alike is written once. The same catalog always gives the same text.
 */
final class CatalogWriter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final CatalogSnapshot catalog;
    private final List<String> regions;

    private CatalogWriter(CatalogSnapshot catalog) {
        this.catalog = catalog;
        this.regions = List.copyOf(allRegions(catalog));
    }

    static ObjectNode write(CatalogSnapshot catalog) {
        return new CatalogWriter(catalog).data();
    }

    private ObjectNode data() {
        ObjectNode data = JSON.objectNode();
        ArrayNode places = data.putArray("regions");
        regions.forEach(id -> places.add(region(id, catalog.regions().get(id))));
        ArrayNode models = data.putArray("models");
        catalog.models().values().forEach(model -> models.add(model(model)));
        ArrayNode profiles = data.putArray("profiles");
        offers().forEach((profile, offeredBy) -> profiles.add(profile(profile, offeredBy)));
        return data;
    }

    /** All regions: those that were asked, and those that are only members of a profile. */
    private static Collection<String> allRegions(CatalogSnapshot catalog) {
        SortedMap<String, Boolean> all = new TreeMap<>();
        catalog.regions().keySet().forEach(id -> all.put(id, true));
        for (CatalogModel model : catalog.models().values()) {
            model.regions().keySet().forEach(id -> all.put(id, true));
            model.profiles().forEach(profile -> profile.memberRegions().forEach(id -> all.put(id, true)));
        }
        return all.keySet();
    }

    private static ObjectNode region(String id, @Nullable RegionState state) {
        ObjectNode node = JSON.objectNode().put("id", id);
        if (state != null) {
            node.put("state", state.kind().wire()).put("since", state.since().toString());
            if (!state.detail().isEmpty()) {
                node.put("detail", state.detail());
            }
        }
        return node;
    }

    private ObjectNode model(CatalogModel model) {
        ModelFacts facts = model.facts();
        ObjectNode node = JSON.objectNode()
                .put("id", facts.id())
                .put("name", facts.name())
                .put("provider", facts.provider());
        words(node.putArray("in"), facts.inputModalities());
        words(node.putArray("out"), facts.outputModalities());
        node.put("streaming", facts.streaming());
        ArrayNode direct = node.putArray("direct");
        ArrayNode listed = node.putArray("listed");
        model.regions().forEach((id, access) -> (access.direct() ? direct : listed).add(regions.indexOf(id)));
        lifecycles(node, model);
        return node;
    }

    /** Writes the lifecycles that differ from an active model without an announced end. */
    private void lifecycles(ObjectNode node, CatalogModel model) {
        Map<Lifecycle, List<Integer>> found = new TreeMap<>(Comparator.comparing(Lifecycle::status)
                .thenComparing(lifecycle -> String.valueOf(lifecycle.endOfLife())));
        model.regions().forEach((id, access) -> {
            if (!access.lifecycle().equals(Lifecycle.ACTIVE)) {
                found.computeIfAbsent(access.lifecycle(), any -> new ArrayList<>())
                        .add(regions.indexOf(id));
            }
        });
        if (!found.isEmpty()) {
            ArrayNode lifecycles = node.putArray("lifecycle");
            found.forEach((lifecycle, places) -> lifecycles.add(lifecycle(lifecycle, places)));
        }
    }

    private static ObjectNode lifecycle(Lifecycle lifecycle, List<Integer> places) {
        ObjectNode node = JSON.objectNode().put("status", lifecycle.status());
        if (lifecycle.endOfLife() != null) {
            node.put("end", lifecycle.endOfLife().toString());
        }
        ArrayNode at = node.putArray("at");
        places.forEach(at::add);
        return node;
    }

    private Map<InferenceProfile, List<Integer>> offers() {
        Map<InferenceProfile, List<Integer>> offers = new TreeMap<>(Comparator.comparing(InferenceProfile::id)
                .thenComparing(InferenceProfile::modelId)
                .thenComparing(profile -> String.join(",", profile.memberRegions()))
                .thenComparing(InferenceProfile::anywhere));
        for (CatalogModel model : catalog.models().values()) {
            model.regions().forEach((region, access) -> access.profiles()
                    .forEach(profile -> offers.computeIfAbsent(profile, any -> new ArrayList<>())
                            .add(regions.indexOf(region))));
        }
        return offers;
    }

    private ObjectNode profile(InferenceProfile profile, List<Integer> offeredBy) {
        ObjectNode node = JSON.objectNode().put("id", profile.id()).put("model", profile.modelId());
        ArrayNode from = node.putArray("from");
        offeredBy.forEach(from::add);
        ArrayNode members = node.putArray("members");
        profile.memberRegions().forEach(id -> members.add(regions.indexOf(id)));
        if (profile.anywhere()) {
            node.put("anywhere", true);
        }
        return node;
    }

    private static void words(ArrayNode list, Collection<String> words) {
        words.forEach(list::add);
    }
}
