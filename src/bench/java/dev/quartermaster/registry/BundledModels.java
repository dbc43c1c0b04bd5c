package dev.quartermaster.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.model.ModelSpec;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The bundled registry's models, cut or repeated under further ids to the number a benchmark asks for. */
public final class BundledModels {

    private BundledModels() {}

    public static ModelRegistry registry(ObjectMapper json) {
        RegistryConfig bundled = ModelRegistryTest.config(Optional.empty(), true);
        return new ModelRegistry(bundled, json, Clock.systemUTC());
    }

    public static List<ModelSpec> of(int count, ObjectMapper json) {
        List<ModelSpec> models = registry(json).snapshot().models();
        List<ModelSpec> wanted = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ModelSpec model = models.get(i % models.size());
            wanted.add(i < models.size() ? model : renamed(model, i));
        }
        return wanted;
    }

    private static ModelSpec renamed(ModelSpec model, int number) {
        return new ModelSpec(
                new ModelKey(model.key().provider(), model.key().id() + "-" + number),
                model.name(),
                model.capabilities(),
                model.features(),
                model.pricing(),
                model.rateLimits(),
                model.inputModalities(),
                model.outputModalities(),
                model.contextWindow(),
                model.maxInputTokens(),
                model.maxOutputTokens(),
                model.averageResponseTimeMs(),
                List.of(),
                List.of(),
                model.deprecationDate(),
                model.regions(),
                model.residency(),
                model.endpoints(),
                model.enabled());
    }
}
