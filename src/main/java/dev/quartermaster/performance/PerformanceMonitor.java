package dev.quartermaster.performance;

import dev.quartermaster.alerts.AlertService;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.performance.window.CallSample;
import dev.quartermaster.performance.window.PerformanceStatistics;
import dev.quartermaster.performance.window.WindowLength;
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
import org.jspecify.annotations.Nullable;

/**
 * Remembers how calls went over the last hour, day and week, for each model and for each agent type. Told of every
 * request; tells the selector how models did over the day. Safe for any thread; reading never waits.
 */
@ApplicationScoped
public class PerformanceMonitor {

    /** The selector's view is at most so much older than the last call. */
    private static final long REFRESH_MS = 1_000;

    private final PerformanceConfig config;
    private final Clock clock;
    private final Executor worker;
    private final DegradationRule degradation;
    private final UnusualUsageDetector usage;
    private final ModelWindows modelWindows;
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private volatile PerformanceView view = PerformanceView.NOTHING;
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
        this.usage = new UnusualUsageDetector(config.unusual(), alertService);
        this.modelWindows =
                new ModelWindows(config.pairs(), config.pairsMaxBytes().asLongValue());
    }

    /** A request has ended, here or at another instance, now or of late. What probes ask says little of real prompts. */
    public void observe(InvocationRecord request) {
        if (Caller.HEALTH_PROBE.id().equals(request.origin().agentType())) {
            return;
        }
        List<CallSample> calls = CallOutcomes.of(request);
        Instant now = clock.instant();
        synchronized (modelWindows) {
            calls.forEach(callSample -> modelWindows.add(callSample, now));
            usage.add(request, now);
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

    /** Without a worker, as when the service stops, what was seen last stays. */
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
            Set<ModelKey> fresh;
            synchronized (modelWindows) {
                viewedAt = now.toEpochMilli();
                if (!modelWindows.isStale(now)) {
                    return;
                }
                fresh = modelWindows.takeFresh();
                all = modelWindows.all();
            }
            view = new DailyStatistics(days(all, now), view.version() + 1, config.ownHistoryFrom());
            fresh.forEach(model -> degradation.look(model, windows(model, null).get(WindowLength.HOUR)));
            synchronized (modelWindows) {
                modelWindows.fit();
            }
        } finally {
            refreshing.set(false);
        }
    }

    /** One at a time, as requests that end meanwhile wait for the lock: adding all up may take longer than they have. */
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
            synchronized (modelWindows) {
                windows.put(windowLength, modelWindows.track(model, agentType, windowLength, now));
            }
        }
        return windows;
    }

    /** The models that were ever called. */
    public Set<ModelKey> models() {
        synchronized (modelWindows) {
            return modelWindows.models();
        }
    }

    /** Looks whether an agent's use of the last hour is unusual, and says so. */
    public void watchUsage() {
        Instant now = clock.instant();
        List<Runnable> concerns;
        synchronized (modelWindows) {
            concerns = usage.look(now);
        }
        concerns.forEach(Runnable::run);
    }

    /** Roughly what all of it takes of the heap, in bytes. */
    long bytes() {
        synchronized (modelWindows) {
            return modelWindows.bytes();
        }
    }
}
