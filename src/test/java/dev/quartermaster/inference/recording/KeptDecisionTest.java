package dev.quartermaster.inference.recording;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.AttemptOutcome;
import dev.quartermaster.inference.recording.DecisionTrace.Asked;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistryConfig.Edits;
import dev.quartermaster.registry.RegistryFiles;
import dev.quartermaster.routing.Decision;
import dev.quartermaster.routing.Decisions;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Models;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** What is stored of a decision that refers to circumstances. */
class KeptDecisionTest {

    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
    private static final int MOST_BYTES = 4_096;
    private static final Path BUNDLED = Path.of("src/main/resources/model-registry.json");
    private static final Asked ASKED =
            new Asked("0198e1a7-3f42-7d10-9c55-8f2c1b7a6e90", "auto", "research-assistant", "task-2026-11-29-000123");
    private static final List<Attempt> ATTEMPTS = List.of(
            Attempt.skipped(new ModelKey(ProviderId.OPENAI, "gpt-4o"), FailureKind.RATE_LIMITED),
            new Attempt("openai", "gpt-4o-mini", "openai-2", AttemptOutcome.ERROR, "timeout", 504, 30_000.125),
            new Attempt("anthropic", "claude-haiku", null, AttemptOutcome.SUCCESS, null, 200, 812.5));

    @Test
    void aDecisionAmongTheBundledModelsStaysSmall() throws IOException {
        List<ModelSpec> models = new ModelRegistry(RegistryFiles.config(BUNDLED, Edits.AUTO), JSON, Clock.systemUTC())
                .snapshot()
                .models();
        assertThat(models).hasSizeGreaterThan(100);

        ForAll.seeds(random -> {
            JsonNode row = row(Decisions.changed(random, models));

            assertThat(JSON.writeValueAsBytes(row).length).isLessThanOrEqualTo(MOST_BYTES);
            assertThat(row.path("model").textValue())
                    .isEqualTo(row.at("/document/model_id").textValue())
                    .isNotNull();
        });
    }

    @Test
    void whatItsInputsSayIsLeftOut() throws Exception {
        ModelSpec model = Models.named("openai/a").build();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        Decision decision = Decisions.changed(random, List.of(model));

        assertThat(JSON.writeValueAsString(row(decision).get("document")))
                .isEqualTo("{\"time\":\"2026-11-29T12:00:00Z\","
                        + "\"request_id\":\"0198e1a7-3f42-7d10-9c55-8f2c1b7a6e90\",\"requested_model\":\"auto\","
                        + "\"agent_type\":\"research-assistant\",\"task_id\":\"task-2026-11-29-000123\","
                        + "\"model_id\":\"a\",\"provider\":\"openai\","
                        + "\"selection_reason\":\"" + decision.reason() + "\",\"attempts\":["
                        + "{\"provider\":\"openai\",\"model\":\"gpt-4o\",\"outcome\":\"skipped\","
                        + "\"reason\":\"rate_limited\",\"latency_ms\":0.0},"
                        + "{\"provider\":\"openai\",\"model\":\"gpt-4o-mini\",\"key_id\":\"openai-2\","
                        + "\"outcome\":\"error\",\"reason\":\"timeout\",\"status\":504,\"latency_ms\":30000.125},"
                        + "{\"provider\":\"anthropic\",\"model\":\"claude-haiku\",\"outcome\":\"success\","
                        + "\"status\":200,\"latency_ms\":812.5}],\"failovers\":1}");
    }

    /** Where it refers to no circumstances, all of it is stored. */
    @Test
    void aDecisionByItselfIsStoredWhole() throws IOException {
        Decision decision = Decisions.among(Models.named("openai/a").build());

        JsonNode row = row(decision);

        assertThat(row.at("/document/decision_id").textValue())
                .isEqualTo(decision.id().toString());
        assertThat(row.at("/inputs/terms").isObject()).isTrue();
    }

    private static JsonNode row(Decision decision) throws IOException {
        StringWriter row = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(row)) {
            new DecisionTrace(decision, ASKED, ATTEMPTS, 1).record(decision).write(out);
        }
        return JSON.readTree(row.toString());
    }
}
