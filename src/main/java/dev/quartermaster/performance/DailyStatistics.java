package dev.quartermaster.performance;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.performance.ModelWindows.Subject;
import dev.quartermaster.performance.window.PerformanceStatistics;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tracks of one day, at one moment. */
final class DailyStatistics implements PerformanceView {

    private final Map<Subject, PerformanceStatistics> tracks;
    private final Set<ModelKey> models;
    private final long version;
    private final int ownHistoryFrom;

    DailyStatistics(Map<Subject, PerformanceStatistics> tracks, long version, int ownHistoryFrom) {
        this.tracks = tracks;
        this.models = tracks.keySet().stream().map(Subject::model).collect(Collectors.toUnmodifiableSet());
        this.version = version;
        this.ownHistoryFrom = ownHistoryFrom;
    }

    @Override
    public PerformanceStatistics of(ModelKey model, @Nullable String agentType) {
        if (agentType != null) {
            PerformanceStatistics own = tracks.get(new Subject(model, agentType));
            if (own != null && own.calls() >= ownHistoryFrom) {
                return own;
            }
        }
        return tracks.getOrDefault(new Subject(model, null), PerformanceStatistics.NONE);
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
