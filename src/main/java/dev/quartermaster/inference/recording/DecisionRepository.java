package dev.quartermaster.inference.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.history.History;
import dev.quartermaster.history.ledger.PastDecisionRepository;
import dev.quartermaster.history.ledger.PastDecisionRepository.StoredDecision;
import dev.quartermaster.routing.Decision;
import dev.quartermaster.routing.InputsJson;
import dev.quartermaster.routing.PastInputs;
import dev.quartermaster.routing.PastInputs.StoredInputs;
import dev.quartermaster.routing.PastSelections;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps decisions and finds past ones: the latest in memory, older ones in the ledger. */
@ApplicationScoped
public class DecisionRepository {

    /** Takes the place of the model that a request would have asked for. */
    private static final String DRY_RUN = "dry-run";

    private final RecentDecisions recent;
    private final History history;
    private final PastDecisionRepository ledger;
    private final PastInputs inputs;
    private final PastSelections selections;
    private final ObjectMapper json;

    DecisionRepository(
            RecentDecisions recent,
            History history,
            PastDecisionRepository ledger,
            PastInputs inputs,
            PastSelections selections,
            ObjectMapper json) {
        this.recent = recent;
        this.history = history;
        this.ledger = ledger;
        this.inputs = inputs;
        this.selections = selections;
        this.json = json;
    }

    /**
     * Keeps a decision that no request follows, a dry run or an assignment, and returns it once its record is safe.
     *
     * @param requestId of the request that asked for it
     * @param caller who asked for it; null for nobody in particular
     */
    public Uni<DecisionDocument> keep(
            Decision decision,
            @Nullable String requestId,
            @Nullable String agentType,
            @Nullable String taskId,
            @Nullable String caller) {
        DecisionTrace trace = new DecisionTrace(
                decision, new DecisionTrace.Asked(requestId, DRY_RUN, agentType, taskId, caller), List.of(), 0);
        recent.keep(trace);
        return history.record(trace.record(decision)).map(safe -> trace.document());
    }

    /** The same, for nobody in particular. */
    Uni<DecisionDocument> keep(
            Decision decision, @Nullable String requestId, @Nullable String agentType, @Nullable String taskId) {
        return keep(decision, requestId, agentType, taskId, null);
    }

    /** The decision, if it is one of the latest. */
    public Optional<DecisionDocument> recent(UUID id) {
        return recent.find(id).map(DecisionTrace::document);
    }

    /** The decision, or null when there is none of this id. */
    public Uni<DecisionDocument> find(UUID id) {
        Optional<DecisionDocument> known = recent.find(id).map(DecisionTrace::documentWithInputs);
        return known.isPresent()
                ? Uni.createFrom().item(known.get())
                : ledger.byId(id).onItem().ifNotNull().transformToUni(kept -> read(id, kept));
    }

    private Uni<DecisionDocument> read(UUID id, StoredDecision kept) {
        try {
            DecisionDocument document = json.readValue(kept.document(), DecisionDocument.class);
            if (kept.inputs() == null) {
                return Uni.createFrom().item(document);
            }
            JsonNode inputs = json.readTree(kept.inputs());
            // Before decisions referred to circumstances, they were kept whole.
            return document.isWhole()
                    ? Uni.createFrom().item(document.withInputs(inputs))
                    : again(id, document, new StoredInputs(kept.inputs(), document.time()))
                            .map(whole -> whole.orElseGet(() -> document.alone(id, inputs)));
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("the ledger holds a decision that cannot be read", damaged);
        }
    }

    /** Makes the selection again, for what was not kept of it; empty where that cannot be. */
    private Uni<Optional<DecisionDocument>> again(UUID id, DecisionDocument kept, StoredInputs stored) {
        return inputs.reader()
                .read(List.of(stored))
                .chain(read -> read.get(0).map(selections::again).orElseGet(() -> Uni.createFrom()
                        .item(Optional.empty())))
                .map(again -> again.map(selection -> whole(new Decision(id, kept.time(), selection), kept)));
    }

    private static DecisionDocument whole(Decision decision, DecisionDocument kept) {
        DecisionTrace.Asked asked = new DecisionTrace.Asked(
                kept.requestId(), kept.requestedModel(), kept.agentType(), kept.taskId(), kept.caller());
        return DecisionDocument.of(decision, asked, kept.attempts(), kept.failovers())
                .withInputs(InputsJson.write(decision.inputs()));
    }
}
