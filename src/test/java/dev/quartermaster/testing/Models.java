package dev.quartermaster.testing;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.domain.model.Rates;
import java.util.List;
import java.util.Set;

/** Registry entries for tests: a chat model with tools and streaming, unless told otherwise. */
public final class Models {

    private final ModelKey key;
    private Set<String> outputs = Set.of("text");
    private Set<String> capabilities = Set.of("text-generation");
    private Set<Feature> features = Set.of(Feature.TOOLS, Feature.STREAMING);
    private Pricing pricing = Pricing.flat(Rates.of("1", "2"));
    private RateLimits rateLimits = RateLimits.NONE;
    private Long contextWindow = 128_000L;
    private Long maxOutputTokens;
    private Long averageResponseTimeMs;
    private List<String> fallbacks = List.of();
    private List<String> regions = List.of();
    private String residency;
    private boolean enabled = true;

    private Models(ModelKey key) {
        this.key = key;
    }

    /** @param qualified {@code provider/id} */
    public static Models named(String qualified) {
        int slash = qualified.indexOf('/');
        return new Models(new ModelKey(ProviderId.of(qualified.substring(0, slash)), qualified.substring(slash + 1)));
    }

    public Models capabilities(String... words) {
        capabilities = Set.of(words);
        return this;
    }

    public Models outputs(String... modalities) {
        outputs = Set.of(modalities);
        return this;
    }

    public Models features(Feature... some) {
        features = Set.of(some);
        return this;
    }

    public Models price(String inputPer1m, String outputPer1m) {
        pricing = Pricing.flat(Rates.of(inputPer1m, outputPer1m));
        return this;
    }

    public Models pricing(Pricing other) {
        pricing = other;
        return this;
    }

    public Models regions(String... ids) {
        regions = List.of(ids);
        return this;
    }

    public Models rateLimits(RateLimits limits) {
        rateLimits = limits;
        return this;
    }

    public Models contextWindow(Long tokens) {
        contextWindow = tokens;
        return this;
    }

    public Models maxOutputTokens(Long tokens) {
        maxOutputTokens = tokens;
        return this;
    }

    public Models averageResponseTimeMs(Long milliseconds) {
        averageResponseTimeMs = milliseconds;
        return this;
    }

    public Models fallbacks(String... names) {
        fallbacks = List.of(names);
        return this;
    }

    public Models residency(String geography) {
        residency = geography;
        return this;
    }

    public Models disabled() {
        enabled = false;
        return this;
    }

    public ModelSpec build() {
        return new ModelSpec(
                key,
                null,
                capabilities,
                features,
                pricing,
                rateLimits,
                Set.of("text"),
                outputs,
                contextWindow,
                null,
                maxOutputTokens,
                averageResponseTimeMs,
                List.of(),
                fallbacks,
                null,
                regions,
                residency,
                Set.of(),
                enabled);
    }
}
