package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletion.Choice.FinishReason;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionNamedToolChoice;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolChoiceOption;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.PackagedService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Chat completions through the official OpenAI client for Java, everything it can do, whichever provider serves. */
@QuarkusIntegrationTest
@WithTestResource(OutsideWorld.class)
class ChatMatrixIT extends PackagedService {

    private OpenAIClient client;

    @BeforeEach
    void connect() {
        client = OpenAIOkHttpClient.builder()
                .baseUrl(url() + "/v1")
                .apiKey(OutsideWorld.ADMIN_KEY)
                .build();
    }

    @ParameterizedTest
    @MethodSource("everyProvider")
    void answers(String model) {
        ChatCompletion answer = create(question(model));

        assertThat(message(answer).content().orElseThrow()).contains(QUESTION);
        assertThat(finish(answer)).isEqualTo(FinishReason.STOP);
        assertThat(answer.usage().orElseThrow().totalTokens()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("everyProvider")
    void streamsTheSameAnswer(String model) {
        ChatCompletion whole = create(question(model));

        ChatCompletion streamed = stream(question(model));

        assertThat(message(streamed).content()).isEqualTo(message(whole).content());
        assertThat(finish(streamed)).isEqualTo(finish(whole));
        assertThat(streamed.usage()).isEqualTo(whole.usage());
    }

    @ParameterizedTest
    @MethodSource("everyProvider")
    void asksForAToolAndTakesItsResult(String model) {
        ChatCompletion asking = create(question(model).addFunctionTool(tool("compass")));
        ChatCompletionMessageFunctionToolCall call = calls(asking).get(0);

        ChatCompletion answer = create(question(model)
                .addFunctionTool(tool("compass"))
                .addMessage(message(asking))
                .addMessage(ChatCompletionToolMessageParam.builder()
                        .toolCallId(call.id())
                        .content("straight on")
                        .build()));

        assertThat(finish(asking)).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(call.function().name()).isEqualTo("compass");
        assertThat(call.function().arguments()).contains("\"city\"");
        assertThat(message(answer).content().orElseThrow()).contains("straight on");
    }

    @ParameterizedTest
    @MethodSource("everyProvider")
    void streamsParallelCalls(String model) {
        ChatCompletion asking = stream(ask(model, "Both, please [parallel]")
                .addFunctionTool(tool("compass"))
                .addFunctionTool(tool("sextant")));

        assertThat(calls(asking)).extracting(call -> call.function().name()).containsExactly("compass", "sextant");
        assertThat(calls(asking)).extracting(call -> call.id()).doesNotHaveDuplicates();
        assertThat(calls(asking))
                .allSatisfy(call ->
                        assertThat(call.function().arguments()).startsWith("{").endsWith("}"));
    }

    @ParameterizedTest
    @MethodSource("everyProviderThatForces")
    void callsTheToolThatIsNamed(String model) {
        ChatCompletion asking = create(question(model)
                .addFunctionTool(tool("compass"))
                .addFunctionTool(tool("sextant"))
                .toolChoice(ChatCompletionNamedToolChoice.builder()
                        .function(ChatCompletionNamedToolChoice.Function.builder()
                                .name("sextant")
                                .build())
                        .build()));

        assertThat(calls(asking))
                .singleElement()
                .satisfies(call -> assertThat(call.function().name()).isEqualTo("sextant"));
    }

    @Test
    void whoCannotBeMadeToUseAToolIsNotAskedInVain() {
        assertThatThrownBy(() -> create(question(GEMMA)
                        .addFunctionTool(tool("compass"))
                        .toolChoice(ChatCompletionToolChoiceOption.Auto.REQUIRED)))
                .isInstanceOfSatisfying(BadRequestException.class, refusal -> assertThat(refusal.param())
                        .contains("tool_choice"));
    }

    @ParameterizedTest
    @MethodSource("everyProvider")
    void callsNoToolWhereNoneIsWanted(String model) {
        ChatCompletion answer = create(
                question(model).addFunctionTool(tool("compass")).toolChoice(ChatCompletionToolChoiceOption.Auto.NONE));

        assertThat(message(answer).toolCalls()).isEmpty();
        assertThat(message(answer).content().orElseThrow()).contains(QUESTION);
    }

    @ParameterizedTest
    @MethodSource("everyProvider")
    void showsImages(String model) {
        ChatCompletion answer = create(question(model)
                .addUserMessageOfArrayOfContentParts(List.of(
                        ChatCompletionContentPart.ofImageUrl(ChatCompletionContentPartImage.builder()
                                .imageUrl(ChatCompletionContentPartImage.ImageUrl.builder()
                                        .url("data:image/png;base64," + PNG)
                                        .build())
                                .build()),
                        ChatCompletionContentPart.ofText(ChatCompletionContentPartText.builder()
                                .text("And on this map?")
                                .build()))));

        assertThat(message(answer).content().orElseThrow()).contains("And on this map?");
        assertThat(lastCall()).contains(PNG);
    }

    @ParameterizedTest
    @MethodSource("everyProvider")
    void keepsToASchema(String model) {
        ResponseFormatJsonSchema.JsonSchema.Schema schema = ResponseFormatJsonSchema.JsonSchema.Schema.builder()
                .additionalProperties(values(PLACE))
                .build();
        ChatCompletionCreateParams.Builder asked = question(model)
                .jsonSchemaResponseFormat(ResponseFormatJsonSchema.JsonSchema.builder()
                        .name("place")
                        .strict(true)
                        .schema(schema)
                        .build());

        ChatCompletion whole = create(asked);
        ChatCompletion streamed = stream(asked);

        assertThat(message(whole).content().orElseThrow()).startsWith("{\"city\":");
        assertThat(message(whole).toolCalls()).isEmpty();
        assertThat(finish(whole)).isEqualTo(FinishReason.STOP);
        assertThat(message(streamed).content()).isEqualTo(message(whole).content());
        assertThat(finish(streamed)).isEqualTo(FinishReason.STOP);
    }

    private ChatCompletion create(ChatCompletionCreateParams.Builder params) {
        return client.chat().completions().create(params.build()).validate();
    }

    private ChatCompletion stream(ChatCompletionCreateParams.Builder params) {
        params.streamOptions(
                ChatCompletionStreamOptions.builder().includeUsage(true).build());
        ChatCompletionAccumulator pieces = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(params.build())) {
            stream.stream().forEach(chunk -> pieces.accumulate(chunk.validate()));
        }
        return pieces.chatCompletion();
    }

    private static ChatCompletionCreateParams.Builder question(String model) {
        return ask(model, QUESTION);
    }

    private static ChatCompletionCreateParams.Builder ask(String model, String text) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage(text);
    }

    private static FunctionDefinition tool(String name) {
        return FunctionDefinition.builder()
                .name(name)
                .parameters(FunctionParameters.builder()
                        .additionalProperties(values(PLACE))
                        .build())
                .build();
    }

    private static Map<String, JsonValue> values(Map<String, Object> object) {
        return JsonValue.from(object).convert(new TypeReference<>() {});
    }

    private static ChatCompletionMessage message(ChatCompletion answer) {
        return answer.choices().get(0).message();
    }

    private static FinishReason finish(ChatCompletion answer) {
        return answer.choices().get(0).finishReason();
    }

    private static List<ChatCompletionMessageFunctionToolCall> calls(ChatCompletion answer) {
        return message(answer).toolCalls().orElseThrow().stream()
                .map(call -> call.asFunction())
                .toList();
    }
}
