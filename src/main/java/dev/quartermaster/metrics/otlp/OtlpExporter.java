package dev.quartermaster.metrics.otlp;

import dev.quartermaster.telemetry.ServiceUp;
import dev.quartermaster.telemetry.StatusContributor;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.internal.otlp.metrics.MetricsRequestMarshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Sends traces and metrics to a collector. Without an address nothing of OpenTelemetry is made: its SDK is used by itself and
 * only then, so that a service without a collector pays nothing for it.
 */
@Singleton
public class OtlpExporter {

    private static final String SCOPE = "dev.quartermaster";

    private final OtlpConfig config;
    private final Vertx vertx;
    private final Clock clock;
    private final Instant start;
    private final @Nullable Parts parts;

    /** Parts that exist when there is a collector. */
    private record Parts(OtlpSender sender, SdkTracerProvider tracers, MeterReader reader) {}

    OtlpExporter(
            OtlpConfig config,
            Vertx vertx,
            MeterRegistry registry,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.name") String name,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
        this.start = clock.instant();
        this.parts = config.endpoint()
                .map(endpoint -> {
                    Resource resource = Resource.create(Attributes.builder()
                            .put("service.name", name)
                            .put("service.version", version)
                            .build());
                    OtlpSender sender = new OtlpSender(vertx, endpoint, config, clock);
                    return new Parts(
                            sender,
                            tracers(sender, resource, config.sample()),
                            new MeterReader(registry, resource, InstrumentationScopeInfo.create(SCOPE), nanos(start)));
                })
                .orElse(null);
    }

    private static SdkTracerProvider tracers(OtlpSender sender, Resource resource, double sample) {
        return SdkTracerProvider.builder()
                .setResource(resource)
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(sample)))
                .addSpanProcessor(
                        BatchSpanProcessor.builder(new SpanSender(sender)).build())
                .build();
    }

    /** Returns what makes spans; null where requests are not traced. */
    @Nullable Tracer tracer() {
        return parts == null || !config.traces() ? null : parts.tracers().get(SCOPE);
    }

    void begin(@Observes ServiceUp up) {
        Parts all = parts;
        if (all != null && config.metrics()) {
            vertx.setPeriodic(config.interval().toMillis(), tick -> Infrastructure.getDefaultWorkerPool()
                    .execute(() -> sendMetrics(all)));
        }
    }

    /** Sends what there is. Returns the collector's problem; an empty result where it took all, or there is none. */
    public Uni<ExportReport> flush() {
        Parts all = parts;
        if (all == null) {
            return Uni.createFrom().item(ExportReport.OFF);
        }
        return Uni.createFrom()
                .deferred(() -> done(sendAll(all)))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .replaceWith(() -> new ExportReport(true, all.sender().problem()));
    }

    private CompletableResultCode sendAll(Parts all) {
        CompletableResultCode spans = all.tracers().forceFlush();
        return config.metrics() ? CompletableResultCode.ofAll(List.of(spans, sendMetrics(all))) : spans;
    }

    private CompletableResultCode sendMetrics(Parts all) {
        return all.sender()
                .send("/v1/metrics", MetricsRequestMarshaler.create(all.reader().read(nanos(clock.instant()))));
    }

    private static Uni<Void> done(CompletableResultCode result) {
        return Uni.createFrom().emitter(emitter -> result.whenComplete(() -> emitter.complete(null)));
    }

    private static long nanos(Instant time) {
        return ChronoUnit.NANOS.between(Instant.EPOCH, time);
    }

    @Produces
    @Singleton
    StatusContributor contributor() {
        return StatusContributor.of("otlp", this::status);
    }

    private ComponentStatus status() {
        return parts == null ? ComponentStatus.ok(start) : parts.sender().status();
    }

    /** Sends what is left. */
    void stop(@Observes ShutdownEvent event) {
        Parts all = parts;
        if (all != null) {
            long millis = config.timeout().toMillis();
            sendAll(all).join(millis, TimeUnit.MILLISECONDS);
            all.tracers().shutdown().join(millis, TimeUnit.MILLISECONDS);
            all.sender().close();
        }
    }
}
