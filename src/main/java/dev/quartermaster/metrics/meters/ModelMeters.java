package dev.quartermaster.metrics.meters;

import dev.quartermaster.domain.MediaTokens;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.InvocationCost;
import dev.quartermaster.metrics.request.CallTime;
import dev.quartermaster.telemetry.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The meters of one model. */
final class ModelMeters {

    private static final String NO_ERROR = "";

    private final String provider;
    private final String model;
    private final MeterFactory factory;
    private final Map<String, Counter> attempts = new ConcurrentHashMap<>();
    private final Map<String, OfOperation> operations = new ConcurrentHashMap<>();
    private final Map<String, Counter> tokens = new ConcurrentHashMap<>();
    private final Counter cost;
    private final Counter unpriced;

    /** The meters of one operation of the model. */
    private final class OfOperation {

        private final String operation;
        private final Map<String, Timer> durations = new ConcurrentHashMap<>();
        private final Map<String, Counter> requests = new ConcurrentHashMap<>();
        private final Timer firstChunk;
        private final DistributionSummary input;
        private final DistributionSummary output;

        OfOperation(String operation) {
            this.operation = operation;
            this.firstChunk = factory.timer(Metric.TIME_TO_FIRST_CHUNK, operation, provider, model);
            this.input = factory.tokens(Metric.TOKEN_USAGE, operation, provider, model, "input");
            this.output = factory.tokens(Metric.TOKEN_USAGE, operation, provider, model, "output");
        }

        private Timer duration(String error) {
            return durations.computeIfAbsent(
                    error, word -> factory.timer(Metric.OPERATION_DURATION, operation, provider, model, word));
        }

        private Counter requests(String error) {
            return requests.computeIfAbsent(
                    error, word -> factory.counter(Metric.REQUESTS, operation, provider, model, word));
        }
    }

    ModelMeters(ModelKey model, MeterFactory factory) {
        this.provider = model.provider().value();
        this.model = model.id();
        this.factory = factory;
        this.cost = factory.counter(Metric.COST, provider, this.model);
        this.unpriced = factory.counter(Metric.UNPRICED, provider, this.model);
    }

    /** A call has ended. */
    void attempted(String operation, Attempt attempt, CallTime time) {
        String reason = attempt.reason();
        attempts.computeIfAbsent(
                        reason == null ? attempt.outcome().wire() : reason,
                        word -> factory.counter(Metric.ATTEMPTS, provider, model, word))
                .increment();
        OfOperation meters = of(operation);
        meters.duration(reason == null ? NO_ERROR : reason).record(time.nanos(), TimeUnit.NANOSECONDS);
        if (time.firstContent() >= 0) {
            meters.firstChunk.record(time.firstContent() - time.start(), TimeUnit.NANOSECONDS);
        }
    }

    /** A request has ended that this model answered or was tried for last. What was given again has no tokens. */
    void ended(String operation, String error, InvocationCost bill, boolean billed) {
        OfOperation meters = of(operation);
        meters.requests(error).increment();
        if (billed && bill.usage().totalTokens() > 0) {
            meters.input.record((double) bill.usage().promptTokens());
            meters.output.record((double) bill.usage().answerTokens());
            count(bill.usage());
        }
        if (bill.cost() == null) {
            unpriced.increment();
        } else if (bill.cost().usd().signum() > 0) {
            cost.increment(bill.cost().usd().doubleValue());
        }
    }

    private void count(Usage usage) {
        count("uncached_input", usage.input());
        count("cache_read", usage.cacheRead());
        count("cache_write_5m", usage.cacheWrite5m());
        count("cache_write_1h", usage.cacheWrite1h());
        count("output", usage.output());
        MediaTokens media = usage.media();
        if (media != MediaTokens.NONE) {
            count("audio_input", media.audioInput());
            count("image_input", media.imageInput());
            count("audio_output", media.audioOutput());
            count("image_output", media.imageOutput());
        }
    }

    private void count(String tokenClass, long number) {
        if (number > 0) {
            tokens.computeIfAbsent(tokenClass, word -> factory.counter(Metric.TOKENS, provider, model, word))
                    .increment((double) number);
        }
    }

    private OfOperation of(String operation) {
        OfOperation known = operations.get(operation);
        return known != null ? known : operations.computeIfAbsent(operation, OfOperation::new);
    }
}
