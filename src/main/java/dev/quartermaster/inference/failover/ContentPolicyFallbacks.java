package dev.quartermaster.inference.failover;

import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.routing.ModelRequirements;
import dev.quartermaster.routing.RankedModel;
import dev.quartermaster.routing.Router;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which models may be asked what another has refused to answer: those that configuration names for it, and no other. */
@ApplicationScoped
class ContentPolicyFallbacks {

    private final ModelRegistry registry;
    private final Router router;
    private final Map<String, List<String>> configured;

    ContentPolicyFallbacks(ModelRegistry registry, Router router, FailoverConfig config) {
        this.registry = registry;
        this.router = router;
        this.configured = config.contentPolicyFallbacks();
    }

    /** Those of them that can take the request now, in the order in which they are configured. */
    List<RankedModel> than(ModelSpec refusing, ModelRequirements requirements) {
        if (configured.isEmpty()) {
            return List.of();
        }
        RegistrySnapshot models = registry.snapshot();
        List<ModelSpec> others = configured.entrySet().stream()
                .filter(entry -> means(entry.getKey(), refusing, models))
                .flatMap(entry -> entry.getValue().stream())
                .map(models::resolve)
                .flatMap(Optional::stream)
                .filter(model -> requirements.asker().mayUse(model.key()))
                .toList();
        return others.isEmpty()
                ? List.of()
                : router.named(others, requirements, "for what " + refusing.key() + " refuses")
                        .route();
    }

    private static boolean means(String name, ModelSpec model, RegistrySnapshot models) {
        return models.resolve(name)
                .filter(found -> found.key().equals(model.key()))
                .isPresent();
    }
}
