package dev.quartermaster.inference.recording;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.DecisionRecord;
import dev.quartermaster.history.RequestDecision;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.routing.Circumstances;
import dev.quartermaster.routing.Decision;
import dev.quartermaster.routing.InputsJson;
import dev.quartermaster.routing.KeptInputs;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds a decision and its outcome from the end of its request on. Renders the document once, for the first reader, as
 * most are never read, and then keeps nothing else. Thread-safe.
 */
final class DecisionTrace {

    /** The caller's request, without the prompt. */
    record Asked(
            @Nullable String requestId,
            String model,
            @Nullable String agentType,
            @Nullable String taskId,
            @Nullable String caller) {

        /** Creates one of nobody in particular. */
        Asked(@Nullable String requestId, String model, @Nullable String agentType, @Nullable String taskId) {
            this(requestId, model, agentType, taskId, null);
        }

        static Asked of(InferenceRequest request) {
            return new Asked(
                    request.requestId(),
                    request.model(),
                    request.hints().agentType(),
                    request.hints().taskId(),
                    request.caller().id());
        }
    }

    private record Rendered(DecisionDocument document, ObjectNode inputs) {}

    private final UUID id;
    private final int considered;
    private final String registryVersion;
    private final Asked asked;
    private final List<Attempt> attempts;
    private final int failovers;
    /** Null once it is rendered. */
    private @Nullable Decision decision;

    private @Nullable Rendered rendered;
    private volatile boolean stored;

    DecisionTrace(RequestContext requestContext) {
        this(
                requestContext.decision(),
                Asked.of(requestContext.request()),
                requestContext.attempts().all(),
                requestContext.attempts().failovers());
    }

    DecisionTrace(Decision decision, Asked asked, List<Attempt> attempts, int failovers) {
        this.decision = decision;
        this.id = decision.id();
        this.considered = decision.selection().considered();
        this.registryVersion = decision.registryVersion();
        this.asked = asked;
        this.attempts = attempts;
        this.failovers = failovers;
    }

    UUID id() {
        return id;
    }

    /** Notes that the database has it. */
    void markStored() {
        stored = true;
    }

    boolean isStored() {
        return stored;
    }

    /** Returns the number of models considered. */
    int considered() {
        return considered;
    }

    /** Returns the version of the registry that it was made from. */
    String registryVersion() {
        return registryVersion;
    }

    /** Returns the document. */
    DecisionDocument document() {
        return render().document();
    }

    /** Returns the selection inputs, all of them. */
    ObjectNode inputs() {
        return render().inputs();
    }

    /** Returns the document with its selection inputs. */
    DecisionDocument documentWithInputs() {
        Rendered all = render();
        return all.document().withInputs(all.inputs());
    }

    /** Returns what is stored of the decision in its request's row; null where it refers to no circumstances. */
    static @Nullable RequestDecision ofRequest(Decision made) {
        Circumstances circumstances = made.circumstances();
        return circumstances == null
                ? null
                : new RequestDecision(
                        made.time(),
                        first(made),
                        made.isNamed() ? null : made::reason,
                        () -> new KeptInputs(made.inputs(), circumstances));
    }

    /**
     * Returns what is kept of the decision in a row of its own: where it refers to circumstances, only what these and its
     * inputs do not say.
     */
    DecisionRecord record(Decision made) {
        Circumstances circumstances = made.circumstances();
        return circumstances == null
                ? new DecisionRecord(id, made.time(), first(made), this::document, this::inputs)
                : new DecisionRecord(
                        id,
                        made.time(),
                        first(made),
                        () -> new KeptDecision(made, asked, attempts, failovers),
                        () -> new KeptInputs(made.inputs(), circumstances));
    }

    private static @Nullable ModelKey first(Decision made) {
        ModelSpec first = made.selection().first();
        return first == null ? null : first.key();
    }

    private synchronized Rendered render() {
        Rendered known = rendered;
        if (known == null) {
            Decision made = Objects.requireNonNull(decision);
            known = new Rendered(
                    DecisionDocument.of(made, asked, attempts, failovers), InputsJson.write(made.inputs()));
            rendered = known;
            decision = null;
        }
        return known;
    }
}
