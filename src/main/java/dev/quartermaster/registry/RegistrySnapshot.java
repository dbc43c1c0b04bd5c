package dev.quartermaster.registry;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.file.RegistryEntry;
import dev.quartermaster.registry.file.RegistryProblem;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All models at one moment. Never changes; a request that takes one at its start sees one truth to its end. */
public final class RegistrySnapshot {

    private final List<RegistryEntry> entries;
    private final List<ModelSpec> models;
    private final Map<ModelKey, ModelSpec> byKey;
    private final NameIndex names;
    private final List<RegistryProblem> problems;
    private final String version;
    private final Instant loadedAt;

    /** A snapshot of models about which nothing further is written. */
    public RegistrySnapshot(List<ModelSpec> models, List<RegistryProblem> problems, String version, Instant loadedAt) {
        this(version, loadedAt, models.stream().map(RegistryEntry::of).toList(), problems);
    }

    /**
     * @param version names the content: equal content, equal version
     * @param entries in any order, each key once
     */
    public RegistrySnapshot(
            String version, Instant loadedAt, List<RegistryEntry> entries, List<RegistryProblem> problems) {
        this.entries = entries.stream()
                .sorted(Comparator.comparing(entry -> entry.model().key()))
                .toList();
        this.models = this.entries.stream().map(RegistryEntry::model).toList();
        this.byKey = this.models.stream().collect(Collectors.toUnmodifiableMap(ModelSpec::key, Function.identity()));
        this.names = new NameIndex(this.models);
        this.problems = List.copyOf(problems);
        this.version = version;
        this.loadedAt = loadedAt;
    }

    /** Every model, enabled or not, ordered by provider and id. */
    public List<ModelSpec> models() {
        return models;
    }

    /** The same models with what is written beside them, in the same order. */
    public List<RegistryEntry> entries() {
        return entries;
    }

    public Optional<ModelSpec> find(ModelKey key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /**
     * The model a caller means by {@code name}: a qualified id ({@code provider/id}, where the provider may be an alias
     * of its name), else a bare id, else an alias, bare or qualified. Exact spelling first, then in any case. A bare name
     * that several providers have means an enabled model before a disabled one, then that of openai, anthropic, google,
     * ollama, bedrock, then of the others by name.
     */
    public Optional<ModelSpec> resolve(String name) {
        return names.find(name);
    }

    /** Entries of the file that were left out, in file order. */
    public List<RegistryProblem> problems() {
        return problems;
    }

    /** A short hash of the file's content. */
    public String version() {
        return version;
    }

    public Instant loadedAt() {
        return loadedAt;
    }
}
