package dev.quartermaster.inference.recording;

import dev.quartermaster.history.DecisionRecord;
import dev.quartermaster.history.History;
import dev.quartermaster.routing.Decision;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps decisions that no request follows: dry runs and assignments. */
@ApplicationScoped
public class DecisionRecorder {

    /** What stands in the place of the model that a request would have asked for. */
    private static final String DRY_RUN = "dry-run";

    private final RecentDecisions recent;
    private final History history;

    DecisionRecorder(RecentDecisions recent, History history) {
        this.recent = recent;
        this.history = history;
    }

    /**
     * The decision as it is shown, when its record is safe.
     *
     * @param requestId of the request that asked for it
     */
    public Uni<DecisionDocument> keep(
            Decision decision, @Nullable String requestId, @Nullable String agentType, @Nullable String taskId) {
        DecisionTrace note = new DecisionTrace(
                decision, new DecisionTrace.Asked(requestId, DRY_RUN, agentType, taskId), List.of(), 0);
        recent.keep(note);
        return history.record(new DecisionRecord(note.id(), decision.time(), note::document, note::inputs))
                .map(safe -> note.document());
    }
}
