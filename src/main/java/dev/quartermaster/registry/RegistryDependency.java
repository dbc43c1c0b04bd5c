package dev.quartermaster.registry;

import dev.quartermaster.registry.file.RegistryProblem;
import dev.quartermaster.telemetry.StatusContributor;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;

/** Whether all that the registry file says holds, as the status page shows it. */
@Singleton
class RegistryDependency implements StatusContributor {

    private static final int MOST_NAMED = 5;

    private final ModelRegistry registry;

    RegistryDependency(ModelRegistry registry) {
        this.registry = registry;
    }

    @Override
    public String name() {
        return "registry";
    }

    @Override
    public ComponentStatus status() {
        RegistrySnapshot serving = registry.snapshot();
        ModelRegistry.Refused refused = registry.refused();
        if (refused != null) {
            return new ComponentStatus(
                    State.DEGRADED,
                    refused.since(),
                    refused.why(),
                    "The last good registry, " + serving.version() + " of " + serving.loadedAt()
                            + ", serves; what has changed in the file since does not hold.");
        }
        List<RegistryProblem> out = serving.problems();
        return out.isEmpty()
                ? ComponentStatus.ok(serving.loadedAt())
                : new ComponentStatus(
                        State.DEGRADED,
                        serving.loadedAt(),
                        out.size() + " entries are left out: " + named(out),
                        "These models cannot be used; GET /api/v1/registry/problems lists all of them with the reasons.");
    }

    private static String named(List<RegistryProblem> out) {
        String named =
                out.stream().limit(MOST_NAMED).map(RegistryProblem::toString).collect(Collectors.joining("; "));
        return out.size() > MOST_NAMED ? named + "; and " + (out.size() - MOST_NAMED) + " more" : named;
    }
}
