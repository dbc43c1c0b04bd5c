package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.JsonOutputFormat;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.OutputConfig;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolChoiceNone;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.PackagedService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages through the official Anthropic client for Java, everything it can do, whichever provider serves. */
@QuarkusIntegrationTest
@WithTestResource(OutsideWorld.class)
class MessagesMatrixIT extends PackagedService {

    private AnthropicClient client;

    @BeforeEach
    void connect() {
        client = AnthropicOkHttpClient.builder()
                .baseUrl(url())
                .apiKey(OutsideWorld.ADMIN_KEY)
                .build();
    }

    @ParameterizedTest
    @MethodSource("everyProvider")
    void answers(String model) {
        Message answer = create(question(model));

        assertThat(text(answer)).contains(QUESTION);
        assertThat(answer.stopReason()).contains(StopReason.END_TURN);
        assertThat(answer.usage().inputTokens()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("everyProvider")
    void streamsTheSameAnswer(String model) {
        Message whole = create(question(model));

        Message streamed = stream(question(model));

        assertThat(text(streamed)).isEqualTo(text(whole));
        assertThat(streamed.stopReason()).isEqualTo(whole.stopReason());
        assertThat(streamed.usage().inputTokens()).isEqualTo(whole.usage().inputTokens());
        assertThat(streamed.usage().outputTokens()).isEqualTo(whole.usage().outputTokens());
    }

    @ParameterizedTest
    @MethodSource("everyProvider")
    void asksForAToolAndTakesItsResult(String model) {
        Message asking = create(question(model).addTool(tool("compass")));
        ToolUseBlock call = calls(asking).get(0);

        Message answer = create(question(model)
                .addTool(tool("compass"))
                .addMessage(asking)
                .addUserMessageOfContentBlockParams(
                        List.of(ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                                .toolUseId(call.id())
                                .content("straight on")
                                .build()))));

        assertThat(asking.stopReason()).contains(StopReason.TOOL_USE);
        assertThat(call.name()).isEqualTo("compass");
        assertThat(input(call)).containsKey("city");
        assertThat(text(answer)).contains("straight on");
    }

    @ParameterizedTest
    @MethodSource("everyProvider")
    void streamsParallelCalls(String model) {
        Message asking = stream(
                ask(model, "Both, please [parallel]").addTool(tool("compass")).addTool(tool("sextant")));

        assertThat(calls(asking)).extracting(ToolUseBlock::name).containsExactly("compass", "sextant");
        assertThat(calls(asking)).extracting(ToolUseBlock::id).doesNotHaveDuplicates();
        assertThat(calls(asking)).allSatisfy(call -> assertThat(input(call)).containsKey("city"));
    }

    @ParameterizedTest
    @MethodSource("everyProviderThatForces")
    void callsTheToolThatIsNamed(String model) {
        Message asking = create(question(model)
                .addTool(tool("compass"))
                .addTool(tool("sextant"))
                .toolToolChoice("sextant"));

        assertThat(calls(asking)).singleElement().satisfies(call -> assertThat(call.name())
                .isEqualTo("sextant"));
    }

    @ParameterizedTest
    @MethodSource("everyProvider")
    void callsNoToolWhereNoneIsWanted(String model) {
        Message answer = create(question(model)
                .addTool(tool("compass"))
                .toolChoice(ToolChoiceNone.builder().build()));

        assertThat(calls(answer)).isEmpty();
        assertThat(text(answer)).contains(QUESTION);
    }

    @ParameterizedTest
    @MethodSource("everyProvider")
    void showsImages(String model) {
        Message answer = create(question(model)
                .addUserMessageOfContentBlockParams(List.of(
                        ContentBlockParam.ofImage(Base64ImageSource.builder()
                                .mediaType(Base64ImageSource.MediaType.IMAGE_PNG)
                                .data(PNG)
                                .build()),
                        ContentBlockParam.ofText("And on this map?"))));

        assertThat(text(answer)).contains("And on this map?");
        assertThat(lastCall()).contains(PNG);
    }

    @ParameterizedTest
    @MethodSource("everyProvider")
    void keepsToASchema(String model) {
        MessageCreateParams.Builder asked = question(model)
                .outputConfig(OutputConfig.builder()
                        .format(JsonOutputFormat.builder()
                                .schema(JsonOutputFormat.Schema.builder()
                                        .additionalProperties(values(PLACE))
                                        .build())
                                .build())
                        .build());

        Message whole = create(asked);
        Message streamed = stream(asked);

        assertThat(text(whole)).startsWith("{\"city\":");
        assertThat(whole.stopReason()).contains(StopReason.END_TURN);
        assertThat(text(streamed)).isEqualTo(text(whole));
        assertThat(streamed.stopReason()).contains(StopReason.END_TURN);
    }

    @ParameterizedTest
    @MethodSource("everyProvider")
    void countsTokens(String model) {
        long tokens = client.messages()
                .countTokens(MessageCountTokensParams.builder()
                        .model(model)
                        .addUserMessage(QUESTION)
                        .build())
                .validate()
                .inputTokens();

        assertThat(tokens).isPositive();
    }

    private Message create(MessageCreateParams.Builder params) {
        return client.messages().create(params.build()).validate();
    }

    private Message stream(MessageCreateParams.Builder params) {
        MessageAccumulator pieces = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> stream = client.messages().createStreaming(params.build())) {
            stream.stream().forEach(event -> pieces.accumulate(event.validate()));
        }
        return pieces.message();
    }

    private static MessageCreateParams.Builder question(String model) {
        return ask(model, QUESTION);
    }

    private static MessageCreateParams.Builder ask(String model, String text) {
        return MessageCreateParams.builder().model(model).maxTokens(500).addUserMessage(text);
    }

    private static Tool tool(String name) {
        return Tool.builder()
                .name(name)
                .inputSchema(Tool.InputSchema.builder()
                        .properties(Tool.InputSchema.Properties.builder()
                                .putAdditionalProperty("city", JsonValue.from(Map.of("type", "string")))
                                .build())
                        .addRequired("city")
                        .build())
                .build();
    }

    private static Map<String, JsonValue> values(Map<String, Object> object) {
        return JsonValue.from(object).convert(new TypeReference<>() {});
    }

    private static Map<String, Object> input(ToolUseBlock call) {
        return call._input().convert(new TypeReference<>() {});
    }

    private static List<ToolUseBlock> calls(Message message) {
        return message.content().stream()
                .filter(ContentBlock::isToolUse)
                .map(ContentBlock::asToolUse)
                .toList();
    }

    private static String text(Message message) {
        StringBuilder text = new StringBuilder();
        message.content().forEach(block -> block.text().ifPresent(piece -> text.append(piece.text())));
        return text.toString();
    }
}
