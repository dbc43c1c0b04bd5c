package dev.quartermaster.performance;

import dev.quartermaster.alerts.AlertService;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.HeapShare;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.performance.ModelWindows.Subject;
import dev.quartermaster.performance.window.CallSample;
import dev.quartermaster.performance.window.PerformanceStatistics;
import dev.quartermaster.performance.window.WindowLength;
import dev.quartermaster.performance.window.WindowSum;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps statistics of the calls of the last hour, day and week, by model and by agent type, and gives selection those of
 * the last day. Safe for any thread; reading never waits.
 */
@ApplicationScoped
public class PerformanceMonitor {

    /** Longest time between a call and the refresh of the view. */
    private static final long REFRESH_MS = 1_000;

    private static final int PART_OF_HEAP = 16;
    private static final long MOST_BYTES_OF_PAIRS = 32 << 20;

    private final PerformanceConfig config;
    private final Clock clock;
    private final Executor worker;
    private final DegradationRule degradation;
    private final ModelWindows modelWindows;
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private volatile PerformanceView view = PerformanceView.EMPTY;
    private volatile long viewedAt = Long.MIN_VALUE / 2;

    @Inject
    PerformanceMonitor(PerformanceConfig config, AlertService alertService, Clock clock) {
        this(config, alertService, clock, task -> Infrastructure.getDefaultExecutor()
                .execute(task));
    }

    PerformanceMonitor(PerformanceConfig config, AlertService alertService, Clock clock, Executor worker) {
        this.config = config;
        this.clock = clock;
        this.worker = worker;
        this.degradation = new DegradationRule(config, alertService);
        this.modelWindows = new ModelWindows(
                config.pairs(),
                config.pairsMaxBytes()
                        .map(MemorySize::asLongValue)
                        .orElseGet(() -> HeapShare.of(PART_OF_HEAP, MOST_BYTES_OF_PAIRS)));
    }

    /** Adds a request that ended, here or at another instance. Ignores probes, which say little about real prompts. */
    public void observe(InvocationRecord request) {
        if (Caller.HEALTH_PROBE.id().equals(request.origin().agentType())) {
            return;
        }
        List<CallSample> calls = CallOutcomes.of(request);
        Instant now = clock.instant();
        synchronized (modelWindows) {
            calls.forEach(callSample -> modelWindows.add(callSample, now));
        }
    }

    /**
     * Adds a score of a call that was observed without one.
     *
     * @param time the end of the call
     * @param weight of the score; 1 for one by the rules
     */
    public void scored(ModelKey model, @Nullable String agentType, Instant time, double score, double weight) {
        Instant now = clock.instant();
        synchronized (modelWindows) {
            modelWindows.score(new Subject(model, agentType), time, score, weight, now);
        }
    }

    /** Returns the models' statistics of the last day. One volatile read; the view is refreshed in the background. */
    public PerformanceView view() {
        long now = clock.millis();
        if (now - viewedAt >= REFRESH_MS && refreshing.compareAndSet(false, true)) {
            later(this::refresh);
        }
        return view;
    }

    /** Runs a task on the worker; during shutdown the last view stays. */
    private void later(Runnable task) {
        try {
            worker.execute(task);
        } catch (RejectedExecutionException full) {
            refreshing.set(false);
        }
    }

    private void refresh() {
        try {
            Instant now = clock.instant();
            List<ModelWindows.Entry> all;
            Set<ModelKey> changed;
            synchronized (modelWindows) {
                viewedAt = now.toEpochMilli();
                if (!modelWindows.isStale(now)) {
                    return;
                }
                changed = modelWindows.drainChanged();
                all = modelWindows.all();
            }
            view = new DailyStatistics(days(all, now), view.version() + 1, config.ownHistoryFrom());
            changed.forEach(model -> degradation.check(model, statistics(model, null, WindowLength.HOUR, now)));
            synchronized (modelWindows) {
                modelWindows.evict();
            }
        } finally {
            refreshing.set(false);
        }
    }

    /** Sums up each subject under a lock of its own, so that ending requests do not wait for all of them. */
    private Map<ModelWindows.Subject, PerformanceStatistics> days(List<ModelWindows.Entry> all, Instant now) {
        Map<ModelWindows.Subject, PerformanceStatistics> days = new HashMap<>();
        for (ModelWindows.Entry entry : all) {
            PerformanceStatistics day;
            synchronized (modelWindows) {
                day = entry.day(now);
            }
            if (day.calls() > 0) {
                days.put(entry.subject(), day);
            }
        }
        return days;
    }

    /**
     * Returns the windows of one model.
     *
     * @param agentType null for all agents
     */
    public Map<WindowLength, PerformanceStatistics> windows(ModelKey model, @Nullable String agentType) {
        Instant now = clock.instant();
        Map<WindowLength, PerformanceStatistics> windows = new EnumMap<>(WindowLength.class);
        for (WindowLength windowLength : WindowLength.values()) {
            windows.put(windowLength, statistics(model, agentType, windowLength, now));
        }
        return windows;
    }

    private PerformanceStatistics statistics(
            ModelKey model, @Nullable String agentType, WindowLength windowLength, Instant now) {
        synchronized (modelWindows) {
            return modelWindows.statistics(model, agentType, windowLength, now);
        }
    }

    /** Returns the statistics of all calls in a window, whichever model they were of. */
    public PerformanceStatistics together(WindowLength windowLength) {
        Instant now = clock.instant();
        List<ModelWindows.Entry> all;
        synchronized (modelWindows) {
            all = modelWindows.ofAllAgents();
        }
        WindowSum sum = new WindowSum();
        for (ModelWindows.Entry entry : all) {
            // One at a time, so that ending requests do not wait for all of them.
            synchronized (modelWindows) {
                entry.addTo(sum, windowLength, now);
            }
        }
        return sum.statistics();
    }

    /** Returns the models with calls. */
    public Set<ModelKey> models() {
        synchronized (modelWindows) {
            return modelWindows.models();
        }
    }

    /** Estimates the heap in use, in bytes. */
    long bytes() {
        synchronized (modelWindows) {
            return modelWindows.bytes();
        }
    }

    /** Statistics of one day at one moment. */
    private static final class DailyStatistics implements PerformanceView {

        private final Map<Subject, PerformanceStatistics> statistics;
        private final Set<ModelKey> models;
        private final long version;
        private final int ownHistoryFrom;

        DailyStatistics(Map<Subject, PerformanceStatistics> statistics, long version, int ownHistoryFrom) {
            this.statistics = statistics;
            this.models = statistics.keySet().stream().map(Subject::model).collect(Collectors.toUnmodifiableSet());
            this.version = version;
            this.ownHistoryFrom = ownHistoryFrom;
        }

        @Override
        public PerformanceStatistics of(ModelKey model, @Nullable String agentType) {
            if (agentType != null) {
                PerformanceStatistics own = statistics.get(new Subject(model, agentType));
                if (own != null && own.calls() >= ownHistoryFrom) {
                    return own;
                }
            }
            return statistics.getOrDefault(new Subject(model, null), PerformanceStatistics.NONE);
        }

        @Override
        public Set<ModelKey> models() {
            return models;
        }

        @Override
        public long version() {
            return version;
        }
    }
}
