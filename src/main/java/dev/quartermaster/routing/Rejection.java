package dev.quartermaster.routing;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A model that may not answer.
 *
 * @param lasting whether no waiting would change that: the model can never serve this request
 * @param pause after which it may answer; null where that is not known
 * @param reason in words: {@code lacks tools}
 * @param passedOverFor what keeps it from answering for the moment; null where it is nothing of that kind
 * @param overflow how much too large the request is for the model; null where that is not the reason
 * @param shortage the budget that has too little left for it; null where that is not the reason
 */
public record Rejection(
        ModelKey model,
        boolean lasting,
        @Nullable Duration pause,
        @Nullable String reason,
        @Nullable FailureKind passedOverFor,
        @Nullable ContextOverflow overflow,
        @Nullable BudgetShortage shortage) {

    public Rejection(
            ModelKey model,
            boolean lasting,
            @Nullable Duration pause,
            @Nullable String reason,
            @Nullable FailureKind passedOverFor,
            @Nullable ContextOverflow overflow) {
        this(model, lasting, pause, reason, passedOverFor, overflow, null);
    }

    public Rejection(ModelKey model, boolean lasting, Duration pause, String reason) {
        this(model, lasting, pause, reason, null, null, null);
    }
}
