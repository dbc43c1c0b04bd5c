package dev.quartermaster.inference.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.history.ledger.PastDecisionRepository;
import dev.quartermaster.history.ledger.PastDecisionRepository.StoredDecision;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Past decisions: the latest from memory, older ones from the ledger. */
@ApplicationScoped
public class DecisionRepository {

    private final RecentDecisions recent;
    private final PastDecisionRepository ledger;
    private final ObjectMapper json;

    DecisionRepository(RecentDecisions recent, PastDecisionRepository ledger, ObjectMapper json) {
        this.recent = recent;
        this.ledger = ledger;
        this.json = json;
    }

    /** The decision, if it is one of the latest. */
    public Optional<DecisionDocument> recent(UUID id) {
        return recent.find(id).map(DecisionTrace::document);
    }

    /** The decision, or null when there is none of this id. */
    public Uni<DecisionDocument> find(UUID id) {
        Optional<DecisionDocument> known = recent.find(id).map(DecisionTrace::told);
        return known.isPresent()
                ? Uni.createFrom().item(known.get())
                : ledger.byId(id).onItem().ifNotNull().transform(this::read);
    }

    private DecisionDocument read(StoredDecision kept) {
        try {
            DecisionDocument document = json.readValue(kept.document(), DecisionDocument.class);
            return kept.inputs() == null ? document : document.withInputs(json.readTree(kept.inputs()));
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("the ledger holds a decision that cannot be read", damaged);
        }
    }
}
