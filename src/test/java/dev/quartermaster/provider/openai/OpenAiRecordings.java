package dev.quartermaster.provider.openai;

import static dev.quartermaster.domain.FailureKind.CONTENT_POLICY;
import static dev.quartermaster.domain.FailureKind.CONTEXT_WINDOW;
import static dev.quartermaster.domain.FailureKind.INVALID_REQUEST;
import static dev.quartermaster.domain.FailureKind.RATE_LIMITED;
import static dev.quartermaster.domain.FailureKind.UNAVAILABLE;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.Recordings;
import dev.quartermaster.provider.StreamReader;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.FailureTable;
import dev.quartermaster.provider.openai.wire.ErrorReader;
import dev.quartermaster.provider.translation.Json;
import dev.quartermaster.testing.Plain;
import dev.quartermaster.testing.Refused;
import dev.quartermaster.testing.Samples;
import dev.quartermaster.testing.Told;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** OpenAI's chat completions, with Azure's and DeepSeek's as compatible ones. */
public final class OpenAiRecordings implements Recordings {

    private final Json json = Plain.json();

    @Override
    public List<Told> whole() {
        return List.of(
                Told.of(
                        "openai/chat-tool.json",
                        "gpt-4.1-mini-2025-04-14",
                        FinishReason.TOOL_CALLS,
                        Usage.of(50, 15),
                        65,
                        call("call_rtFKwAIteZdMYlGvskQUU6Ao", "get_temperature", "{\"city\":\"Tokyo\"}")),
                Told.of(
                        "openai/chat-structured.json",
                        "gpt-4o-2024-08-06",
                        FinishReason.STOP,
                        Usage.of(100, 15),
                        115,
                        Part.Text.of("{\"city\":\"Mexico City\",\"country\":\"Mexico\"}")),
                Told.of(
                        "openai/chat-choices.json",
                        "gpt-4o-mini-2024-07-18",
                        FinishReason.STOP,
                        Usage.of(12, 17),
                        29,
                        Part.Text.of("This is a test.")),
                Told.of(
                        "openai/chat-refusal.json",
                        "gpt-4o-2024-08-06",
                        FinishReason.STOP,
                        Usage.of(65, 13),
                        78,
                        new Part.Refusal("I'm very sorry, but I can't assist with that request.", Map.of())),
                Told.of(
                        "openai/chat-reasoning.json",
                        "gpt-5-nano-2025-08-07",
                        FinishReason.STOP,
                        new Usage(11, 0, 0, 0, 228, 192, 0, false),
                        239,
                        Part.Text.of("3\n\nThere are three 'r' letters in \"strawberry\" (positions 3, 8, and 9).")));
    }

    @Override
    public List<Told> streamed() {
        return List.of(
                Told.of(
                        "openai/stream-parallel-tools.sse",
                        "gpt-4o-mini-2024-07-18",
                        FinishReason.TOOL_CALLS,
                        Usage.of(75, 51),
                        126,
                        call("call_CqwFQqzbiNttzDzEXiUitRos", "get_current_weather", "{\"location\": \"Seattle, WA\"}"),
                        call(
                                "call_SGVgEhhsqfE7s6MOHSXwKSGG",
                                "get_current_weather",
                                "{\"location\": \"San Francisco, CA\"}")),
                Told.of(
                        "openai/stream-azure-router.sse",
                        "gpt-5-nano-2025-08-07",
                        FinishReason.STOP,
                        new Usage(15, 0, 0, 0, 78, 64, 0, false),
                        93,
                        Part.Text.of("Capital of Denmark.")),
                Told.of(
                        "openai/stream-deepseek-reasoning.sse",
                        "deepseek-v4-flash",
                        FinishReason.LENGTH,
                        new Usage(87, 0, 0, 0, 8, 7, 0, false),
                        95,
                        new Part.Thinking("We need to respond with OK.", null, Map.of())));
    }

    @Override
    public List<Refused> refused() {
        return List.of(
                Refused.permanent("openai/azure-filtered.json", 200, CONTENT_POLICY),
                Refused.permanent("openai/error-model-not-found.json", 404, UNAVAILABLE),
                Refused.permanent("openai/error-insufficient-quota.json", 429, RATE_LIMITED),
                Refused.passing("openai/error-rate-limit.json", 429, RATE_LIMITED)
                        .with("retry-after-ms", "6")
                        .after(Duration.ofMillis(6)),
                Refused.permanent("openai/error-context-length.json", 400, CONTEXT_WINDOW),
                Refused.permanent("openai/error-unsupported-parameter.json", 400, INVALID_REQUEST));
    }

    @Override
    public ChatReply read(byte[] body) {
        return ReplyTranslator.reply(json.read(body, Wire.Reply.class), Samples.question("Hi"));
    }

    @Override
    public StreamReader reader() {
        ProviderCall<ChatRequest> call = new ProviderCall<>(
                Samples.model(ProviderId.OPENAI, "gpt-4o"), Samples.question("Hi"), null, quota -> {});
        ErrorReader errors = new ErrorReader(json, new FailureClassifier(FailureTable.standard(), Clock.systemUTC()));
        return new ChatStream(call, json, errors, headers -> {});
    }

    private static Part call(String id, String name, String arguments) {
        return new Part.ToolCall(id, name, arguments, Map.of());
    }
}
