package dev.quartermaster.inference.failover;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.limits.LimitDecision.Permit;
import dev.quartermaster.routing.RankedModel;
import org.jspecify.annotations.Nullable;

/** The result of one attempt at one model. */
public sealed interface AttemptResult<T> {

    /** The attempt as it is recorded. */
    Attempt attempt();

    /** Why the model did not answer; null when it did. */
    @Nullable FailureKind failure();

    /**
     * The model answers.
     *
     * @param permit still to be settled with what was used
     * @param route the way the call took where its price depends on that, else null
     * @param dropped what the provider could not be told
     */
    record Answered<T>(
            RankedModel candidate,
            Permit permit,
            @Nullable PriceRoute route,
            T value,
            DroppedFields dropped,
            Attempt attempt)
            implements AttemptResult<T> {

        @Override
        public @Nullable FailureKind failure() {
            return null;
        }

        public ModelSpec model() {
            return candidate.model();
        }

        /** The same call with another value. */
        public Answered<T> with(T other) {
            return new Answered<>(candidate, permit, route, other, dropped, attempt);
        }
    }

    /** The call failed, or could not be made. */
    record Failed<T>(ProviderFailure why, Attempt attempt) implements AttemptResult<T> {

        /** A failure before any call went out. */
        static <T> Failed<T> uncalled(ModelKey model, ProviderFailure why) {
            return new Failed<>(why, Attempt.skipped(model, why.kind()));
        }

        boolean called() {
            return attempt.called();
        }

        @Override
        public FailureKind failure() {
            return why.kind();
        }
    }

    /**
     * A budget has no room for the most that the call can cost; no call went out.
     *
     * @param why with a wait where one would help
     */
    record OverBudget<T>(QuartermasterException why, Attempt attempt) implements AttemptResult<T> {

        OverBudget(ModelKey model, QuartermasterException why) {
            this(why, Attempt.skipped(model, FailureKind.BUDGET));
        }

        @Override
        public FailureKind failure() {
            return FailureKind.BUDGET;
        }
    }

    /**
     * The request cannot be expressed for the model; no call went out.
     *
     * @param everywhere whether no other model can be asked either
     */
    record Refused<T>(QuartermasterException why, boolean everywhere, Attempt attempt) implements AttemptResult<T> {

        Refused(ModelKey model, QuartermasterException why, boolean everywhere) {
            this(why, everywhere, Attempt.skipped(model, kind(why)));
        }

        @Override
        public FailureKind failure() {
            return kind(why);
        }

        private static FailureKind kind(QuartermasterException why) {
            return why.code() == ErrorCode.INVALID_REQUEST ? FailureKind.INVALID_REQUEST : FailureKind.UNAVAILABLE;
        }
    }
}
