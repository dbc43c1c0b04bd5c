package dev.quartermaster.inference.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.agents.Profiles;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.embedding.EmbeddingInput;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import dev.quartermaster.inference.planning.RoutePlanner.Plan;
import dev.quartermaster.inference.request.Hints;
import dev.quartermaster.inference.request.InferenceOperation;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistryConfig.Edits;
import dev.quartermaster.registry.RegistryFiles;
import dev.quartermaster.routing.Routers;
import dev.quartermaster.testing.MutableClock;
import dev.quartermaster.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the model that a request names to the route it may take. */
class RoutePlannerTest {

    private static final String MODEL = "{\"id\":\"%s\",\"provider\":\"openai\",\"capabilities\":[\"text-generation\"],"
            + "\"context_window\":100000,\"fallbacks\":[%s],"
            + "\"pricing\":{\"input_per_1m\":%d,\"output_per_1m\":%d}}";

    private final MutableClock clock = new MutableClock("2026-11-29T12:00:00Z");
    private final Conversations conversations = new Conversations(() -> 10, clock);
    private Map<String, String> agents = Map.of();
    private ModelRegistry registry;

    @TempDir
    Path folder;

    @BeforeEach
    void writeRegistry() throws IOException {
        String models =
                String.join(",", model("small", "\"large\"", 1), model("large", "", 10), model("other", "", 1_000));
        Path file = Files.writeString(folder.resolve("models.json"), "{\"models\":[" + models + "]}");
        registry = new ModelRegistry(RegistryFiles.config(file, Edits.AUTO), new ObjectMapper(), clock);
    }

    @Test
    void aNamedModelComesFirstAndItsOwnFallbacksAfterIt() {
        Plan plan = plan("small", Hints.NONE);

        assertThat(route(plan)).containsExactly("small", "large");
        assertThat(plan.named()).isTrue();
        assertThat(plan.decision().reason()).isEqualTo("openai/small: asked for by name");
    }

    @Test
    void fallbacksThatTheCallerNamesTakeTheirPlace() {
        assertThat(route(plan("small", fallbacks("other")))).containsExactly("small", "other");
        assertThat(route(plan("small", fallbacks()))).containsExactly("small");
    }

    @Test
    void aNameThatNobodyHasIsToldWithItsField() {
        assertThat(refusal("none", Hints.NONE))
                .extracting(
                        QuartermasterException::code, refusal -> refusal.param().orElseThrow())
                .containsExactly(ErrorCode.MODEL_NOT_FOUND, "model");
        assertThat(refusal("small", fallbacks("none")))
                .extracting(
                        QuartermasterException::code, refusal -> refusal.param().orElseThrow())
                .containsExactly(ErrorCode.MODEL_NOT_FOUND, "quartermaster.fallbacks");
    }

    @Test
    void autoChoosesAmongAllModels() {
        Plan plan = plan("auto", Hints.NONE);

        assertThat(plan.named()).isFalse();
        assertThat(route(plan))
                .containsExactlyInAnyOrder("small", "large", "other")
                .startsWith("small");
    }

    @Test
    void aConversationIsToldToTheChoice() {
        InferenceRequest request = request("auto", Hints.NONE);
        ModelKey large = new ModelKey(ProviderId.OPENAI, "large");
        conversations.answered(request, large, new Usage(10, 2_000, 0, 0, 5, 0, 0, false));

        Plan plan = planner().plan(request);

        assertThat(plan.decision().inputs().need().asker().conversation().model())
                .isEqualTo(large);
    }

    @Test
    void anAgentIsBoundToItsModels() {
        agents = Map.of(
                "quartermaster.agents.writer.model", "large",
                "quartermaster.agents.writer.allowed-models", "large,other");

        assertThat(route(plan("agent:writer", Hints.NONE))).startsWith("large");
        assertThat(refusal("small", Hints.NONE.of("writer")).code()).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void aDisabledAgentIsRefused() {
        agents = Map.of("quartermaster.agents.writer.enabled", "false");

        assertThat(refusal("agent:writer", Hints.NONE).code()).isEqualTo(ErrorCode.AGENT_DISABLED);
    }

    @Test
    void vectorsComeFromANamedModelOnly() {
        InferenceRequest request = new InferenceRequest(
                "req-1",
                Caller.ANONYMOUS,
                Instant.EPOCH,
                0,
                "auto",
                Hints.NONE,
                new InferenceOperation.Vectors(new EmbeddingRequest(
                        List.of(new EmbeddingInput.Text("Hello")), null, null, null, null, Map.of())));

        assertThat(catchThrowableOfType(
                        QuartermasterException.class, () -> planner().plan(request)))
                .extracting(
                        QuartermasterException::code, refusal -> refusal.param().orElseThrow())
                .containsExactly(ErrorCode.INVALID_REQUEST, "model");
    }

    private static String model(String id, String fallbacks, int price) {
        return MODEL.formatted(id, fallbacks, price, price);
    }

    private static Hints fallbacks(String... names) {
        return new Hints(
                null, null, Priority.MEDIUM, Set.of(), null, null, Set.of(), Optional.of(List.of(names)), false);
    }

    private static InferenceRequest request(String model, Hints hints) {
        return new InferenceRequest(
                "req-1", Caller.ANONYMOUS, Instant.EPOCH, 0, model, hints, Samples.question("Hello"));
    }

    private static List<String> route(Plan plan) {
        return plan.decision().route().stream()
                .map(ranked -> ranked.model().key().id())
                .toList();
    }

    private Plan plan(String model, Hints hints) {
        return planner().plan(request(model, hints));
    }

    private QuartermasterException refusal(String model, Hints hints) {
        return catchThrowableOfType(QuartermasterException.class, () -> plan(model, hints));
    }

    private RoutePlanner planner() {
        return new RoutePlanner(
                registry,
                Profiles.of(agents),
                new DefaultFallbacks(Map.of(), "eu-west-1"),
                Routers.over(registry, clock),
                conversations);
    }
}
