package dev.quartermaster.catalog.query;

import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.CatalogSnapshot;
import dev.quartermaster.catalog.model.RegionAccess;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ModelSuggestions;
import dev.quartermaster.domain.QuartermasterException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the models that a name (id, profile id, ARN, display name, short name) may mean. */
final class ModelFinder {

    private final Map<String, CatalogModel> byId = new HashMap<>();
    private final Map<String, List<Named>> byName = new HashMap<>();
    private final Map<String, Set<String>> names = new TreeMap<>();

    ModelFinder(CatalogSnapshot catalog) {
        for (CatalogModel model : catalog.models().values()) {
            for (RegionAccess access : model.regions().values()) {
                access.profiles().forEach(profile -> byId.putIfAbsent(lower(profile.id()), model));
            }
            Map<String, Integer> forms = NameVariants.of(model);
            names.put(model.id(), forms.keySet());
            forms.forEach((name, rank) ->
                    byName.computeIfAbsent(name, any -> new ArrayList<>()).add(new Named(model, rank)));
        }
        // A model's own id wins over a profile of the same id, so it is put last.
        catalog.models().values().forEach(model -> byId.put(lower(model.id()), model));
        byName.values().forEach(found -> found.sort(Named.BEST_FIRST));
    }

    /** The model of an id, a profile's id or an ARN. */
    Optional<CatalogModel> exact(String name) {
        return Optional.ofNullable(byId.get(lower(idOf(name))));
    }

    /** Best first; of several that share a short name, the one of the latest version. Empty when there is none. */
    List<CatalogModel> find(String name) {
        String id = idOf(name);
        CatalogModel exact = byId.get(lower(id));
        if (exact != null) {
            return List.of(exact);
        }
        return byName.getOrDefault(ModelSuggestions.squash(id), List.of()).stream()
                .map(Named::model)
                .toList();
    }

    /**
     * The model that {@code name} means.
     *
     * @param region where it is wanted: of several that share a name, one that is there; null when that does not matter
     * @throws QuartermasterException with suggestions when there is none
     */
    CatalogModel require(String name, @Nullable String region) {
        List<CatalogModel> found = find(name);
        if (found.isEmpty()) {
            throw unknown(name);
        }
        return found.stream()
                .filter(model -> region != null && model.callableIn(region))
                .findFirst()
                .orElse(found.get(0));
    }

    List<String> suggestions(String name) {
        return ModelSuggestions.of(idOf(name), names);
    }

    private QuartermasterException unknown(String name) {
        List<String> near = suggestions(name);
        String hint = near.isEmpty() ? "" : "; did you mean " + String.join(", ", near) + "?";
        String message = "Bedrock's catalog has no model '" + name + "'" + hint;
        return new QuartermasterException(ErrorCode.MODEL_NOT_FOUND, message, "model", null);
    }

    /** Returns the part after the last slash of an ARN; any other name unchanged. */
    static String idOf(String name) {
        String stripped = name.strip();
        return stripped.startsWith("arn:") ? stripped.substring(stripped.lastIndexOf('/') + 1) : stripped;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private record Named(CatalogModel model, int rank) {

        static final Comparator<Named> BEST_FIRST = Comparator.comparingInt(Named::rank)
                .thenComparing(named -> named.model().id(), Comparator.reverseOrder());
    }
}
