package dev.quartermaster.telemetry;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Component whose status is on the status page: an external service, or a part of this process that can fail on its own.
 * The class that owns the state produces the bean.
 */
public interface StatusContributor {

    /** Returns a short stable name: {@code database}, {@code registry}. */
    String name();

    /** Returns the status from memory, without waiting and without a call to the component. */
    ComponentStatus status();

    /** Creates one that reads its status from a supplier. */
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
        /** There is no result yet. */
        UNKNOWN
    }

    /** One of several problems. */
    record Finding(Instant since, String detail) {}

    /**
     * @param since the start of this state
     * @param detail the cause, without secrets; empty if there is none
     * @param effect the consequence for callers; empty if there is none
     */
    record ComponentStatus(State state, Instant since, String detail, String effect) {

        private static final int MOST_LISTED = 10;

        public ComponentStatus {
            if (state == null || since == null || detail == null || effect == null) {
                throw new IllegalArgumentException("a status needs a state, a time, a detail and an effect");
            }
        }

        public static ComponentStatus ok(Instant since) {
            return new ComponentStatus(State.OK, since, "", "");
        }

        public static ComponentStatus degraded(Instant since, String detail, String effect) {
            return new ComponentStatus(State.DEGRADED, since, detail, effect);
        }

        /** Combines findings: degraded since the earliest one; without any, ok since the start. */
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

        /** Joins the first ten details and the number of the others. */
        public static String listed(List<String> details) {
            String first = details.stream().limit(MOST_LISTED).collect(Collectors.joining(", "));
            return details.size() > MOST_LISTED ? first + " and " + (details.size() - MOST_LISTED) + " more" : first;
        }
    }

    /** Contributor that reads its status from a supplier. */
    record Supplied(String name, Supplier<ComponentStatus> supplier) implements StatusContributor {
        @Override
        public ComponentStatus status() {
            return supplier.get();
        }
    }
}
