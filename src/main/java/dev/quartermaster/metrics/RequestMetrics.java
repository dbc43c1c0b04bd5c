package dev.quartermaster.metrics;

import dev.quartermaster.metrics.request.FinishedRequest;
import dev.quartermaster.metrics.request.RequestObserver;
import dev.quartermaster.telemetry.SafeMetrics;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/** Measures finished requests, for all who ask: meters, CloudWatch and traces. Never fails and never waits. */
@Singleton
public class RequestMetrics {

    private final SafeMetrics safeMetrics;
    private final RequestObserver[] observers;

    @Inject
    public RequestMetrics(SafeMetrics safeMetrics, @All List<RequestObserver> observers) {
        this.safeMetrics = safeMetrics;
        this.observers = observers.toArray(RequestObserver[]::new);
    }

    /** A request has ended; its answer has not left yet. */
    public void ended(FinishedRequest request) {
        for (RequestObserver observer : observers) {
            safeMetrics.record(registry -> observer.ended(request));
        }
    }
}
