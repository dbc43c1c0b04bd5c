package dev.quartermaster.inference.recording;

import static io.restassured.RestAssured.given;
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
import io.restassured.http.ContentType;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    DecisionRepository service;

    @Inject
    Pool pool;

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

    /** The row of its request says most of it. */
    @ParameterizedTest
    @ValueSource(strings = {"openai/gpt-4o-mini", "auto"})
    void oneThatARequestFollowed(String model) throws Exception {
        UUID id = ask(model, "");

        JsonNode read = fromBoth(id);
        assertThat(read.at("/attempts/0/outcome").textValue()).isEqualTo("success");
        assertThat(rows("decision", "id", id)).isZero();
        assertThat(rows("invocation", "decision_id", id)).isOne();
    }

    /** Its first model is not the one that its row names. */
    @Test
    void oneWhoseFirstModelDidNotServe() throws Exception {
        String first = "failing-" + UUID.randomUUID();
        given().contentType(ContentType.JSON)
                .body("{\"id\":\"" + first + "\",\"provider\":\"openai\",\"capabilities\":[\"text-generation\"],"
                        + "\"pricing\":{\"input_per_1m\":1,\"output_per_1m\":1}}")
                .post("/api/v1/models")
                .then()
                .statusCode(201);
        given().body("{\"provider\":\"openai\",\"model\":\"" + first + "\",\"status\":503,\"times\":9}")
                .post("/simulator/faults")
                .then()
                .statusCode(201);

        JsonNode read =
                fromBoth(ask("openai/" + first, ",\"quartermaster\":{\"fallbacks\":[\"anthropic/claude-haiku-4-5\"]}"));

        assertThat(read.path("model_id").textValue()).isEqualTo(first);
        assertThat(read.path("provider").textValue()).isEqualTo("openai");
        assertThat(read.path("attempts").findValuesAsText("model")).endsWith("claude-haiku-4-5");
        assertThat(read.path("failovers").intValue()).isOne();
        given().delete("/simulator/faults").then().statusCode(204);
        given().delete("/api/v1/models/openai/" + first).then().statusCode(204);
    }

    /** Returns the id of the decision. */
    private static UUID ask(String model, String fields) {
        return UUID.fromString(given().contentType(ContentType.JSON)
                .header("X-Agent-Type", "writer")
                .header("X-Task-Id", "task-1")
                .body("{\"model\":\"" + model
                        + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Which way is north?\"}]" + fields + "}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(200)
                .extract()
                .header("x-quartermaster-decision"));
    }

    /** Returns the decision as the database has it; it is the one that the service remembers. */
    private JsonNode fromBoth(UUID id) {
        DecisionDocument read = await().atMost(PATIENCE).until(() -> find(id), found -> found != null);
        JsonNode whole = json.valueToTree(read);
        assertThat(whole).isEqualTo(json.valueToTree(service.find(id).await().atMost(PATIENCE)));
        return whole;
    }

    private long rows(String table, String column, UUID id) {
        return pool.query("SELECT count(*) FROM " + table + " WHERE " + column + " = '" + id + "'")
                .execute()
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
    }

    private void readsTheSame(Decision decision) throws Exception {
        memory.keep(decision, "req-1", "writer", null).await().atMost(PATIENCE);

        DecisionDocument read = await().atMost(PATIENCE).until(() -> find(decision.id()), found -> found != null);
        JsonNode whole = json.valueToTree(read);
        assertThat(whole)
                .isEqualTo(json.valueToTree(memory.find(decision.id()).await().atMost(PATIENCE)));
        assertThat(read.rejected().size() + read.alternatives().size())
                .isEqualTo(decision.selection().considered() - (read.modelId() == null ? 0 : 1));
        var stored = ledger.byId(decision.id()).await().atMost(PATIENCE);
        assertThat(stored.document().length() + stored.inputs().length()).isLessThan(MOST_BYTES);
    }

    /** Null also while the database is not ready. */
    private DecisionDocument find(UUID id) {
        return database.find(id).onFailure().recoverWithNull().await().atMost(PATIENCE);
    }
}
