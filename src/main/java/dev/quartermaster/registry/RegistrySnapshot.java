package dev.quartermaster.registry;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ModelSuggestions;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.file.RegistryEntry;
import dev.quartermaster.registry.file.RegistryProblem;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All models at one moment. Never changes; a request that takes one at its start sees one truth to its end. */
public final class RegistrySnapshot {

    private static final int MOST_NAMED = 5;

    private final List<RegistryEntry> entries;
    private final List<ModelSpec> models;
    private final Map<ModelKey, RegistryEntry> byKey;
    private final Map<ModelKey, ModelSpec> placed;
    private final Set<ModelKey> supplied;
    private final NameIndex names;
    private final List<RegistryProblem> problems;
    private final String version;
    private final Instant loadedAt;

    /** A snapshot of models about which nothing further is written. */
    public RegistrySnapshot(List<ModelSpec> models, List<RegistryProblem> problems, String version, Instant loadedAt) {
        this(version, loadedAt, models.stream().map(RegistryEntry::of).toList(), problems);
    }

    /** A snapshot of what a file says and nothing else. */
    public RegistrySnapshot(
            String version, Instant loadedAt, List<RegistryEntry> entries, List<RegistryProblem> problems) {
        this(version, loadedAt, entries, problems, CatalogSupplement.NONE, Set.of());
    }

    /**
     * @param version names the content: equal content, equal version
     * @param file its entries, in any order, each key once
     * @param catalogSupplement what holds beside them
     * @param settled models that are not to be supplemented
     */
    RegistrySnapshot(
            String version,
            Instant loadedAt,
            List<RegistryEntry> file,
            List<RegistryProblem> problems,
            CatalogSupplement catalogSupplement,
            Set<ModelKey> settled) {
        List<RegistryEntry> further = catalogSupplement.beside(file, settled);
        this.supplied = further.stream().map(entry -> entry.model().key()).collect(Collectors.toUnmodifiableSet());
        this.entries = Stream.concat(file.stream(), further.stream())
                .sorted(Comparator.comparing(entry -> entry.model().key()))
                .toList();
        this.models = this.entries.stream()
                .map(entry -> catalogSupplement.placed(entry.model()))
                .toList();
        this.byKey = this.entries.stream()
                .collect(Collectors.toUnmodifiableMap(entry -> entry.model().key(), Function.identity()));
        this.placed = this.models.stream().collect(Collectors.toUnmodifiableMap(ModelSpec::key, Function.identity()));
        this.names = new NameIndex(this.models);
        this.problems = List.copyOf(problems);
        this.version = version;
        this.loadedAt = loadedAt;
    }

    /** Tells an operator which entries are left out. */
    ComponentStatus status() {
        return problems.isEmpty()
                ? ComponentStatus.ok(loadedAt)
                : ComponentStatus.degraded(
                        loadedAt,
                        problems.size() + " entries are left out: " + firstProblems(),
                        "These models cannot be used; GET /api/v1/registry/problems lists all of them with the reasons.");
    }

    private String firstProblems() {
        String first = problems.stream()
                .limit(MOST_NAMED)
                .map(RegistryProblem::toString)
                .collect(Collectors.joining("; "));
        return problems.size() > MOST_NAMED ? first + "; and " + (problems.size() - MOST_NAMED) + " more" : first;
    }

    /** Every model, enabled or not, ordered by provider and id. */
    public List<ModelSpec> models() {
        return models;
    }

    /** Returns whether the model comes from the catalog rather than from a file. */
    public boolean isSupplied(ModelKey key) {
        return supplied.contains(key);
    }

    /** The same models as they are written, with what stands beside them, in the same order. */
    public List<RegistryEntry> entries() {
        return entries;
    }

    public Optional<ModelSpec> find(ModelKey key) {
        return Optional.ofNullable(placed.get(key));
    }

    /** The same model with what is written beside it. */
    public Optional<RegistryEntry> entry(ModelKey key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /**
     * The model a caller means by {@code name}: a qualified id ({@code provider/id}, where the provider may be an alias
     * of its name), else a bare id, else an alias, bare or qualified. Exact spelling first, then in any case. A bare name
     * that several providers have means an enabled model before a disabled one, then that of openai, anthropic, google,
     * ollama, bedrock, then of the others by name. An inference profile of Bedrock ({@code us.} before an id) that has no
     * entry of its own means the model behind it, at that model's prices.
     */
    public Optional<ModelSpec> resolve(String name) {
        return names.find(name);
    }

    /** Models that somebody may have meant by a name that none has: qualified ids, the nearest first. */
    public List<String> nearMisses(String name) {
        Map<String, Set<String>> squashed = new TreeMap<>();
        for (ModelSpec model : models) {
            Set<String> own = new HashSet<>();
            own.add(ModelSuggestions.squash(model.key().toString()));
            own.add(ModelSuggestions.squash(model.key().id()));
            Optional.ofNullable(model.name()).map(ModelSuggestions::squash).ifPresent(own::add);
            model.aliases().forEach(alias -> own.add(ModelSuggestions.squash(alias)));
            squashed.put(model.key().toString(), own);
        }
        return ModelSuggestions.of(name, squashed);
    }

    /** Entries of the file that were left out, in file order. */
    public List<RegistryProblem> problems() {
        return problems;
    }

    /** A short hash of the content of the file and of what holds over it. */
    public String version() {
        return version;
    }

    public Instant loadedAt() {
        return loadedAt;
    }
}
