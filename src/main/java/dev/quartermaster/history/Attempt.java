package dev.quartermaster.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one model on behalf of a request: a call, or a skipped model.
 *
 * @param keyId the name of the provider's key; null without one
 * @param reason why it failed or was skipped, as a failure kind; null on success
 * @param status the provider's HTTP status; null without an answer
 * @param latencyMs from sending to the end of the answer, in milliseconds; 0 if nothing was sent
 * @param bill what the provider bills for it; null where it bills nothing, or that is not known
 */
public record Attempt(
        @JsonProperty("provider") String provider,
        @JsonProperty("model") String model,

        @JsonProperty("key_id") @Schema(nullable = true) @Nullable String keyId,

        @JsonProperty("outcome") @Schema(implementation = String.class)
        AttemptOutcome outcome,

        @JsonProperty("reason") @Schema(nullable = true) @Nullable String reason,

        @JsonProperty("status") @Schema(nullable = true) @Nullable Integer status,

        @JsonProperty("latency_ms") double latencyMs,

        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("bill") @Nullable AttemptBill bill) {

    /** Creates an attempt that is not billed. */
    public Attempt(
            String provider,
            String model,
            @Nullable String keyId,
            AttemptOutcome outcome,
            @Nullable String reason,
            @Nullable Integer status,
            double latencyMs) {
        this(provider, model, keyId, outcome, reason, status, latencyMs, null);
    }

    /** Attempt at a skipped model. */
    public static Attempt skipped(ModelKey model, FailureKind reason) {
        return new Attempt(model.provider().value(), model.id(), null, AttemptOutcome.SKIPPED, reason.wire(), null, 0);
    }

    /** Returns the same call with an answer that broke off after it had begun. */
    public Attempt brokenOff(FailureKind kind) {
        return new Attempt(provider, model, keyId, AttemptOutcome.ERROR, kind.wire(), status, latencyMs, bill);
    }

    /** Returns the same call, whose answer was given after all. */
    public Attempt recovered() {
        return new Attempt(provider, model, keyId, AttemptOutcome.SUCCESS, null, 200, latencyMs, bill);
    }

    /** Returns the same call with its bill. */
    public Attempt billed(AttemptBill other) {
        return new Attempt(provider, model, keyId, outcome, reason, status, latencyMs, other);
    }

    public ModelKey modelKey() {
        return new ModelKey(ProviderId.of(provider), model);
    }

    /** Returns true if a call went out. */
    public boolean called() {
        return outcome != AttemptOutcome.SKIPPED;
    }
}
