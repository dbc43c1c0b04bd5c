package dev.quartermaster.api.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.function.FunctionEvent.Http;
import dev.quartermaster.api.function.VirtualHttp.Exchange;
import dev.quartermaster.aws.Invocation;
import dev.quartermaster.testing.LambdaEvents;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionEntryTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Http> requests = new ArrayList<>();
    private final List<Invocation> invocations = new ArrayList<>();
    private Exchange exchange = exchange(200, "{\"ok\":true}", true);

    private final FunctionEntry entry = new FunctionEntry(
            JSON, new Thaw(Clock.systemUTC(), thawed -> {}), Duration.ofSeconds(2), (request, invocation, millis) -> {
                requests.add(request);
                invocations.add(invocation);
                return exchange;
            });

    private static Exchange exchange(int status, String body, boolean complete, HttpField... headers) {
        return new Exchange(new HttpAnswer(status, List.of(headers), body.getBytes(StandardCharsets.UTF_8)), complete);
    }

    private JsonNode handle(Object event, long millis) throws Exception {
        return JSON.readTree(entry.handle(event.toString().getBytes(StandardCharsets.UTF_8), millis));
    }

    @Test
    void anAnswerHasToBeThereBeforeItsRecordIsStored() throws Exception {
        long now = System.nanoTime();
        handle(LambdaEvents.payload2("GET", "/v1/models", "", null, "k"), 30_000);
        Duration left = Duration.ofNanos(invocations.get(0).answerByNanos() - now);

        assertThat(left).isBetween(Duration.ofMillis(27_690), Duration.ofMillis(27_900));
        assertThat(invocations.get(0).isFromAws()).isFalse();
    }

    @Test
    void halfOfWhatIsLeftIsForTheRecordWhereThatIsLittle() throws Exception {
        long now = System.nanoTime();
        handle(LambdaEvents.payload2("GET", "/v1/models", "", null, "k"), 2_300);
        Duration left = Duration.ofNanos(invocations.get(0).answerByNanos() - now);

        assertThat(left).isBetween(Duration.ofMillis(980), Duration.ofMillis(1_100));
    }

    @Test
    void whatHasNoAnswerInTimeIsToldSoInTheDialect() throws Exception {
        exchange = new Exchange(null, false);
        JsonNode answer = handle(LambdaEvents.payload2("POST", "/v1/messages", "", "{}", "k"), 1_000);

        assertThat(answer.path("statusCode").intValue()).isEqualTo(504);
        assertThat(JSON.readTree(answer.path("body").textValue()).path("type").textValue())
                .isEqualTo("error");
    }

    @Test
    void aStreamThatIsNotOverIsGivenAsFarAsItIs() throws Exception {
        exchange = exchange(200, "data: 1\n\n", false, new HttpField("content-type", "text/event-stream"));
        JsonNode answer = handle(LambdaEvents.payload2("GET", "/api/v1/alerts/stream", "", null, "k"), 1_000);

        assertThat(answer.path("statusCode").intValue()).isEqualTo(200);
        assertThat(answer.path("body").textValue()).isEqualTo("data: 1\n\n");
    }

    @Test
    void aTickIsARequestOfAws() throws Exception {
        assertThat(handle("{\"job\":\"a b/c\"}", 1_000).path("ok").booleanValue())
                .isTrue();

        assertThat(requests.get(0).target()).isEqualTo("/internal/jobs/a%20b%2Fc");
        assertThat(invocations.get(0).isFromAws()).isTrue();
    }

    @Test
    void aTickThatFailsIsAResultAndLinesThatFailAreAnError() throws Exception {
        exchange = exchange(500, "{\"status\":\"failed\"}", true);

        assertThat(handle("{\"job\":\"a\"}", 1_000).path("status").textValue()).isEqualTo("failed");
        assertThatThrownBy(() -> handle("{\"awslogs\":{\"data\":\"x\"}}", 1_000))
                .isInstanceOf(FunctionEntry.InvocationFailed.class)
                .hasMessageContaining("failed");
    }
}
