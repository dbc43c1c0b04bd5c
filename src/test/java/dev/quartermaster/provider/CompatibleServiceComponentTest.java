package dev.quartermaster.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.provider.failure.FailureTable;
import dev.quartermaster.provider.tool.FittingProvider;
import dev.quartermaster.testing.Requests;
import dev.quartermaster.testing.Samples;
import dev.quartermaster.testing.StubServer;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service that only speaks OpenAI's protocols is asked for what every such service has. */
@QuarkusTest
class CompatibleServiceComponentTest {

    private static final ProviderId HOUSE = new ProviderId("house");
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String CALLED = "apply.patch";

    @Inject
    Vertx vertx;

    @Inject
    ObjectMapper json;

    @Inject
    @All
    List<ProviderFactory> factories;

    private StubServer stub;

    @BeforeEach
    void startStub() throws Exception {
        stub = StubServer.start(vertx);
    }

    @AfterEach
    void stopStub() throws Exception {
        stub.close();
    }

    @Test
    void customToolsAreFunctionsInAChat() throws Exception {
        stub.answersJson(200, """
                {"id":"c","model":"m","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant",
                 "tool_calls":[{"id":"c1","type":"function","function":{"name":"%s",
                  "arguments":"{\\"input\\":\\"a\\\\nb\\"}"}}]}}]}""".formatted(sentName()));
        try (FittingProvider provider = provider(false)) {
            ChatReply reply = provider.chat(call(Dialect.OPENAI_CHAT))
                    .subscribe()
                    .withSubscriber(UniAssertSubscriber.create())
                    .awaitItem(LONG)
                    .getItem();

            assertThat(reply.choices().get(0).parts())
                    .containsExactly(new Part.ToolCall("c1", CALLED, "a\nb", true, null, Map.of()));
            JsonNode sent = json.readTree(stub.lastSeen().body());
            assertThat(sent.at("/messages/0/role").asText()).isEqualTo("system");
            assertThat(sent.at("/tools/0/type").asText()).isEqualTo("function");
            assertThat(sent.at("/tools/0/function/name").asText()).isEqualTo(sentName());
            assertThat(sent.at("/messages/1/tool_calls/0/function/arguments").asText())
                    .isEqualTo("{\"input\":\"x\"}");
            assertThat(sent.at("/messages/1/tool_calls/0/function/name").asText())
                    .isEqualTo(sentName());
        }
    }

    @Test
    void andByResponsesWhereTheCallersOwnEventsAreMadeAnew() throws Exception {
        String item = "{\"id\":\"fc_1\",\"type\":\"function_call\",\"call_id\":\"c1\",\"name\":\"" + sentName()
                + "\",\"arguments\":\"%s\",\"status\":\"completed\"}";
        String whole = item.formatted("{\\\"input\\\":\\\"ab\\\"}");
        stub.streams(
                "text/event-stream",
                List.of(
                        event(
                                "response.created",
                                "\"response\":{\"id\":\"r\",\"model\":\"m\",\"status\":\"in_progress\"}"),
                        event("response.output_item.added", "\"output_index\":0,\"item\":" + item.formatted("")),
                        event(
                                "response.function_call_arguments.delta",
                                "\"output_index\":0,\"delta\":\"{\\\"input\\\":\\\"a\""),
                        event("response.function_call_arguments.delta", "\"output_index\":0,\"delta\":\"b\\\"}\""),
                        event("response.output_item.done", "\"output_index\":0,\"item\":" + whole),
                        event(
                                "response.completed",
                                "\"response\":{\"id\":\"r\",\"model\":\"m\",\"status\":\"completed\",\"output\":["
                                        + whole + "]}")));
        try (FittingProvider provider = provider(true)) {
            List<ChatDelta> deltas = provider.stream(call(Dialect.OPENAI_RESPONSES))
                    .subscribe()
                    .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE))
                    .awaitCompletion(LONG)
                    .getItems();

            assertThat(deltas).noneMatch(ChatDelta.Passed.class::isInstance);
            StringBuilder text = new StringBuilder();
            for (ChatDelta delta : deltas) {
                if (delta instanceof ChatDelta.PartOpened opened) {
                    Part.ToolCall call = (Part.ToolCall) opened.part();
                    text.append(call.name()).append(call.custom() ? ":" : "?");
                } else if (delta instanceof ChatDelta.PartGrew grew) {
                    text.append(grew.piece()).append('|');
                }
            }
            assertThat(text.toString()).isEqualTo(CALLED + ":a|b|");
            assertThat(json.readTree(stub.lastSeen().body()).at("/input/1/type").asText())
                    .isEqualTo("function_call");
        }
    }

    /** What the dotted name becomes, the same in every request. */
    private static String sentName() {
        return IdentifierFormat.plain(64).fitted(CALLED, 0);
    }

    private static String event(String type, String fields) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + fields + "}\n\n";
    }

    private FittingProvider provider(boolean responses) {
        ProviderFactory factory = factories.stream()
                .filter(any -> any.type().equals("openai-compatible"))
                .findFirst()
                .orElseThrow();
        return new FittingProvider(factory.create(
                HOUSE,
                new ProviderSettings(
                        stub.url(),
                        Duration.ofSeconds(2),
                        LONG,
                        LONG,
                        LONG,
                        8,
                        FailureTable.standard(),
                        Optional.of(responses),
                        Optional.empty())));
    }

    private static ProviderCall<ChatRequest> call(Dialect dialect) {
        ToolSpec tool = ToolSpec.custom(CALLED, null, Map.of(), null, Map.of());
        Part before = new Part.ToolCall("c0", CALLED, "x", true, null, Map.of());
        List<Message> messages = List.of(
                Message.of(Role.DEVELOPER, Part.Text.of("Be brief.")),
                Message.of(Role.ASSISTANT, before),
                Message.of(Role.TOOL, new Part.ToolResult("c0", List.of(Part.Text.of("ok")), false, Map.of())));
        ChatRequest request =
                Requests.in(dialect).messages(messages).tools(List.of(tool)).build();
        return new ProviderCall<>(Samples.model(HOUSE, "m"), request, null, quota -> {});
    }
}
