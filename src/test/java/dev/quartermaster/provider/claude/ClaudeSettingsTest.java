package dev.quartermaster.provider.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.provider.translation.TranslationContext;
import dev.quartermaster.testing.Plain;
import dev.quartermaster.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaudeSettingsTest {

    private static final ToolSpec WEATHER = ToolSpec.function("weather", "Tells it", Map.of(), null);

    private final List<String> unsupported = new ArrayList<>();
    private final List<String> omitted = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "claude-sonnet-4-0,                                    0.2, 0.5, 0.2, 0.5",
        "claude-opus-4-1-20250805,                             0.2, 0.5, 0.2, ",
        "claude-sonnet-4-5,                                    0.2, 0.5, 0.2, ",
        "us.anthropic.claude-haiku-4-5-20251001-v1:0,          0.2, 0.5, 0.2, ",
        "anthropic.claude-3-5-haiku-20241022-v1:0,             0.2, 0.5, 0.2, 0.5",
        "arn:aws:bedrock:us-east-1:1:application-inference-profile/x, 0.2, 0.5, 0.2, 0.5",
    })
    void temperatureWinsOverTopP(
            String model, double temperature, double topP, Double sentTemperature, Double sentTopP) {
        ClaudeSettings settings = settings(model, sampled(temperature, topP, null));

        assertThat(settings.temperature()).isEqualTo(sentTemperature);
        assertThat(settings.topP()).isEqualTo(sentTopP);
        assertThat(unsupported).isEqualTo(sentTopP == null ? List.of("top_p") : List.of());
    }

    @Test
    void aValueThatIsTheModelsOwnAsksForNothing() {
        assertThat(settings("claude-sonnet-4-5", sampled(0.2, 1.0, null)).topP())
                .isNull();
        assertThat(settings("claude-sonnet-4-5", sampled(1.0, 0.5, null)).temperature())
                .isNull();
        assertThat(settings("claude-opus-4-8", sampled(1.0, 1.0, null)).temperature())
                .isNull();
        assertThat(unsupported).isEmpty();
    }

    @Test
    void newerModelsTakeNoSamplingAtAll() {
        settings("claude-opus-4-8", sampled(0.2, 0.5, 5));

        assertThat(unsupported).containsExactlyInAnyOrder("temperature", "top_p", "top_k");
    }

    @Test
    void samplingGivesWayToReasoning() {
        ClaudeSettings settings =
                settings("anthropic.claude-haiku-4-5-20251001-v1:0", options(10_000, 0.2, 0.5, 5, "high", null));

        assertThat(settings.thinking()).containsEntry("type", "enabled").containsEntry("budget_tokens", 8_000);
        assertThat(unsupported).containsExactlyInAnyOrder("temperature", "top_p", "top_k");
    }

    @Test
    void blankStopSequencesAreLeftOut() {
        Options options = new Options(
                null, null, null, null, List.of("END", "\n"), null, null, null, null, null, null, null, null, null);

        assertThat(settings("claude-haiku-4-5", options).stop()).containsExactly("END");
        assertThat(unsupported).containsExactly("stop");
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI_CHAT,        reasoning_effort",
        "OPENAI_RESPONSES,   reasoning.effort",
        "ANTHROPIC_MESSAGES, output_config.effort",
    })
    void aModelThatDoesNotReasonGetsNoReasoningParameters(Dialect dialect, String field) {
        ChatRequest request = request(dialect, options(10_000, null, null, null, "high", null));

        assertThat(settings("anthropic.claude-3-5-haiku-20241022-v1:0", request))
                .extracting(ClaudeSettings::thinking, ClaudeSettings::effort)
                .containsOnlyNulls();
        assertThat(unsupported).containsExactly(field);
        QuartermasterException refusal = catchThrowableOfType(
                QuartermasterException.class,
                () -> ClaudeSettings.of(call("claude-3-5-haiku-20241022", request, UnsupportedFieldPolicy.STRICT)));
        assertThat(refusal.param()).contains(field);
    }

    @Test
    void bothReasoningFieldsAreNamed() {
        settings(
                "claude-3-5-haiku-20241022",
                request(Dialect.ANTHROPIC_MESSAGES, options(10_000, null, null, null, "high", 2_048)));

        assertThat(unsupported).containsExactly("thinking.budget_tokens", "output_config.effort");
    }

    @ParameterizedTest
    @CsvSource({
        "claude-sonnet-4-5, 10000, 2048,  2048",
        "claude-sonnet-4-5, 10000, 500,   1024",
        "claude-sonnet-4-5, 4000,  31999, 3999",
    })
    void aBudgetIsLimitedToTheModelsRange(String model, int maxTokens, int budget, int sent) {
        assertThat(settings(model, options(maxTokens, null, null, null, null, budget))
                        .thinking())
                .containsEntry("budget_tokens", sent);
        assertThat(omitted).isEqualTo(sent == budget ? List.of() : List.of("thinking.budget_tokens"));
    }

    @Test
    void theNearestEffortIsSentWithAWarning() {
        ClaudeSettings settings =
                settings("anthropic.claude-sonnet-4-6", options(10_000, null, null, null, "xhigh", null));

        assertThat(settings.effort()).isEqualTo("high");
        assertThat(omitted).containsExactly("reasoning_effort");
    }

    @Test
    void aModelWithEffortsOnlyGetsOneForABudget() {
        ClaudeSettings settings = settings("claude-opus-4-8", options(10_000, null, null, null, null, 4_000));

        assertThat(settings.thinking()).isEqualTo(Map.of("type", "adaptive"));
        assertThat(settings.effort()).isEqualTo("medium");
        assertThat(unsupported).isEmpty();
        assertThat(omitted).containsExactly("thinking.budget_tokens");
    }

    @Test
    void reasoningIsNamedWhereAToolIsForced() {
        ChatRequest request = request(Dialect.OPENAI_CHAT, options(10_000, null, null, null, "high", null))
                .withTools(List.of(WEATHER), new ToolChoice(ToolChoice.Mode.REQUIRED, null));

        assertThat(settings("claude-sonnet-4-6", request).thinking()).isNull();
        assertThat(unsupported).containsExactly("reasoning_effort");
    }

    @Test
    void aToolRoundWhoseReasoningIsNotAtHandIsAnsweredWithout() {
        Part call = new Part.ToolCall("c1", "weather", "{}", Map.of());
        Part seal = new Part.Thinking("Hm.", "c2VhbA==", Map.of());
        Part unsealed = new Part.Thinking("Hm.", "", Map.of());

        assertThat(afterTools(call).thinking()).isNull();
        assertThat(afterTools(unsealed, call).thinking()).isNull();
        assertThat(afterTools(Part.Text.of("Let me see."), seal, call).thinking())
                .isNull();
        assertThat(afterTools(seal, call).thinking()).isNotNull();
        assertThat(unsupported).isEmpty();
    }

    @Test
    void anEmptyTurnDoesNotHideTheToolRoundBeforeIt() {
        ChatRequest request = Samples.request(
                        Dialect.OPENAI_CHAT,
                        Message.of(Role.USER, Part.Text.of("Hi")),
                        Message.of(Role.ASSISTANT, new Part.ToolCall("c1", "weather", "{}", Map.of())),
                        Message.of(Role.TOOL, new Part.ToolResult("c1", List.of(), false, Map.of())),
                        Message.of(Role.ASSISTANT, Part.Text.of(" ")),
                        Message.of(Role.USER, Part.Text.of("So?")))
                .withOptions(options(10_000, null, null, null, "low", null));

        assertThat(settings("claude-sonnet-4-5", request).thinking()).isNull();
    }

    @Test
    void anAnswerThatHasBegunIsGoneOnWithWithoutReasoning() {
        ChatRequest request = Samples.request(
                        Dialect.OPENAI_CHAT,
                        Message.of(Role.USER, Part.Text.of("Hi")),
                        Message.of(Role.ASSISTANT, Part.Text.of("The answer")))
                .withOptions(options(10_000, null, null, null, "low", null));

        assertThat(settings("claude-sonnet-4-5", request).thinking()).isNull();
        assertThat(unsupported).isEmpty();
    }

    @Test
    void adaptiveThinkingBecomesABudgetWhereThereIsNoOther() {
        ChatRequest request = Samples.withExtra(
                request(Dialect.ANTHROPIC_MESSAGES, options(10_000, null, null, null, null, null)),
                Map.of("thinking", Map.of("type", "adaptive", "display", "omitted")));

        assertThat(settings("claude-haiku-4-5", request).thinking())
                .isEqualTo(Map.of("type", "enabled", "budget_tokens", 8_000, "display", "omitted"));
        assertThat(settings("anthropic.claude-sonnet-4-6", request).thinking())
                .isEqualTo(Map.of("type", "adaptive", "display", "omitted"));
        assertThat(settings("claude-3-haiku-20240307", request).thinking()).isNull();
        assertThat(unsupported).isEmpty();
        assertThat(omitted).containsExactly("thinking");
    }

    private ClaudeSettings afterTools(Part... said) {
        Part result = new Part.ToolResult("c1", List.of(Part.Text.of("rain")), false, Map.of());
        ChatRequest request = Samples.request(
                        Dialect.OPENAI_CHAT,
                        Message.of(Role.USER, Part.Text.of("Hi")),
                        Message.of(Role.ASSISTANT, said),
                        Message.of(Role.TOOL, result))
                .withOptions(options(10_000, null, null, null, "low", null));
        return settings("us.anthropic.claude-sonnet-4-5-20250929-v1:0", request);
    }

    private ClaudeSettings settings(String model, Options options) {
        return settings(model, request(Dialect.OPENAI_CHAT, options));
    }

    private ClaudeSettings settings(String model, ChatRequest request) {
        return ClaudeSettings.of(call(model, request, new UnsupportedFieldPolicy() {
            @Override
            public void unsupported(String field, String reason) {
                unsupported.add(field);
            }

            @Override
            public void omitted(String field, String reason) {
                omitted.add(field);
            }
        }));
    }

    private static ClaudeRequest call(String model, ChatRequest request, UnsupportedFieldPolicy unsupported) {
        Integer maxTokens = request.options().maxTokens();
        ModelSpec spec = Samples.model(ProviderId.BEDROCK, model);
        TranslationContext context =
                new TranslationContext(request, spec, unsupported, Dialect.ANTHROPIC_MESSAGES, Plain.json());
        return new ClaudeRequest(context, maxTokens == null ? 4_096 : maxTokens);
    }

    private static ChatRequest request(Dialect dialect, Options options) {
        return Samples.request(dialect, Message.of(Role.USER, Part.Text.of("Hi")))
                .withOptions(options);
    }

    private static Options sampled(Double temperature, Double topP, Integer topK) {
        return options(null, temperature, topP, topK, null, null);
    }

    private static Options options(
            Integer maxTokens, Double temperature, Double topP, Integer topK, String effort, Integer budget) {
        return new Options(
                maxTokens,
                temperature,
                topP,
                topK,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                effort,
                budget,
                null);
    }
}
