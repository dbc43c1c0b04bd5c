package dev.quartermaster.performance;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.performance.Remembered.Subject;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The tracks of one day, at one moment. */
final class DayView implements PerformanceView {

    private final Map<Subject, Track> tracks;
    private final Set<ModelKey> models;
    private final long version;
    private final int ownHistoryFrom;

    DayView(Map<Subject, Track> tracks, long version, int ownHistoryFrom) {
        this.tracks = tracks;
        this.models = tracks.keySet().stream().map(Subject::model).collect(Collectors.toUnmodifiableSet());
        this.version = version;
        this.ownHistoryFrom = ownHistoryFrom;
    }

    @Override
    public Track of(ModelKey model, String agentType) {
        if (agentType != null) {
            Track own = tracks.get(new Subject(model, agentType));
            if (own != null && own.calls() >= ownHistoryFrom) {
                return own;
            }
        }
        return tracks.getOrDefault(new Subject(model, null), Track.NONE);
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
