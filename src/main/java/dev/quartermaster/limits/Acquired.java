package dev.quartermaster.limits;

import dev.quartermaster.domain.Usage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What an attempt to take capacity came to. */
public sealed interface Acquired {

    /**
     * Capacity is taken; it must be settled with what was used, released when nothing was sent, or abandoned when nobody
     * will ever know. The first of these counts, any further one is without effect.
     */
    final class Permit implements Acquired {

        private final List<MinuteQuota.Take> taken;
        private final Runnable giveBack;
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile Runnable place = () -> {};
        private volatile Consumer<Usage> learner = usage -> {};

        /** @param giveBack what else to undo on release */
        Permit(List<MinuteQuota.Take> taken, Runnable giveBack) {
            this.taken = taken;
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
                taken.forEach(take -> take.settle(actualTokens));
            }
        }

        /** Gives everything back: the call was never made. */
        public void release() {
            if (end()) {
                taken.forEach(MinuteQuota.Take::release);
                giveBack.run();
            }
        }

        /** The call was made and left; the estimate stays, as the provider may have counted as much. */
        public void abandon() {
            end();
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
     */
    record Refused(String limit, Duration retryAfter) implements Acquired {}
}
