package dev.quartermaster.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.history.DecisionRecord;
import dev.quartermaster.history.History;
import dev.quartermaster.history.ledger.PastDecisionRepository;
import dev.quartermaster.history.ledger.PastDecisionRepository.StoredDecision;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DecisionInputsComponentTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Inject
    History history;

    @Inject
    PastDecisionRepository ledger;

    @Inject
    ObjectMapper json;

    /** The database keeps numbers as decimals and sorts fields as it likes. */
    @Test
    void inputsComeBackFromTheDatabaseAsTheyWere() throws Exception {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(6);
        Map<UUID, SelectionInputs> recorded = new HashMap<>();
        for (int i = 0; i < 50; i++) {
            List<ModelSpec> models = Situations.registry(random);
            SelectionInputs inputs = Situations.inputs(random, models);
            UUID id = UUID.randomUUID();
            recorded.put(id, inputs);
            history.record(new DecisionRecord(id, Instant.now(), null, Map::of, () -> InputsJson.write(inputs)))
                    .await()
                    .atMost(PATIENCE);
        }

        for (Map.Entry<UUID, SelectionInputs> entry : recorded.entrySet()) {
            StoredDecision kept = await().atMost(PATIENCE).until(() -> find(entry.getKey()), found -> found != null);
            assertThat(InputsJson.read(json.readTree(kept.inputs()))).isEqualTo(entry.getValue());
        }
    }

    /** Null also while the database is not ready. */
    private StoredDecision find(UUID id) {
        return ledger.byId(id).onFailure().recoverWithNull().await().atMost(PATIENCE);
    }
}
