package dev.quartermaster.metrics.meters;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.history.Outcome;
import dev.quartermaster.metrics.request.CallTime;
import dev.quartermaster.metrics.request.FinishedRequest;
import dev.quartermaster.metrics.request.MetricLabels;
import dev.quartermaster.metrics.request.RequestObserver;
import dev.quartermaster.telemetry.Metric;
import dev.quartermaster.telemetry.SafeMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts and times finished requests. Looking a meter up by its labels costs more than recording, so meters are kept. */
@Singleton
class RequestMeters implements RequestObserver {

    private static final String CANCELLED = "cancelled";
    private static final String UNKNOWN_ERROR = "error";
    private static final String NO_ERROR = "";

    private final SafeMetrics safeMetrics;
    private final MetricLabels labels;
    private final Map<ModelKey, ModelMeters> models = new ConcurrentHashMap<>();
    private final Map<String, AgentMeters> agents = new ConcurrentHashMap<>();
    private final Map<String, OperationMeters> operations = new ConcurrentHashMap<>();

    /** Those without labels. */
    private record Plain(Timer overhead, Counter failovers) {}

    private volatile @Nullable Plain plain;

    RequestMeters(SafeMetrics safeMetrics, MetricLabels labels) {
        this.safeMetrics = safeMetrics;
        this.labels = labels;
        safeMetrics.record(registry -> registry.config().onMeterRemoved(removed -> forget()));
    }

    private void forget() {
        models.clear();
        agents.clear();
        operations.clear();
        plain = null;
    }

    /** Measures a request; never fails. */
    @Override
    public void ended(FinishedRequest request) {
        safeMetrics.record(registry -> measure(request, registry));
    }

    private void measure(FinishedRequest request, MeterRegistry registry) {
        InvocationRecord record = request.record();
        String operation = request.operation();
        String error = error(record.outcome());
        attempts(request, registry);
        model(labels.model(record.model()), registry).ended(operation, error, record.bill(), record.model() != null);
        agent(labels.agent(record.origin().agentType()), registry).ended(error, record.bill());
        operation(operation, registry).ended(record, error);
        plain(request, registry);
    }

    private void attempts(FinishedRequest request, MeterRegistry registry) {
        List<Attempt> attempts = request.record().attempts();
        for (int i = 0; i < attempts.size(); i++) {
            Attempt attempt = attempts.get(i);
            if (attempt.called()) {
                CallTime time = CallTime.of(request, i);
                model(labels.model(attempt.modelKey()), registry).attempted(request.operation(), attempt, time);
            }
        }
    }

    private void plain(FinishedRequest request, MeterRegistry registry) {
        Plain known = plain;
        if (known == null) {
            MeterFactory factory = new MeterFactory(registry);
            known = new Plain(factory.timer(Metric.OVERHEAD), factory.counter(Metric.FAILOVERS));
            plain = known;
        }
        if (request.overhead() != null) {
            known.overhead().record(request.overhead());
        }
        if (request.record().failovers() > 0) {
            known.failovers().increment(request.record().failovers());
        }
    }

    private ModelMeters model(ModelKey model, MeterRegistry registry) {
        ModelMeters known = models.get(model);
        return known != null
                ? known
                : models.computeIfAbsent(model, key -> new ModelMeters(key, new MeterFactory(registry)));
    }

    private AgentMeters agent(String agent, MeterRegistry registry) {
        AgentMeters known = agents.get(agent);
        return known != null
                ? known
                : agents.computeIfAbsent(agent, name -> new AgentMeters(name, new MeterFactory(registry)));
    }

    private OperationMeters operation(String operation, MeterRegistry registry) {
        OperationMeters known = operations.get(operation);
        return known != null
                ? known
                : operations.computeIfAbsent(operation, name -> new OperationMeters(name, new MeterFactory(registry)));
    }

    private static String error(Outcome outcome) {
        if (outcome.cancelled()) {
            return CANCELLED;
        } else if (outcome.success()) {
            return NO_ERROR;
        }
        return outcome.error() == null ? UNKNOWN_ERROR : outcome.error().wire();
    }

    /** The meters of one operation. */
    private static final class OperationMeters {

        private final String operation;
        private final MeterFactory factory;
        private final Map<String, Timer> whole = new ConcurrentHashMap<>();
        private final Map<String, Timer> streamed = new ConcurrentHashMap<>();
        private final Timer firstToken;

        OperationMeters(String operation, MeterFactory factory) {
            this.operation = operation;
            this.factory = factory;
            this.firstToken = factory.timer(Metric.TIME_TO_FIRST_TOKEN, operation);
        }

        void ended(InvocationRecord record, String error) {
            boolean stream = record.outcome().streamed();
            if (record.latencyMs() != null) {
                (stream ? streamed : whole)
                        .computeIfAbsent(
                                error,
                                word -> factory.timer(Metric.REQUEST_DURATION, operation, String.valueOf(stream), word))
                        .record(CallTime.nanos(record.latencyMs()), TimeUnit.NANOSECONDS);
            }
            if (record.timeToFirstTokenMs() != null) {
                firstToken.record(CallTime.nanos(record.timeToFirstTokenMs()), TimeUnit.NANOSECONDS);
            }
        }
    }
}
