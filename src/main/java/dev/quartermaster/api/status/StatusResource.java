package dev.quartermaster.api.status;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.telemetry.BuildVersion;
import dev.quartermaster.telemetry.StatusContributor;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Shows operators each component that this service depends on, its state, and the effects of a failure. */
@Singleton
@Path("/api/v1/status")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Status")
public class StatusResource {

    private final List<StatusContributor> dependencies;
    private final Clock clock;
    private final BuildVersion build = BuildVersion.read();
    private @Nullable Instant startedAt;

    StatusResource(@All List<StatusContributor> dependencies, Clock clock) {
        this.dependencies = dependencies.stream()
                .sorted(Comparator.comparing(StatusContributor::name))
                .toList();
        this.clock = clock;
    }

    void atStart(@Observes StartupEvent start) {
        startedAt = clock.instant();
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @NonBlocking
    @Operation(summary = "Every dependency, what is degraded, since when, and what that changes")
    public Status status() {
        List<DependencyStatus> states =
                dependencies.stream().map(DependencyStatus::of).toList();
        boolean ok = states.stream().noneMatch(DependencyStatus::impaired);
        return new Status(ok ? "ok" : "degraded", build.version(), build.commit(), startedAt, states);
    }

    /**
     * @param status {@code ok}, or {@code degraded} when a dependency is degraded or down
     * @param commit what the program was built from: a hash, followed by {@code -dirty} if files had been changed since;
     *     {@code unknown} when the build saw no Git repository
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Status(
            String status,
            String version,
            String commit,
            @Nullable Instant startedAt,
            List<DependencyStatus> dependencies) {}

    /**
     * The status of one component.
     *
     * @param state {@code ok}, {@code degraded}, {@code down} or {@code unknown}
     * @param effect the effect that callers notice
     */
    public record DependencyStatus(
            String name,
            String state,
            Instant since,
            @Nullable String detail,
            String effect) {

        static DependencyStatus of(StatusContributor statusContributor) {
            StatusContributor.ComponentStatus now = statusContributor.status();
            String state = now.state().name().toLowerCase(Locale.ROOT);
            return new DependencyStatus(statusContributor.name(), state, now.since(), now.detail(), now.effect());
        }

        private boolean impaired() {
            return state.equals("degraded") || state.equals("down");
        }
    }
}
