package dev.quartermaster.provider.anthropic;

import static dev.quartermaster.domain.FailureKind.AUTHENTICATION;
import static dev.quartermaster.domain.FailureKind.INVALID_REQUEST;
import static dev.quartermaster.domain.FailureKind.UNAVAILABLE;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.Recordings;
import dev.quartermaster.provider.StreamReader;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.FailureTable;
import dev.quartermaster.provider.translation.Json;
import dev.quartermaster.testing.Plain;
import dev.quartermaster.testing.Refused;
import dev.quartermaster.testing.Samples;
import dev.quartermaster.testing.Told;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Anthropic's messages. */
public final class AnthropicRecordings implements Recordings {

    private static final String SEAL =
            "ErUBCkYIARgCIkCepoF8CXqdCGI7O1AAkEcxvta5WeUn1g3tOabtne7C0veTgb4mBCBB/rl13SMG1wijf"
                    + "paq06s2Tu8sf6J9CmeKEgw2ovIZoQGsrJ81ZIEaDEPNWl0TXzR0+AuTSiIw1rXwhHTbINnuGKC/Su7yTL+e28Njv5HYbyOBLG98oCsnMg"
                    + "eglPWWKlmhd9ik0TcXKh3wmkIqarugd7LuaWUDdtxyL9V0IJKnul7nuNx8Yg==";
    private static final String REDACTED =
            "EtgBCkYIBxgCKkDQfGkwzflEJP5asG3oQfJXcTwJLoRznn8CmuczWCsJ36dv93X9H0NCeaJRbi5Br"
                    + "CA2DyMgFnRKRuzZx8VTv5axEgwkFmcHJk8BSiZMZRQaDDYv2KZPfbFgRa2QjyIwm47f5YYsSK9CT/oh/WWpU1HJJVHr8lrC6HG1ItRdtM"
                    + "vYQYmEGy+KhyfcIACfbssVKkDGv/NKqNMOAcu0bd66gJ2+R1R0PX11Jxn2Nd1JtZqkxx7vMT/PXtHDhm9jkDZ2k/6RjRRFuab/DBV3yRY"
                    + "dZ1J0GAE=";

    private final Json json = Plain.json();

    @Override
    public List<Told> whole() {
        return List.of(
                Told.of(
                        "anthropic/text.json",
                        "claude-sonnet-4-20250514",
                        FinishReason.STOP,
                        Usage.of(13, 5),
                        18,
                        Part.Text.of("Hello!")),
                Told.of(
                        "anthropic/tool.json",
                        "claude-3-5-haiku-20241022",
                        FinishReason.TOOL_CALLS,
                        Usage.of(568, 58),
                        626,
                        call("toolu_013CVavAKjSN7RZoE2ZN4xQJ", "get_time", "{\"timezone\":\"America/Los_Angeles\"}")),
                Told.of(
                        "anthropic/tool-caller.json",
                        "claude-sonnet-4-5-20250929",
                        FinishReason.TOOL_CALLS,
                        Usage.of(822, 33),
                        855,
                        new Part.ToolCall(
                                "toolu_01MhUGx2K4rTe9D6nZxtGURs",
                                "getWeather",
                                "{\"location\":\"Tokyo\"}",
                                Map.of("caller", Map.of("type", "direct")))),
                Told.of(
                        "anthropic/structured.json",
                        "claude-sonnet-4-5-20250929",
                        FinishReason.STOP,
                        Usage.of(222, 43),
                        265,
                        Part.Text.of(
                                "{\"joke\": \"Why did the developer break up with OpenTelemetry? Because they had too many"
                                        + " spans of attention and the relationship had no context propagation!\", \"rating\": 7}")),
                Told.of("anthropic/refusal.json", "claude-fable-5", FinishReason.REFUSAL, Usage.of(18, 5), 23));
    }

    @Override
    public List<Told> streamed() {
        return List.of(
                Told.of(
                        "anthropic/stream-parallel-tools.sse",
                        "claude-3-5-sonnet-20240620",
                        FinishReason.TOOL_CALLS,
                        Usage.of(514, 168),
                        682,
                        Part.Text.of("Certainly! I'd be happy to help you with both"),
                        call(
                                "toolu_01UGYEgvuRFeXbTZKyDyqo9P",
                                "get_weather",
                                "{\"location\": \"New York, NY\", \"unit\": \"fahrenheit\"}"),
                        call("toolu_01VCGwdaiXbGQJHRCzoWgK2U", "get_time", "{\"timezone\": \"America/New_York\"}")),
                Told.of(
                        "anthropic/stream-tool-no-arguments.sse",
                        "claude-sonnet-4-5-20250929",
                        FinishReason.TOOL_CALLS,
                        Usage.of(565, 48),
                        613,
                        Part.Text.of("I'll update the issue list for you."),
                        call("toolu_01QE1WLsSVp5hy5Q3GmGTmjP", "updateIssueList", "{}")),
                Told.of(
                        "anthropic/stream-thinking.sse",
                        "claude-3-7-sonnet-20250219",
                        FinishReason.STOP,
                        Usage.of(52, 216),
                        268,
                        new Part.Thinking(
                                "Let me count the occurrences of the letter 'r' in the word \"strawberry\".",
                                SEAL,
                                Map.of()),
                        Part.Text.of("The letter 'r' appears 3 times in the word \"strawberry\".")),
                Told.of(
                        "anthropic/stream-redacted.sse",
                        "claude-sonnet-4-5-20250929",
                        FinishReason.STOP,
                        Usage.of(92, 189),
                        281,
                        new Part.Opaque(
                                Dialect.ANTHROPIC_MESSAGES,
                                "redacted_thinking",
                                Map.of("type", "redacted_thinking", "data", REDACTED)),
                        Part.Text.of("I notice that you've sent what appears to be some")),
                Told.of(
                        "anthropic/stream-cache-write-1h.sse",
                        "claude-sonnet-4-6",
                        FinishReason.STOP,
                        new Usage(13, 0, 0, 3913, 4, 0, 0, false),
                        3930,
                        Part.Text.of("Django")),
                Told.of(
                        "anthropic/stream-late-input.sse",
                        "claude-opus-4-5-20251101",
                        FinishReason.STOP,
                        Usage.of(61, 2),
                        63,
                        Part.Text.of("pong")),
                Told.of("anthropic/stream-refusal.sse", "claude-fable-5", FinishReason.REFUSAL, Usage.of(18, 5), 23));
    }

    @Override
    public List<Refused> refused() {
        return List.of(
                Refused.permanent("anthropic/error-authentication.json", 401, AUTHENTICATION),
                Refused.permanent("anthropic/error-not-found.json", 404, UNAVAILABLE),
                Refused.passing("anthropic/error-overloaded.json", 529, UNAVAILABLE),
                Refused.passing("anthropic/stream-overloaded.sse", 200, UNAVAILABLE),
                // Only its words tell what is wrong, and words are not read.
                Refused.permanent("anthropic/error-credit.json", 400, INVALID_REQUEST),
                Refused.permanent("anthropic/error-prompt-too-long.json", 400, INVALID_REQUEST));
    }

    @Override
    public ChatReply read(byte[] body) {
        return new ReplyTranslator(json).reply(json.read(body, Wire.Message.class), Samples.question("Hi"));
    }

    @Override
    public StreamReader reader() {
        ProviderCall<ChatRequest> call = new ProviderCall<>(
                Samples.model(ProviderId.ANTHROPIC, "claude-sonnet-4-5"), Samples.question("Hi"), null, quota -> {});
        ErrorReader errors = new ErrorReader(json, new FailureClassifier(FailureTable.standard(), Clock.systemUTC()));
        return new MessagesStream(call, json, errors, headers -> {});
    }

    private static Part call(String id, String name, String arguments) {
        return new Part.ToolCall(id, name, arguments, Map.of());
    }
}
