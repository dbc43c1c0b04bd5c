package dev.quartermaster.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.faults.Client.Question;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.simulator.script.ReceivedCall;
import dev.quartermaster.testing.ForAll;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stream that breaks off is gone on with by another model where that is possible, and the client notices nothing. */
@QuarkusTest
@TestProfile(FaultyHouse.class)
class ContinuationComponentTest extends FaultyProviders {

    private static final String LONG = "The needle points north. ".repeat(200);

    @Inject
    DataSource database;

    @Inject
    CircuitBreakers health;

    private final String task = "continuation/" + UUID.randomUUID();

    @BeforeEach
    void open() {
        FaultyWorld.isWell(health);
    }

    @ParameterizedTest
    @CsvSource({
        "CHAT, openai, anthropic/anthropic-heir",
        "CHAT, google, ollama/ollama-heir",
        "MESSAGES, anthropic, bedrock/anthropic.claude-heir",
        "MESSAGES, ollama, anthropic/anthropic-heir",
        "RESPONSES, house, ollama/ollama-heir",
        "RESPONSES, bedrock, anthropic/anthropic-heir"
    })
    void anotherModelGoesOnWhereItBrokeOff(Dialect dialect, String kind, String heir) throws Exception {
        breaks(kind, "\"text\":\"" + LONG + "\"");
        says(heir, "\"text\":[\"It points\",\" north.\"],\"usage\":{\"input\":700,\"output\":11}");

        Seen seen = ask(dialect, kind, List.of("house/house-deaf", heir));

        assertThat(seen.says()).isEqualTo("200");
        assertThat(seen.text()).startsWith("The needle points north. ").endsWith("It points north.");
        String beginning = seen.text().substring(0, seen.text().length() - "It points north.".length());
        assertThat(LONG).startsWith(beginning);
        ReceivedCall call = lastCall();
        assertThat(heir).endsWith("/" + call.target().model());
        assertThat(call.body()).contains(beginning.strip()).doesNotContain(beginning.strip() + " \"");
        Books.Entry entry = booked();
        assertThat(entry.says()).isEqualTo("success complete");
        assertThat(entry.attempts().findValuesAsText("outcome")).containsExactly("error", "success");
        assertThat(entry.attempts().path(0).path("reason").asText()).isEqualTo("unavailable");
        assertThat(entry.failovers()).isEqualTo(1);
        assertThat(entry.isEstimated()).isTrue();
        assertThat(entry.outputTokens()).isGreaterThanOrEqualTo(11 + beginning.length() / 4);
        assertThat(entry.inputTokens()).isGreaterThan(700);
        assertThat(entry.cost())
                .isEqualByComparingTo(BigDecimal.valueOf(entry.inputTokens() + 2 * entry.outputTokens())
                        .movePointLeft(6));
        assertThat(entry.outputTokens()).isEqualTo(toldOutput(seen));
        BigDecimal brokenOff = entry.attempts().at("/0/bill/cost_usd").decimalValue();
        BigDecimal heirs = entry.attempts().at("/1/bill/cost_usd").decimalValue();
        assertThat(entry.failedCost()).isPositive().isEqualByComparingTo(brokenOff);
        assertThat(entry.cost()).isEqualByComparingTo(brokenOff.add(heirs));
        assertThat(entry.attempts().at("/1/bill/output_tokens").asLong()).isEqualTo(11);
    }

    @Test
    void itIsOneTextWhereverItBreaksOff() {
        ForAll.seeds(random -> {
            simulator.faults().clear();
            String kind = Cell.KINDS.get(random.nextInt(Cell.KINDS.size()));
            FaultyWorld.isWell(health);
            int bytes = 2_000 + random.nextInt(4_000);
            simulator.script("{\"provider\":\"" + Cell.protocol(kind) + "\",\"model\":\"" + kind
                    + "-flapping\",\"kind\":\"cut\",\"after_bytes\":" + bytes + ",\"text\":\"" + LONG + "\"}");
            says("ollama/ollama-heir", "\"text\":[\"<and\",\" so on>\"]");
            // OpenAI's own Responses events go out as they come, and nobody else could go on with them.
            Dialect dialect = Dialect.values()[random.nextInt(kind.equals("openai") ? 2 : 3)];

            Seen seen = ask(dialect, kind, List.of("ollama/ollama-heir"));

            assertThat(seen.says()).as(kind + " " + dialect).isEqualTo("200");
            assertThat(seen.text()).as(kind + " " + dialect).endsWith("<and so on>");
            assertThat(LONG).startsWith(seen.text().replace("<and so on>", ""));
        });
    }

    @Test
    void whoLeavesWhileAnotherModelIsAskedToGoOnIsInTheBooks() throws Exception {
        breaks("openai", "\"text\":\"" + LONG + "\"");
        says("anthropic/anthropic-heir", "\"delay_ms\":5000,\"text\":\"never heard\"");
        Question question = new Question(
                Dialect.CHAT, "openai/openai-flapping", List.of("anthropic/anthropic-heir"), true, task, "North?");

        client.leave(question, "needle", () -> simulator.calls().total() == 2);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> new Books(database).ofTasks(task).containsKey(task));

        Books.Entry entry = booked();
        assertThat(entry.says()).isEqualTo("success");
        assertThat(entry.attempts().findValuesAsText("outcome")).containsExactly("error");
        assertThat(entry.isEstimated()).isTrue();
        // The second prompt holds what the first had answered.
        assertThat(entry.inputTokens()).isGreaterThan(entry.outputTokens());
    }

    @Test
    void whoCannotGoOnIsPassedOverAndTheErrorSaysWhatThereIs() throws Exception {
        breaks("openai", "\"text\":\"" + LONG + "\"");

        Seen seen = ask(Dialect.CHAT, "openai", List.of(FaultyWorld.STEADY));

        assertThat(seen.says()).isEqualTo("event upstream_overloaded");
        JsonNode delivered = seen.error().path("delivered");
        assertThat(delivered.path("characters").asInt())
                .isEqualTo(seen.text().length())
                .isPositive();
        assertThat(delivered.path("output_tokens").asInt())
                .isBetween(1, seen.text().length());
        assertThat(delivered.path("resumable").asBoolean()).isTrue();
        assertThat(simulator.calls().total()).isEqualTo(1);
        assertThat(booked().says()).isEqualTo("error unavailable");
    }

    @Test
    void aCallIsNotGoneOnWith() throws Exception {
        breaks("openai", "\"tool_calls\":[{\"name\":\"look\",\"arguments\":{\"at\":\"" + LONG + "\"}}]");

        Seen seen = ask(Dialect.CHAT, "openai", List.of("anthropic/anthropic-heir"));

        assertThat(seen.says()).isEqualTo("event upstream_overloaded");
        assertThat(seen.error().at("/delivered/resumable").asBoolean(true)).isFalse();
        assertThat(simulator.calls().total()).isEqualTo(1);
    }

    @Test
    void whoeverFailsOrBreaksOffInTurnIsFollowedByTheNext() throws Exception {
        breaks("openai", "\"text\":\"" + LONG + "\"");
        simulator.script("{\"provider\":\"anthropic\",\"model\":\"anthropic-heir\",\"status\":503}");
        simulator.script("{\"provider\":\"bedrock\",\"model\":\"anthropic.claude-heir\",\"kind\":\"error_event\","
                + "\"after_events\":2,\"text\":[\"One \",\"two \",\"three\"]}");
        says("ollama/ollama-heir", "\"text\":[\"three.\"]");

        Seen seen = ask(
                Dialect.MESSAGES,
                "openai",
                List.of("anthropic/anthropic-heir", "bedrock/anthropic.claude-heir", "ollama/ollama-heir"));

        assertThat(seen.says()).isEqualTo("200");
        assertThat(seen.text()).endsWith("One two three.");
        Books.Entry entry = booked();
        assertThat(entry.says()).isEqualTo("success complete");
        assertThat(entry.attempts().findValuesAsText("model"))
                .startsWith("openai-flapping", "anthropic-heir")
                .endsWith("anthropic.claude-heir", "ollama-heir");
        assertThat(simulator.calls().total()).isEqualTo(entry.calls());
    }

    @Test
    void withNobodyLeftTheStreamEndsAsItBroke() throws Exception {
        breaks("openai", "\"text\":\"" + LONG + "\"");
        simulator.script("{\"provider\":\"ollama\",\"model\":\"ollama-heir\",\"status\":404}");

        Seen seen = ask(Dialect.RESPONSES, "house", List.of("ollama/ollama-heir"));

        assertThat(seen.says()).isEqualTo("event server_error");
        assertThat(seen.error().at("/delivered/characters").asInt())
                .isEqualTo(seen.text().length());
        assertThat(booked().attempts().findValuesAsText("outcome")).containsExactly("error", "error");
    }

    private void breaks(String kind, String answer) {
        simulator.script("{\"provider\":\"" + Cell.protocol(kind) + "\",\"kind\":\"cut\",\"after_bytes\":2500," + answer
                + ",\"times\":1}");
    }

    private void says(String model, String answer) {
        String[] names = model.split("/");
        simulator.script("{\"provider\":\"" + names[0] + "\",\"model\":\"" + names[1] + "\"," + answer + "}");
    }

    private Seen ask(Dialect dialect, String kind, List<String> others) throws Exception {
        String model = kind + "/" + kind + "-flapping";
        Question question = new Question(dialect, model, others, true, task, "Which way is north?");
        return client.ask(question, Duration.ofSeconds(20)).get(20, TimeUnit.SECONDS);
    }

    private ReceivedCall lastCall() {
        List<ReceivedCall> calls = simulator.calls().latest();
        return calls.get(calls.size() - 1);
    }

    private Books.Entry booked() throws Exception {
        await().atMost(Duration.ofMinutes(1)).until(() -> history.status().backlog() == 0);
        List<Books.Entry> entries = new Books(database).ofTasks(task).get(task);
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    private static long toldOutput(Seen seen) {
        JsonNode usage = seen.usage();
        return usage.has("completion_tokens")
                ? usage.path("completion_tokens").asLong()
                : usage.path("output_tokens").asLong();
    }
}
