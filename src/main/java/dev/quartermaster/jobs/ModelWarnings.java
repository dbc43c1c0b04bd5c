package dev.quartermaster.jobs;

import dev.quartermaster.agents.AgentProfile;
import dev.quartermaster.agents.AgentProfiles;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.inference.validation.Finding;
import dev.quartermaster.inference.validation.ModelValidator;
import dev.quartermaster.inference.validation.Validation;
import dev.quartermaster.provider.directory.Providers;
import dev.quartermaster.registry.Deprecation;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.telemetry.ScheduledJob;
import dev.quartermaster.telemetry.ServiceUp;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Warns, and only warns, about models that are set for agents and could not be called, and about models whose announced
 * end is near. Looks behind the start, and again every day.
 */
@Singleton
class ModelWarnings implements ScheduledJob {

    private static final int MOST_LOGGED = 20;

    private final AgentProfiles agents;
    private final ModelValidator validator;
    private final ModelRegistry registry;
    private final Providers providers;
    private final Clock clock;

    ModelWarnings(
            AgentProfiles agents, ModelValidator validator, ModelRegistry registry, Providers providers, Clock clock) {
        this.agents = agents;
        this.validator = validator;
        this.registry = registry;
        this.providers = providers;
        this.clock = clock;
    }

    void afterStart(@Observes ServiceUp up) {
        tick().subscribe().with(done -> {});
    }

    @Scheduled(every = "24h", delayed = "24h", identity = "model-warnings")
    Uni<Void> tick() {
        return run().onFailure()
                .invoke(failure -> Log.warn("The models of the agents could not be checked", failure))
                .onFailure()
                .recoverWithNull();
    }

    @Override
    public String name() {
        return "model-warnings";
    }

    @Override
    public Uni<Void> run() {
        return Uni.createFrom().deferred(() -> {
            ending().forEach(Log::warn);
            return Multi.createFrom()
                    .iterable(configured(agents).entrySet())
                    .onItem()
                    .transformToUniAndMerge(group -> check(group.getKey(), group.getValue()))
                    .collect()
                    .asList()
                    .replaceWithVoid();
        });
    }

    private Uni<Void> check(Set<Feature> features, Map<String, List<String>> models) {
        return validator
                .validate(List.copyOf(models.keySet()), features)
                .invoke(found -> lines(found, models).forEach(Log::warn))
                .replaceWithVoid();
    }

    /** Groups the configured models by the features they need, each with the place that configures it. */
    static Map<Set<Feature>, Map<String, List<String>>> configured(AgentProfiles agents) {
        Map<Set<Feature>, Map<String, List<String>>> models = new LinkedHashMap<>();
        agents.defaultModel().ifPresent(model -> add(models, Set.of(), model, "the default model of agents"));
        for (AgentProfile agent : agents.configured()) {
            if (agent.enabled()) {
                Set<Feature> features = agent.requiredFeatures();
                agent.model()
                        .filter(model -> !features.isEmpty()
                                || !agents.defaultModel().filter(model::equals).isPresent())
                        .ifPresent(model -> add(models, features, model, "the model of agent " + agent.agentType()));
                agent.fallbacks()
                        .orElse(List.of())
                        .forEach(model -> add(models, features, model, "a fallback of agent " + agent.agentType()));
                agent.allowedModels()
                        .forEach(model -> add(models, Set.of(), model, "allowed to agent " + agent.agentType()));
                agent.canary()
                        .ifPresent(canary ->
                                add(models, features, canary.model(), "the canary of agent " + agent.agentType()));
            }
        }
        return models;
    }

    private static void add(
            Map<Set<Feature>, Map<String, List<String>>> models, Set<Feature> features, String model, String place) {
        if (!model.equals("auto")) {
            models.computeIfAbsent(features, none -> new LinkedHashMap<>())
                    .computeIfAbsent(model, none -> new ArrayList<>())
                    .add(place);
        }
    }

    /** One line for each model that fails. */
    static List<String> lines(List<Validation> found, Map<String, List<String>> places) {
        return found.stream()
                .filter(validation -> !validation.valid())
                .map(validation -> "Model " + validation.name() + " ("
                        + String.join(", ", places.get(validation.name())) + ") cannot be called: "
                        + validation.findings().stream()
                                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                                .map(Finding::message)
                                .collect(Collectors.joining("; ")))
                .toList();
    }

    private List<String> ending() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<String> lines = new ArrayList<>();
        for (ModelSpec model : registry.snapshot().models()) {
            if (model.enabled() && providers.usable(model.key().provider())) {
                Deprecation.of(model, today).ifPresent(end -> lines.add("Model " + model.key() + " " + end));
            }
        }
        if (lines.size() > MOST_LOGGED) {
            int more = lines.size() - MOST_LOGGED;
            lines.subList(MOST_LOGGED, lines.size()).clear();
            lines.add("… and " + more + " more models have ended or end within " + Deprecation.WARN_DAYS + " days");
        }
        return lines;
    }
}
