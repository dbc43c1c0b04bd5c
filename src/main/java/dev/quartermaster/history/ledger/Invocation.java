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
    public String requestId;

    public String caller;

    @Column(name = "agent_type")
    public String agentType;

    @Column(name = "task_id")
    public String taskId;

    public String dialect;

    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, String> tags;

    @Column(name = "requested_model")
    public String requestedModel;

    public String provider;
    public String model;

    @Column(name = "decision_id")
    public UUID decisionId;

    public String outcome;

    @Column(name = "failure_kind")
    public String failureKind;

    @Column(name = "error_code")
    public String errorCode;

    @Column(name = "http_status")
    public Integer httpStatus;

    /** JSON array of {@link Attempt} as text: Hibernate Reactive cannot read arrays from a JSON column. */
    @ColumnTransformer(read = "cast(attempts as text)", write = "cast(cast(? as text) as jsonb)")
    public String attempts;

    public int failovers;
    public boolean streamed;
    public boolean complete;
    public boolean cancelled;

    @Column(name = "latency_ms")
    public Double latencyMs;

    @Column(name = "time_to_first_token_ms")
    public Double timeToFirstTokenMs;

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

    @Column(name = "cost_usd")
    public BigDecimal costUsd;

    @Column(name = "price_source")
    public String priceSource;

    @Column(name = "price_version")
    public String priceVersion;

    @Column(name = "quality_score")
    public Double qualityScore;

    public String instance;

    @Column(name = "recorded_at")
    public Instant recordedAt;
}
