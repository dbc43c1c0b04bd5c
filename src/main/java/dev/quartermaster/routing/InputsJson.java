package dev.quartermaster.routing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.MutableConfigOverride;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.routing.SelectionInputs.Named;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads a choice's inputs as JSON, as they are kept with a decision. Defaults are left out. What was written is
 * read back equal, to the last bit of every number, also after a database has kept it.
 */
public final class InputsJson {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .withConfigOverride(List.class, InputsJson::unlessEmpty)
            .withConfigOverride(Set.class, InputsJson::unlessEmpty)
            .withConfigOverride(Map.class, InputsJson::unlessEmpty)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private InputsJson() {}

    private static void unlessEmpty(MutableConfigOverride type) {
        type.setInclude(JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_NULL));
    }

    /** @param weights null where they are the configured ones */
    @RegisterForReflection
    record Stored(
            String registryVersion,
            RequirementsJson need,
            @Nullable NamedJson named,
            Weights configuredWeights,
            @Nullable Weights weights,
            ScoringParameters terms,
            SignalsJson signals) {

        static Stored of(SelectionInputs inputs) {
            return new Stored(
                    inputs.registryVersion(),
                    RequirementsJson.of(inputs.need()),
                    inputs.named() == null ? null : NamedJson.of(inputs.named()),
                    inputs.configured(),
                    inputs.weights().equals(inputs.configured()) ? null : inputs.weights(),
                    inputs.terms(),
                    SignalsJson.of(inputs.signals()));
        }

        SelectionInputs inputs() {
            return new SelectionInputs(
                    registryVersion,
                    need.requirements(),
                    named == null ? null : named.named(),
                    configuredWeights,
                    weights == null ? configuredWeights : weights,
                    terms,
                    signals.signals());
        }
    }

    @RegisterForReflection
    record NamedJson(
            @JsonInclude(JsonInclude.Include.ALWAYS) List<String> models, String why) {

        static NamedJson of(Named named) {
            return new NamedJson(named.models().stream().map(ModelKey::toString).toList(), named.why());
        }

        Named named() {
            return new Named(models.stream().map(InputsJson::model).toList(), why);
        }
    }

    /** The part of inputs that many decisions share. */
    @RegisterForReflection
    record Shared(Weights configuredWeights, ScoringParameters terms, SignalsJson signals) {

        static Shared of(Circumstances circumstances) {
            return new Shared(
                    circumstances.configured(), circumstances.terms(), SignalsJson.of(circumstances.signals()));
        }

        Circumstances circumstances() {
            return new Circumstances(configuredWeights, terms, signals.signals());
        }
    }

    /**
     * Inputs as {@link KeptInputs} writes them.
     *
     * @param weights null where they are the configured ones
     */
    @RegisterForReflection
    record Kept(
            String registryVersion,
            RequirementsJson need,
            @Nullable NamedJson named,
            @Nullable Weights weights,
            SignalChangesJson changes) {

        SelectionInputs inputs(Circumstances base) {
            return new SelectionInputs(
                    registryVersion,
                    need.requirements(),
                    named == null ? null : named.named(),
                    base.configured(),
                    weights == null ? base.configured() : weights,
                    base.terms(),
                    changes.to(base.signals()));
        }
    }

    static ObjectNode write(Circumstances circumstances) {
        return JSON.valueToTree(Shared.of(circumstances));
    }

    /** @throws IllegalArgumentException when they are no circumstances */
    static Circumstances circumstances(JsonNode json) {
        return read(json, Shared.class, "circumstances").circumstances();
    }

    /** Returns the id of the circumstances that stored inputs refer to; null where they say all themselves. */
    static @Nullable String reference(JsonNode json) {
        return json.path(KeptInputs.CIRCUMSTANCES).textValue();
    }

    /** @throws IllegalArgumentException when it is not what {@link KeptInputs} writes */
    static SelectionInputs read(JsonNode json, Circumstances base) {
        return read(json, Kept.class, "a decision's inputs").inputs(base);
    }

    public static ObjectNode write(SelectionInputs inputs) {
        return JSON.valueToTree(Stored.of(inputs));
    }

    /** @throws IllegalArgumentException when it is not what {@link #write} writes */
    public static SelectionInputs read(JsonNode json) {
        return read(json, Stored.class, "a decision's inputs").inputs();
    }

    private static <T> T read(JsonNode json, Class<T> type, String what) {
        try {
            return JSON.treeToValue(json, type);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(what + " cannot be read: " + wrong.getMessage(), wrong);
        }
    }

    /** Sorted, so that the same is written in the same way. */
    static Set<String> names(Collection<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Sorted by name, so that the same is written in the same way. */
    static <V, J> Map<String, J> byName(Map<?, V> values, Function<V, J> write) {
        Map<String, J> sorted = new TreeMap<>();
        values.forEach((key, value) -> sorted.put(key.toString(), write.apply(value)));
        return sorted;
    }

    static <T> Set<T> set(@Nullable Collection<String> names, Function<String, T> read) {
        return names == null ? Set.of() : names.stream().map(read).collect(Collectors.toSet());
    }

    static <K, J, V> Map<K, V> map(@Nullable Map<String, J> json, Function<String, K> key, Function<J, V> read) {
        return json == null
                ? Map.of()
                : json.entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> key.apply(entry.getKey()), entry -> read.apply(entry.getValue())));
    }

    static ModelKey model(String qualified) {
        return ModelKey.parse(qualified).orElseThrow(() -> new IllegalArgumentException("not a model: " + qualified));
    }
}
