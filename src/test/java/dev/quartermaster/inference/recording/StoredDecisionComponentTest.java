package dev.quartermaster.inference.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.history.History;
import dev.quartermaster.history.ledger.PastDecisionRepository;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.routing.Decision;
import dev.quartermaster.routing.ModelRequirements;
import dev.quartermaster.routing.PastInputs;
import dev.quartermaster.routing.PastSelections;
import dev.quartermaster.routing.Router;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A decision reads the same from the database as from memory. */
@QuarkusTest
class StoredDecisionComponentTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MOST_BYTES = 4_096;

    @Inject
    History history;

    @Inject
    PastDecisionRepository ledger;

    @Inject
    PastInputs inputs;

    @Inject
    PastSelections selections;

    @Inject
    ModelRegistry registry;

    @Inject
    Router router;

    @Inject
    ObjectMapper json;

    private DecisionRepository memory;
    private DecisionRepository database;

    @BeforeEach
    void separate() {
        memory = repository();
        database = repository();
    }

    /** With a memory of its own. */
    private DecisionRepository repository() {
        return new DecisionRepository(new RecentDecisions(), history, ledger, inputs, selections, json);
    }

    @Test
    void oneAmongAllModels() throws Exception {
        readsTheSame(router.select(new ModelRequirements(Set.of(), 2_000, null, Priority.HIGH)));
        readsTheSame(router.select(new ModelRequirements(Set.of(Feature.TOOLS), 20_000, 500L, Priority.LOW)));
    }

    @Test
    void oneOfNamedModels() throws Exception {
        List<ModelSpec> models = registry.snapshot().models().subList(0, 2);
        readsTheSame(router.named(
                models, new ModelRequirements(Set.of(), 2_000, null, Priority.MEDIUM), "asked for by name"));
    }

    private void readsTheSame(Decision decision) throws Exception {
        memory.keep(decision, "req-1", "writer", null).await().atMost(PATIENCE);

        DecisionDocument read = await().atMost(PATIENCE).until(() -> find(decision), found -> found != null);
        JsonNode whole = json.valueToTree(read);
        assertThat(whole)
                .isEqualTo(json.valueToTree(memory.find(decision.id()).await().atMost(PATIENCE)));
        assertThat(read.rejected().size() + read.alternatives().size())
                .isEqualTo(decision.selection().considered() - (read.modelId() == null ? 0 : 1));
        var stored = ledger.byId(decision.id()).await().atMost(PATIENCE);
        assertThat(stored.document().length() + stored.inputs().length()).isLessThan(MOST_BYTES);
    }

    /** Null also while the database is not ready. */
    private DecisionDocument find(Decision decision) {
        return database.find(decision.id())
                .onFailure()
                .recoverWithNull()
                .await()
                .atMost(PATIENCE);
    }
}
