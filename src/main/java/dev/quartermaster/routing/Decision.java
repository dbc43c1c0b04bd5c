package dev.quartermaster.routing;

import dev.quartermaster.domain.Priority;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which models may answer one request, in order, and why; kept so that it can be asked for later.
 *
 * @param selection what was chosen, and from what
 * @param circumstances that are kept with it; null where all it was made from has to be
 */
public record Decision(
        UUID id,
        Instant time,
        Selection selection,
        @Nullable Circumstances circumstances) {

    /** Creates a decision that all it was made from has to be kept with. */
    public Decision(UUID id, Instant time, Selection selection) {
        this(id, time, selection, null);
    }

    /** All it depended on, so that it can be made again. */
    public SelectionInputs inputs() {
        return selection.inputs();
    }

    /** Best first; empty when none may answer. */
    public List<RankedModel> route() {
        return selection.route();
    }

    /** Every model of the registry that was considered and dropped. */
    public List<Rejection> rejected() {
        return selection.rejected();
    }

    /**
     * Models that were named before the first of the route and cannot be called for the moment, such as one that is
     * unavailable. None where the models were chosen.
     */
    public List<Rejection> passedOver() {
        return selection.passedOver();
    }

    /** Null when the models were named by the caller, and not chosen. */
    public @Nullable Weights weights() {
        return isNamed() ? null : inputs().weights();
    }

    /** Returns whether the caller named the models. */
    public boolean isNamed() {
        return inputs().named() != null;
    }

    public Priority priority() {
        return inputs().need().priority();
    }

    /** A sentence for people. */
    public String reason() {
        return selection.reason();
    }

    /** The registry's content the choice was made from. */
    public String registryVersion() {
        return inputs().registryVersion();
    }
}
