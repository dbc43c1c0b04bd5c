package dev.quartermaster.history.ledger;

import dev.quartermaster.history.Attempt;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Row of the table {@code invocation}: one request; see {@link dev.quartermaster.history.InvocationRecord}. */
@Entity
@Immutable
@Table(name = "invocation")
public class Invocation extends PanacheEntityBase {

    /** Unique by itself; the table's key includes the time because partitions require it. */
    @Id
    public UUID id;

    public Instant time;
    public String source;

    @Column(name = "request_id")
    public @Nullable String requestId;

    public @Nullable String caller;

    @Column(name = "agent_type")
    public @Nullable String agentType;

    @Column(name = "task_id")
    public @Nullable String taskId;

    public @Nullable String dialect;

    @JdbcTypeCode(SqlTypes.JSON)
    public @Nullable Map<String, String> tags;

    @Column(name = "requested_model")
    public @Nullable String requestedModel;

    public @Nullable String provider;
    public @Nullable String model;

    @Column(name = "decision_id")
    public @Nullable UUID decisionId;

    public String outcome;

    @Column(name = "failure_kind")
    public @Nullable String failureKind;

    @Column(name = "error_code")
    public @Nullable String errorCode;

    @Column(name = "http_status")
    public @Nullable Integer httpStatus;

    /** JSON array of {@link Attempt} as text: Hibernate Reactive cannot read arrays from a JSON column. */
    @ColumnTransformer(read = "cast(attempts as text)", write = "cast(cast(? as text) as jsonb)")
    public String attempts;

    public int failovers;
    public boolean streamed;
    public boolean complete;
    public boolean cancelled;

    @Column(name = "latency_ms")
    public @Nullable Double latencyMs;

    @Column(name = "time_to_first_token_ms")
    public @Nullable Double timeToFirstTokenMs;

    @Column(name = "uncached_input_tokens")
    public long uncachedInputTokens;

    @Column(name = "cache_read_tokens")
    public long cacheReadTokens;

    @Column(name = "cache_write_5m_tokens")
    public long cacheWrite5mTokens;

    @Column(name = "cache_write_1h_tokens")
    public long cacheWrite1hTokens;

    @Column(name = "output_tokens")
    public long outputTokens;

    @Column(name = "reasoning_tokens")
    public long reasoningTokens;

    @Column(name = "tool_prompt_tokens")
    public long toolPromptTokens;

    @Column(name = "usage_estimated")
    public boolean usageEstimated;

    /** Null on rows from before these were counted; so are the three below. */
    @Column(name = "audio_input_tokens")
    public @Nullable Long audioInputTokens;

    @Column(name = "image_input_tokens")
    public @Nullable Long imageInputTokens;

    @Column(name = "audio_output_tokens")
    public @Nullable Long audioOutputTokens;

    @Column(name = "image_output_tokens")
    public @Nullable Long imageOutputTokens;

    @Column(name = "service_tier")
    public @Nullable String serviceTier;

    @Column(name = "price_route")
    public @Nullable String priceRoute;

    /** Null where a price was not known. */
    @Column(name = "cost_usd")
    public @Nullable BigDecimal costUsd;

    /** The part of {@link #costUsd} that failed calls cost. */
    @Column(name = "failed_cost_usd")
    public @Nullable BigDecimal failedCostUsd;

    /**
     * The leases of budgets that {@link #costUsd} counts against, as a JSON array of their ids; or, where it is not the whole
     * cost that counts, an object of the amounts by id. As text: Hibernate Reactive cannot read arrays from a JSON column.
     */
    @Column(name = "budget_leases")
    @ColumnTransformer(read = "cast(budget_leases as text)", write = "cast(cast(? as text) as jsonb)")
    public @Nullable String budgetLeases;

    /** hit, miss or bypass; null where no cache was asked, and on rows from before there was one. */
    @Column(name = "cache_status")
    public @Nullable String cacheStatus;

    /** What a hit would have cost at its provider. */
    @Column(name = "saved_usd")
    public @Nullable BigDecimal savedUsd;

    @Column(name = "price_source")
    public @Nullable String priceSource;

    @Column(name = "price_version")
    public @Nullable String priceVersion;

    @Column(name = "quality_score")
    public @Nullable Double qualityScore;

    public @Nullable String instance;
    public @Nullable String environment;

    /** What this row does not say of the decision that the request followed, as JSON text; null where that has its own row. */
    @Column(name = "decision_made")
    @ColumnTransformer(read = "cast(decision_made as text)", write = "cast(cast(? as text) as jsonb)")
    public @Nullable String decisionMade;

    /** The selection inputs of that decision as JSON text: numbers in a tree would lose digits. */
    @Column(name = "decision_inputs")
    @ColumnTransformer(read = "cast(decision_inputs as text)", write = "cast(cast(? as text) as jsonb)")
    public @Nullable String decisionInputs;

    @Column(name = "recorded_at")
    public @Nullable Instant recordedAt;
}
