package dev.quartermaster.inference.validation;

import dev.quartermaster.catalog.BedrockRoutes;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.Tasks;
import dev.quartermaster.inference.validation.Finding.Code;
import dev.quartermaster.provider.directory.ProviderState;
import dev.quartermaster.provider.directory.Providers;
import dev.quartermaster.registry.Deprecation;
import dev.quartermaster.registry.ModelRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says of models whether they could be used here, from what is known; calls no model. */
@Singleton
public class ModelValidator {

    private final ModelRegistry registry;
    private final Providers providers;
    private final BedrockRoutes routes;
    private final Clock clock;

    ModelValidator(ModelRegistry registry, Providers providers, BedrockRoutes routes, Clock clock) {
        this.registry = registry;
        this.providers = providers;
        this.routes = routes;
        this.clock = clock;
    }

    /**
     * One result for each name, in their order. Waits for Bedrock's catalog where a first one is being loaded.
     *
     * @param features what each of them must be able to do
     */
    public Uni<List<Validation>> validate(List<String> names, Set<Feature> features) {
        return routes.loaded()
                .map(loaded -> new BedrockReachability(loaded, today()))
                .map(reach -> names.stream()
                        .map(name -> validate(name, features, reach))
                        .toList());
    }

    private Validation validate(String name, Set<Feature> features, BedrockReachability reach) {
        Optional<ModelSpec> found = registry.snapshot().resolve(name);
        if (found.isEmpty()) {
            return new Validation(name, null, List.of(unknown(name, reach)));
        }
        ModelSpec model = found.get();
        List<Finding> findings = new ArrayList<>();
        if (!model.enabled()) {
            findings.add(Finding.error(Code.DISABLED, "it is not enabled in the registry"));
        }
        provider(model.key().provider()).ifPresent(findings::add);
        if (model.key().provider().equals(ProviderId.BEDROCK)) {
            findings.addAll(reach.of(model));
        }
        features.stream()
                .filter(feature -> !Tasks.features(model).contains(feature))
                .forEach(feature -> findings.add(
                        Finding.error(Code.MISSING_FEATURE, "it does not have the feature " + feature.wire())));
        Deprecation.of(model, today()).ifPresent(end -> findings.add(deprecated(end)));
        return new Validation(name, model.key(), findings);
    }

    private static Finding unknown(String name, BedrockReachability reach) {
        String hint = reach.hint(name).map(known -> "; " + known).orElse("");
        return Finding.error(Code.UNKNOWN_MODEL, "the registry has no model of this name" + hint);
    }

    private Optional<Finding> provider(ProviderId id) {
        if (providers.usable(id)) {
            return Optional.empty();
        }
        String reason = providers.states().stream()
                .filter(state -> state.id().equals(id))
                .findFirst()
                .map(state -> reason(state))
                .orElse("is not configured");
        return Optional.of(Finding.error(Code.PROVIDER_UNAVAILABLE, "its provider " + id + " " + reason));
    }

    private static String reason(ProviderState state) {
        return state.enabled()
                ? "has no usable credentials"
                : "is switched off (quartermaster.providers." + state.id() + ".enabled)";
    }

    static Finding deprecated(Deprecation end) {
        return end.isPast()
                ? Finding.error(Code.DEPRECATED, "it " + end)
                : Finding.warning(Code.DEPRECATED, "it " + end);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
