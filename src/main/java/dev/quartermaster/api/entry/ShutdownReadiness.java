package dev.quartermaster.api.entry;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Reports the instance as not ready from the moment it refuses new requests. The check that the framework brings for this
 * may change only after {@link GracefulShutdown} has waited: the order of the two is not fixed.
 */
@Singleton
@Readiness
class ShutdownReadiness implements AsyncHealthCheck {

    private final GracefulShutdown gracefulShutdown;

    ShutdownReadiness(GracefulShutdown gracefulShutdown) {
        this.gracefulShutdown = gracefulShutdown;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom()
                .item(HealthCheckResponse.named("Takes new requests")
                        .status(!gracefulShutdown.isStopping())
                        .build());
    }
}
