package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFormatTextJsonSchemaConfig;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputContent;
import com.openai.models.responses.ResponseInputImage;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseInputText;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.ResponseTextConfig;
import com.openai.models.responses.ToolChoiceFunction;
import com.openai.models.responses.ToolChoiceOptions;
import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.PackagedService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Responses through the official OpenAI client for Java, everything it can do, whichever provider serves. */
@QuarkusIntegrationTest
@WithTestResource(OutsideWorld.class)
class ResponsesMatrixIT extends PackagedService {

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
        Response answer = create(question(model));

        assertThat(text(answer)).contains(QUESTION);
        assertThat(answer.status()).contains(ResponseStatus.COMPLETED);
        assertThat(answer.usage().orElseThrow().totalTokens()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("everyProvider")
    void streamsTheSameAnswer(String model) {
        Response whole = create(question(model));

        Response streamed = stream(question(model));

        assertThat(text(streamed)).isEqualTo(text(whole));
        assertThat(streamed.status()).contains(ResponseStatus.COMPLETED);
        assertThat(streamed.usage()).isEqualTo(whole.usage());
    }

    @ParameterizedTest
    @MethodSource("everyProvider")
    void asksForAToolAndTakesItsResult(String model) {
        Response asking = create(question(model).addTool(tool("compass")));
        ResponseFunctionToolCall call = calls(asking).get(0);
        List<ResponseInputItem> conversation = new ArrayList<>(List.of(user(QUESTION)));
        asking.output().forEach(item -> conversation.add(handedBack(item)));
        conversation.add(ResponseInputItem.ofFunctionCallOutput(ResponseInputItem.FunctionCallOutput.builder()
                .callId(call.callId())
                .output("straight on")
                .build()));

        Response answer = create(ResponseCreateParams.builder()
                .model(model)
                .inputOfResponse(conversation)
                .addTool(tool("compass")));

        assertThat(call.name()).isEqualTo("compass");
        assertThat(call.arguments()).contains("\"city\"");
        assertThat(text(answer)).contains("straight on");
    }

    @ParameterizedTest
    @MethodSource("everyProvider")
    void streamsParallelCalls(String model) {
        Response asking = stream(
                ask(model, "Both, please [parallel]").addTool(tool("compass")).addTool(tool("sextant")));

        assertThat(calls(asking)).extracting(ResponseFunctionToolCall::name).containsExactly("compass", "sextant");
        assertThat(calls(asking)).extracting(ResponseFunctionToolCall::callId).doesNotHaveDuplicates();
        assertThat(calls(asking))
                .allSatisfy(call -> assertThat(call.arguments()).startsWith("{").endsWith("}"));
    }

    @ParameterizedTest
    @MethodSource("everyProviderThatForces")
    void callsTheToolThatIsNamed(String model) {
        Response asking = create(question(model)
                .addTool(tool("compass"))
                .addTool(tool("sextant"))
                .toolChoice(ToolChoiceFunction.builder().name("sextant").build()));

        assertThat(calls(asking)).singleElement().satisfies(call -> assertThat(call.name())
                .isEqualTo("sextant"));
    }

    @ParameterizedTest
    @MethodSource("everyProvider")
    void callsNoToolWhereNoneIsWanted(String model) {
        Response answer = create(question(model).addTool(tool("compass")).toolChoice(ToolChoiceOptions.NONE));

        assertThat(calls(answer)).isEmpty();
        assertThat(text(answer)).contains(QUESTION);
    }

    @ParameterizedTest
    @MethodSource("everyProvider")
    void showsImages(String model) {
        ResponseInputItem map = ResponseInputItem.ofEasyInputMessage(EasyInputMessage.builder()
                .role(EasyInputMessage.Role.USER)
                .contentOfResponseInputMessageContentList(List.of(
                        ResponseInputContent.ofInputImage(ResponseInputImage.builder()
                                .detail(ResponseInputImage.Detail.AUTO)
                                .imageUrl("data:image/png;base64," + PNG)
                                .build()),
                        ResponseInputContent.ofInputText(ResponseInputText.builder()
                                .text("And on this map?")
                                .build())))
                .build());

        Response answer =
                create(ResponseCreateParams.builder().model(model).inputOfResponse(List.of(user(QUESTION), map)));

        assertThat(text(answer)).contains("And on this map?");
        assertThat(lastCall()).contains(PNG);
    }

    @ParameterizedTest
    @MethodSource("everyProvider")
    void keepsToASchema(String model) {
        ResponseCreateParams.Builder asked = question(model)
                .text(ResponseTextConfig.builder()
                        .format(ResponseFormatTextJsonSchemaConfig.builder()
                                .name("place")
                                .strict(true)
                                .schema(ResponseFormatTextJsonSchemaConfig.Schema.builder()
                                        .additionalProperties(values(PLACE))
                                        .build())
                                .build())
                        .build());

        Response whole = create(asked);
        Response streamed = stream(asked);

        assertThat(text(whole)).startsWith("{\"city\":");
        assertThat(calls(whole)).isEmpty();
        assertThat(text(streamed)).isEqualTo(text(whole));
        assertThat(calls(streamed)).isEmpty();
    }

    private Response create(ResponseCreateParams.Builder params) {
        return client.responses().create(params.build()).validate();
    }

    private Response stream(ResponseCreateParams.Builder params) {
        ResponseAccumulator pieces = ResponseAccumulator.create();
        try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(params.build())) {
            stream.stream().forEach(event -> pieces.accumulate(event.validate()));
        }
        return pieces.response();
    }

    private static ResponseCreateParams.Builder question(String model) {
        return ask(model, QUESTION);
    }

    private static ResponseCreateParams.Builder ask(String model, String text) {
        return ResponseCreateParams.builder().model(model).input(text);
    }

    private static ResponseInputItem user(String text) {
        return ResponseInputItem.ofEasyInputMessage(EasyInputMessage.builder()
                .role(EasyInputMessage.Role.USER)
                .content(text)
                .build());
    }

    private static ResponseInputItem handedBack(ResponseOutputItem item) {
        return item.isReasoning()
                ? ResponseInputItem.ofReasoning(item.asReasoning())
                : ResponseInputItem.ofFunctionCall(item.asFunctionCall());
    }

    private static FunctionTool tool(String name) {
        return FunctionTool.builder()
                .name(name)
                .strict(false)
                .parameters(FunctionTool.Parameters.builder()
                        .additionalProperties(values(PLACE))
                        .build())
                .build();
    }

    private static Map<String, JsonValue> values(Map<String, Object> object) {
        return JsonValue.from(object).convert(new TypeReference<>() {});
    }

    private static List<ResponseFunctionToolCall> calls(Response response) {
        return response.output().stream()
                .filter(ResponseOutputItem::isFunctionCall)
                .map(ResponseOutputItem::asFunctionCall)
                .toList();
    }

    private static String text(Response response) {
        StringBuilder text = new StringBuilder();
        response.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .forEach(content -> content.outputText().ifPresent(piece -> text.append(piece.text())));
        return text.toString();
    }
}
