package dev.quartermaster.telemetry;

import io.micrometer.core.instrument.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of this service, each with its type, unit and labels: one table, from which the documentation is checked.
 * Those that begin with {@code gen_ai} are OpenTelemetry's conventions for generative AI.
 */
public enum Metric {
    OPERATION_DURATION(
            "gen_ai.client.operation.duration",
            Type.HISTOGRAM,
            Unit.SECONDS,
            "Calls to models, from sending to the last byte",
            MetricLabel.OPERATION,
            MetricLabel.PROVIDER,
            MetricLabel.MODEL,
            MetricLabel.ERROR_TYPE),
    TIME_TO_FIRST_CHUNK(
            "gen_ai.client.operation.time_to_first_chunk",
            Type.HISTOGRAM,
            Unit.SECONDS,
            "Streamed calls to models, from sending to the first content",
            MetricLabel.OPERATION,
            MetricLabel.PROVIDER,
            MetricLabel.MODEL),
    TOKEN_USAGE(
            "gen_ai.client.token.usage",
            Type.HISTOGRAM,
            Unit.TOKENS,
            "Tokens of a request",
            MetricLabel.OPERATION,
            MetricLabel.PROVIDER,
            MetricLabel.MODEL,
            MetricLabel.TOKEN_TYPE),
    REQUESTS(
            "quartermaster.requests",
            Type.COUNTER,
            Unit.NONE,
            "Requests that have ended, by the model that answered or was tried last",
            MetricLabel.OPERATION,
            MetricLabel.PROVIDER,
            MetricLabel.MODEL,
            MetricLabel.ERROR_TYPE),
    REQUEST_DURATION(
            "quartermaster.request.duration",
            Type.HISTOGRAM,
            Unit.SECONDS,
            "Requests, from arrival to end",
            MetricLabel.OPERATION,
            MetricLabel.STREAM,
            MetricLabel.ERROR_TYPE),
    TIME_TO_FIRST_TOKEN(
            "quartermaster.time.to.first.token",
            Type.HISTOGRAM,
            Unit.SECONDS,
            "Streamed requests, from arrival to the first content",
            MetricLabel.OPERATION),
    OVERHEAD(
            "quartermaster.overhead",
            Type.HISTOGRAM,
            Unit.SECONDS,
            "Time of a request that is not streamed spent here and not in a provider"),
    ATTEMPTS(
            "quartermaster.attempts",
            Type.COUNTER,
            Unit.NONE,
            "Calls to models",
            MetricLabel.PROVIDER,
            MetricLabel.MODEL,
            MetricLabel.OUTCOME),
    FAILOVERS("quartermaster.failovers", Type.COUNTER, Unit.NONE, "Failovers to another model"),
    TOKENS(
            "quartermaster.tokens",
            Type.COUNTER,
            Unit.NONE,
            "Tokens by class of price",
            MetricLabel.PROVIDER,
            MetricLabel.MODEL,
            MetricLabel.TOKEN_CLASS),
    COST(
            "quartermaster.cost",
            Type.COUNTER,
            Unit.USD,
            "What requests cost, where that is known",
            MetricLabel.PROVIDER,
            MetricLabel.MODEL),
    UNPRICED(
            "quartermaster.requests.unpriced",
            Type.COUNTER,
            Unit.NONE,
            "Requests whose cost is not known",
            MetricLabel.PROVIDER,
            MetricLabel.MODEL),
    AGENT_REQUESTS(
            "quartermaster.agent.requests",
            Type.COUNTER,
            Unit.NONE,
            "Requests by agent type",
            MetricLabel.AGENT,
            MetricLabel.ERROR_TYPE),
    AGENT_TOKENS(
            "quartermaster.agent.tokens",
            Type.COUNTER,
            Unit.NONE,
            "Tokens by agent type",
            MetricLabel.AGENT,
            MetricLabel.TOKEN_TYPE),
    AGENT_COST("quartermaster.agent.cost", Type.COUNTER, Unit.USD, "Cost by agent type", MetricLabel.AGENT),
    IN_FLIGHT(
            "quartermaster.calls.in.flight",
            Type.GAUGE,
            Unit.NONE,
            "Calls that a provider has not answered to the end",
            MetricLabel.SHORT_PROVIDER),
    QUEUED(
            "quartermaster.calls.queued",
            Type.GAUGE,
            Unit.NONE,
            "Calls that wait for a place with a provider",
            MetricLabel.SHORT_PROVIDER),
    CIRCUITS(
            "quartermaster.circuits",
            Type.GAUGE,
            Unit.NONE,
            "Circuits of models by state",
            MetricLabel.PROVIDER,
            MetricLabel.STATE),
    CIRCUIT_OPEN(
            "quartermaster.circuit.open",
            Type.GAUGE,
            Unit.NONE,
            "Whether a model that was called is unavailable: 1, or its trial is due: 0.5, else 0",
            MetricLabel.PROVIDER,
            MetricLabel.MODEL),
    BACKLOG("quartermaster.history.backlog", Type.GAUGE, Unit.NONE, "Records that the database does not have yet"),
    BACKLOG_AGE(
            "quartermaster.history.backlog.age",
            Type.GAUGE,
            Unit.SECONDS,
            "Age of the oldest record in the journal that the database does not have"),
    JOURNAL_SIZE("quartermaster.history.journal.size", Type.GAUGE, Unit.BYTES, "Disk that the journal takes"),
    JOURNAL_UP("quartermaster.history.journal.up", Type.GAUGE, Unit.NONE, "Whether records reach the disk"),
    IN_MEMORY(
            "quartermaster.history.in.memory",
            Type.GAUGE,
            Unit.NONE,
            "Records that would not survive the end of the process"),
    DATABASE_UP(
            "quartermaster.history.database.up",
            Type.GAUGE,
            Unit.NONE,
            "Whether the database answered when it was last needed"),
    DROPPED(
            "quartermaster.history.dropped",
            Type.COUNTER,
            Unit.NONE,
            "Records lost because neither disk nor memory had room"),
    REJECTED("quartermaster.history.rejected", Type.COUNTER, Unit.NONE, "Records that the database refused"),
    BROKEN("quartermaster.history.broken", Type.COUNTER, Unit.NONE, "Journal lines that could not be read"),
    BUDGET_REFUSALS(
            "quartermaster.budget.refusals",
            Type.COUNTER,
            Unit.NONE,
            "Calls that a blocking budget refused",
            MetricLabel.BUDGET),
    BUDGET_SPENT(
            "quartermaster.budget.spent.ratio",
            Type.GAUGE,
            Unit.NONE,
            "Share of the limit that is spent in the present window",
            MetricLabel.BUDGET),
    BUDGET_REMAINING(
            "quartermaster.budget.remaining.usd",
            Type.GAUGE,
            Unit.NONE,
            "US dollars that are neither spent nor held, as far as it is known here",
            MetricLabel.BUDGET),
    BUDGET_HOLDS(
            "quartermaster.budget.holds",
            Type.GAUGE,
            Unit.NONE,
            "Calls of this instance that hold something in a budget"),
    BUDGET_HELD(
            "quartermaster.budget.held.usd",
            Type.GAUGE,
            Unit.NONE,
            "US dollars that calls of this instance hold",
            MetricLabel.BUDGET),
    BUDGET_LEASED(
            "quartermaster.budget.leased.usd",
            Type.GAUGE,
            Unit.NONE,
            "US dollars that this instance may still hold without asking",
            MetricLabel.BUDGET),
    BUDGET_LEASE(
            "quartermaster.budget.lease.seconds",
            Type.GAUGE,
            Unit.NONE,
            "Time for which this instance may hold in its lease; 0 or less without one",
            MetricLabel.BUDGET),
    CACHE_REQUESTS(
            "quartermaster.cache.requests",
            Type.COUNTER,
            Unit.NONE,
            "Answers looked for in the response cache; vectors count text by text",
            MetricLabel.RESULT),
    CACHE_EVICTIONS(
            "quartermaster.cache.evictions",
            Type.COUNTER,
            Unit.NONE,
            "Answers that had to make place for others in memory"),
    CACHE_SAVED(
            "quartermaster.cache.saved",
            Type.COUNTER,
            Unit.USD,
            "What answers that were given again had cost, where that is known"),
    CACHE_ENTRIES("quartermaster.cache.entries", Type.GAUGE, Unit.NONE, "Answers in the memory of this instance"),
    CACHE_BYTES("quartermaster.cache.bytes", Type.GAUGE, Unit.BYTES, "Memory that they are reckoned to take"),
    EVALUATIONS(
            "quartermaster.quality.evaluations",
            Type.COUNTER,
            Unit.NONE,
            "Answers that were scored, or dropped because too many waited",
            MetricLabel.OUTCOME),
    ALERTS("quartermaster.alerts", Type.COUNTER, Unit.NONE, "Alerts raised", MetricLabel.ALERT_KIND),
    CLOUDWATCH_PENDING(
            "quartermaster.cloudwatch.pending", Type.GAUGE, Unit.NONE, "Data that CloudWatch does not have yet"),
    CLOUDWATCH_SENT("quartermaster.cloudwatch.sent", Type.COUNTER, Unit.NONE, "Data that CloudWatch has taken"),
    CLOUDWATCH_DROPPED(
            "quartermaster.cloudwatch.dropped",
            Type.COUNTER,
            Unit.NONE,
            "Data that CloudWatch never got: too many waited, or it refused them");

    /** Form of a metric. */
    public enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    /** Unit of a metric, as Prometheus writes it. */
    public enum Unit {
        NONE(null),
        SECONDS("seconds"),
        TOKENS("tokens"),
        BYTES("bytes"),
        USD("usd");

        private final @Nullable String word;

        Unit(@Nullable String word) {
            this.word = word;
        }

        /** Returns the unit's name; empty for a plain number. */
        public Optional<String> word() {
            return Optional.ofNullable(word);
        }
    }

    private static final Duration[] CALLS =
            millis(10, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120, 10240, 20480, 40960, 81920);
    private static final Duration[] FIRST_CONTENT =
            millis(1, 5, 10, 20, 40, 60, 80, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000);
    private static final Duration[] OWN = {
        Duration.ofNanos(50_000),
        Duration.ofNanos(100_000),
        Duration.ofNanos(250_000),
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(250)
    };
    private static final double[] TOKEN_COUNTS = {
        1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864
    };

    private final String id;
    private final Type type;
    private final Unit unit;
    private final String description;
    private final List<MetricLabel> labels;

    Metric(String id, Type type, Unit unit, String description, MetricLabel... labels) {
        this.id = id;
        this.type = type;
        this.unit = unit;
        this.description = description;
        this.labels = List.of(labels);
    }

    /** Returns the metric with this name; empty if it is none of ours. */
    public static Optional<Metric> of(String id) {
        return Arrays.stream(values()).filter(metric -> metric.id.equals(id)).findFirst();
    }

    /** Returns the name, with dots. */
    public String id() {
        return id;
    }

    public Type type() {
        return type;
    }

    public Unit unit() {
        return unit;
    }

    public String description() {
        return description;
    }

    public List<MetricLabel> labels() {
        return labels;
    }

    /** Returns the labels with these values, which are in the order of the table. */
    public List<Tag> tags(String... values) {
        if (labels.size() != values.length) {
            throw new IllegalArgumentException(this + " has " + labels.size() + " labels");
        }
        List<Tag> tags = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            tags.add(Tag.of(labels.get(i).key(), values[i]));
        }
        return tags;
    }

    /** Returns the upper bounds of a histogram of times: those of the conventions, where these name some. */
    public Duration[] timeBuckets() {
        return switch (this) {
            case TIME_TO_FIRST_CHUNK, TIME_TO_FIRST_TOKEN -> FIRST_CONTENT.clone();
            case OVERHEAD -> OWN.clone();
            default -> CALLS.clone();
        };
    }

    /** Returns the upper bounds of a histogram of tokens. */
    public double[] tokenBuckets() {
        return TOKEN_COUNTS.clone();
    }

    private static Duration[] millis(long... bounds) {
        return Arrays.stream(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
