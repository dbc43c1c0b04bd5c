package dev.quartermaster.inference.recording;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.routing.Decision;
import dev.quartermaster.routing.InputsJson;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision and what became of it, as it is at hand when its request ends. The words that tell of it are made once, by
 * whoever asks first, which is the journal's thread as a rule and never the request's; from then on they are all that is
 * kept, and a registry that has been replaced is let go. For any thread.
 */
final class DecisionTrace {

    /** The caller's request, without the prompt. */
    record Asked(
            @Nullable String requestId,
            String model,
            @Nullable String agentType,
            @Nullable String taskId) {}

    private record Rendered(DecisionDocument document, ObjectNode inputs) {}

    private final UUID id;
    private final int considered;
    private final Asked asked;
    private final List<Attempt> attempts;
    private final int failovers;
    /** Null once it is told. */
    private @Nullable Decision decision;

    private @Nullable Rendered rendered;

    DecisionTrace(RequestContext requestContext) {
        this(
                requestContext.decision(),
                asked(requestContext.request()),
                requestContext.attempts(),
                requestContext.failovers());
    }

    DecisionTrace(Decision decision, Asked asked, List<Attempt> attempts, int failovers) {
        this.decision = decision;
        this.id = decision.id();
        this.considered = decision.selection().considered();
        this.asked = asked;
        this.attempts = attempts;
        this.failovers = failovers;
    }

    private static Asked asked(InferenceRequest request) {
        return new Asked(
                request.requestId(),
                request.model(),
                request.hints().agentType(),
                request.hints().taskId());
    }

    UUID id() {
        return id;
    }

    /** Returns the number of models considered. */
    int considered() {
        return considered;
    }

    /** Returns the document in its stored form. */
    DecisionDocument document() {
        return tell().document();
    }

    /** Returns the selection inputs in their stored form, beside the document. */
    ObjectNode inputs() {
        return tell().inputs();
    }

    /** Returns the document with its selection inputs. */
    DecisionDocument told() {
        Rendered all = tell();
        return all.document().withInputs(all.inputs());
    }

    private synchronized Rendered tell() {
        if (rendered == null) {
            rendered = new Rendered(
                    DecisionDocument.of(decision, asked, attempts, failovers), InputsJson.write(decision.inputs()));
            decision = null;
        }
        return rendered;
    }
}
