package dev.quartermaster.telemetry;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something outside this process, or a part of it that can fail on its own, as the status page shows it. The class that
 * owns the state produces the bean.
 */
public interface StatusContributor {

    /** A short stable name: {@code database}, {@code registry}. */
    String name();

    /** Returns the status from memory, without waiting and without a call to the component. */
    ComponentStatus status();

    /** Makes one that asks its owner each time. */
    static StatusContributor of(String name, Supplier<ComponentStatus> status) {
        return new Supplied(name, status);
    }

    enum State {
        /** Works as intended. */
        OK,
        /** Works in part, or serves older data. */
        DEGRADED,
        /** Does not work. */
        DOWN,
        /** Not asked yet. */
        UNKNOWN
    }

    /** One of several things that are wrong. */
    record Finding(@Nullable Instant since, String detail) {}

    /**
     * @param since when it came into this state
     * @param detail what is known, without secrets; empty when all is well
     * @param effect what callers notice of it; empty when they notice nothing
     */
    record ComponentStatus(
            State state, Instant since, @Nullable String detail, String effect) {

        private static final int MOST_LISTED = 10;

        public ComponentStatus {
            if (state == null || since == null || detail == null || effect == null) {
                throw new IllegalArgumentException("a condition needs a state, a time, a detail and an effect");
            }
        }

        public static ComponentStatus ok(Instant since) {
            return new ComponentStatus(State.OK, since, "", "");
        }

        public static ComponentStatus degraded(Instant since, String detail, String effect) {
            return new ComponentStatus(State.DEGRADED, since, detail, effect);
        }

        /** Well since the start where nothing was found; else degraded since the earliest finding. */
        public static ComponentStatus of(
                List<Finding> findings, Instant start, Function<List<String>, String> detail, String effect) {
            return findings.stream()
                    .map(Finding::since)
                    .min(Comparator.naturalOrder())
                    .map(since -> degraded(
                            since,
                            detail.apply(findings.stream().map(Finding::detail).toList()),
                            effect))
                    .orElseGet(() -> ok(start));
        }

        /** The first ten of them, and how many more there are. */
        public static String listed(List<String> details) {
            String first = details.stream().limit(MOST_LISTED).collect(Collectors.joining(", "));
            return details.size() > MOST_LISTED ? first + " and " + (details.size() - MOST_LISTED) + " more" : first;
        }
    }

    /** Asks whoever owns the state. */
    record Supplied(String name, Supplier<ComponentStatus> supplier) implements StatusContributor {
        @Override
        public ComponentStatus status() {
            return supplier.get();
        }
    }
}
