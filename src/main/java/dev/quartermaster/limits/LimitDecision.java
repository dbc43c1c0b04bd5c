package dev.quartermaster.limits;

import dev.quartermaster.domain.Usage;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Result of an attempt to acquire capacity. */
public sealed interface LimitDecision {

    /**
     * Permit for a call. It must be settled with the actual usage, released if nothing was sent, or abandoned if the
     * usage stays unknown. The first of these counts; further ones have no effect.
     */
    final class Permit implements LimitDecision {

        private static final Runnable NO_PLACE = () -> {};
        private static final Consumer<Usage> NO_LEARNER = usage -> {};

        private final MinuteQuota.@Nullable Reservation one;
        private final MinuteQuota.@Nullable Reservation other;
        private final Runnable giveBack;
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile Runnable place = NO_PLACE;
        private volatile Consumer<Usage> learner = NO_LEARNER;

        /**
         * @param one what was taken of a quota; null for nothing
         * @param other the same
         * @param giveBack what else to undo on release
         */
        Permit(MinuteQuota.@Nullable Reservation one, MinuteQuota.@Nullable Reservation other, Runnable giveBack) {
            this.one = one;
            this.other = other;
            this.giveBack = giveBack;
        }

        /** Holds a place among a provider's calls as well, and leaves it in the end. */
        public void holding(Runnable leave) {
            place = leave;
        }

        /** Tells of the usage that the call is settled with. */
        public void onSettled(Consumer<Usage> told) {
            learner = told;
        }

        /** Trues the estimate up to what was really used. */
        public void settle(Usage usage) {
            if (!over.get()) {
                learner.accept(usage);
            }
            settle(usage.totalTokens());
        }

        /** Trues the estimate up to the tokens that were really used. */
        public void settle(long actualTokens) {
            if (end()) {
                settle(one, actualTokens);
                settle(other, actualTokens);
            }
        }

        /** Gives everything back: the call was never made. */
        public void release() {
            if (end()) {
                release(one);
                release(other);
                giveBack.run();
            }
        }

        /** The call was made and left; the estimate stays, as the provider may have counted as much. */
        public void abandon() {
            end();
        }

        private static void settle(MinuteQuota.@Nullable Reservation reservation, long actualTokens) {
            if (reservation != null) {
                reservation.settle(actualTokens);
            }
        }

        private static void release(MinuteQuota.@Nullable Reservation reservation) {
            if (reservation != null) {
                reservation.release();
            }
        }

        private boolean end() {
            boolean first = over.compareAndSet(false, true);
            if (first) {
                place.run();
            }
            return first;
        }
    }

    /**
     * No capacity; nothing was taken.
     *
     * @param limit the limit that refused, in words: {@code 450 requests a minute}
     * @param retryAfter null where no wait would help: the request is larger than the limit itself
     * @param isProviders whether the provider itself has said so, and not a limit that was set here
     */
    record Refused(String limit, @Nullable Duration retryAfter, boolean isProviders) implements LimitDecision {

        /** A limit that was set here. */
        Refused(String limit, @Nullable Duration retryAfter) {
            this(limit, retryAfter, false);
        }

        /** Tells whether the request would be refused even if nothing of the limit were used. */
        public boolean isLasting() {
            return retryAfter == null;
        }

        /** What happened, in words that follow those for whose limit it is. */
        public String words() {
            return (isLasting() ? "can never fit this request into its " : "has used up its ") + limit;
        }
    }
}
