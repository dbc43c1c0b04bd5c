package dev.quartermaster.provider.google;

import static dev.quartermaster.domain.FailureKind.AUTHENTICATION;
import static dev.quartermaster.domain.FailureKind.CONTENT_POLICY;
import static dev.quartermaster.domain.FailureKind.ERROR;
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
import dev.quartermaster.provider.translation.Json;
import dev.quartermaster.testing.Plain;
import dev.quartermaster.testing.Refused;
import dev.quartermaster.testing.Samples;
import dev.quartermaster.testing.Told;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Gemini's answers, over the Gemini API but for one of Vertex. */
public final class GoogleRecordings implements Recordings {

    private static final String SIGNATURE = "thoughtSignature";

    private final Json json = Plain.json();

    @Override
    public List<Told> whole() {
        return List.of(
                Told.of(
                        "google/tool-thought.json",
                        "gemini-3-pro-preview",
                        FinishReason.TOOL_CALLS,
                        new Usage(29, 0, 0, 0, 1816, 1801, 0, false),
                        1845,
                        new Part.ToolCall(
                                "call_JniLacKqGqH0xs0P0O776As_0_0",
                                "weather",
                                "{\"location\":\"San Francisco\"}",
                                Map.of(
                                        SIGNATURE,
                                        "Eqo+Cqc+Ab4+9vtgONaaz6qwy6WXdp7gCd2w0X+Wz2gaBgY0Gv6A12JKo0y5vQwf9YQFyhMbKr1E9m17V"
                                                + "T6HXd7jXzjaGYaE"))),
                Told.of(
                        "google/structured.json",
                        "gemini-2.0-flash",
                        FinishReason.STOP,
                        Usage.of(8, 20),
                        28,
                        Part.Text.of("{\n  \"city\": \"Mexico City\",\n  \"country\": \"Mexico\"\n}")),
                Told.of(
                        "google/max-tokens.json",
                        "gemini-2.5-flash",
                        FinishReason.LENGTH,
                        Usage.of(15, 5),
                        20,
                        Part.Text.of("The capital of France is")),
                Told.of(
                        "google/no-finish-reason.json",
                        "gemini-1.5-flash",
                        FinishReason.STOP,
                        Usage.of(7, 11),
                        18,
                        Part.Text.of("Hello there! How can I help you today?\n")),
                Told.of(
                        "google/cached-tool-use.json",
                        "gemini-2.5-flash",
                        FinishReason.STOP,
                        new Usage(73, 4, 0, 0, 160, 89, 65, false),
                        237,
                        Part.Text.of("42")));
    }

    @Override
    public List<Told> streamed() {
        return List.of(
                Told.of(
                        "google/stream-text.sse",
                        "gemini-2.5-flash",
                        FinishReason.STOP,
                        new Usage(15, 0, 0, 0, 24, 16, 0, false),
                        39,
                        Part.Text.of("The capital of France is **Paris**.")),
                Told.of(
                        "google/stream-tool-thought.sse",
                        "gemini-3-pro-preview",
                        FinishReason.TOOL_CALLS,
                        new Usage(29, 0, 0, 0, 120, 110, 0, false),
                        149,
                        new Part.ToolCall(
                                "call_SVV8aY6uBqe6qtsPmJbEuAM_0_0",
                                "get_country",
                                "{}",
                                Map.of(
                                        SIGNATURE,
                                        "Et8ECtwEAXLI2nyCB1jKZUE4ZxdH07XhZlpU7X7tlcbNO8oQurN910Rmh6fTq1azIzM7kzq/xMB7GilOxB"
                                                + "K6VMDoMgkGuIHttwPgPiwD2jO3a3ra4gFE+zxUPPx9R9bsRWd5641CymAZnsFeXVvrwYeeymh7g"
                                                + "xR0a8F0pYkxwvuMDgGJ"))),
                Told.of(
                        "google/stream-growing-prompt.sse",
                        "gemini-3-pro-preview",
                        FinishReason.STOP,
                        Usage.of(165, 8),
                        173,
                        Part.Text.of("The capital of Mexico is Mexico City.")),
                Told.of(
                        "google/stream-text-signature.sse",
                        "gemini-3.7-flash",
                        FinishReason.STOP,
                        new Usage(6, 0, 0, 0, 51, 50, 0, false),
                        57,
                        new Part.Text(
                                "OK",
                                Map.of(
                                        SIGNATURE,
                                        "Es0CCsoCARFNMg/eFi17gjqC+mbrDdiCRIwRpJ0dtLTVKe7ZesjJvP1UAUtV5hGqRmfwtxYt9xJQnGrFu3"
                                                + "WFpbA1u2oua5zICuIBMM4ag/2S0BXZSJvXp6BNNYdQl+qFZ9p5MOCOh9Gov00uvsGptZV4AL5o"))),
                Told.of(
                        "google/stream-thoughts.sse",
                        "gemma-4-26b-a4b-it",
                        FinishReason.STOP,
                        new Usage(6, 0, 0, 0, 77, 76, 0, false),
                        83,
                        new Part.Thinking(
                                "*   User input: \"Reply with exactly: hello\"\n     with exactly: hello\"\n"
                                        + "    *   Output: \"hello\"",
                                null,
                                Map.of()),
                        Part.Text.of("hello")),
                Told.of(
                        "google/stream-vertex-no-arguments.sse",
                        "gemini-3-flash-preview",
                        FinishReason.TOOL_CALLS,
                        new Usage(249, 0, 0, 0, 241, 183, 0, false),
                        490,
                        new Part.Thinking(
                                "**Processing User Requests**\n\nI've started by understanding the user's instructions.\n\n\n",
                                null,
                                Map.of()),
                        new Part.ToolCall(
                                "call__vr4aYiWEJnYodAPkujX0QM_0_1",
                                "read_theme",
                                "{}",
                                Map.of(
                                        SIGNATURE,
                                        "AY89a18a8/Loc2wl5oft+F3qHoU4VPX0L9ljRtKxfjhEuimSIqhzYEJAGT5Sgd8OH2C+Te2YY1DKfGsr+a"
                                                + "jyR7o2gTbljQMXyvmOimX/W3ZzWOabOHpiC5zNjii2CfPB"))));
    }

    @Override
    public List<Refused> refused() {
        return List.of(
                Refused.permanent("google/safety.json", 200, CONTENT_POLICY),
                Refused.permanent("google/prompt-blocked.json", 200, CONTENT_POLICY),
                Refused.permanent("google/stream-prompt-blocked.sse", 200, CONTENT_POLICY),
                Refused.permanent("google/max-tokens-empty.json", 200, ERROR),
                Refused.permanent("google/error-key-invalid.json", 400, AUTHENTICATION),
                Refused.permanent("google/error-thinking-level.json", 400, INVALID_REQUEST),
                Refused.permanent("google/error-model-not-found.json", 404, UNAVAILABLE),
                Refused.passing("google/error-quota.json", 429, RATE_LIMITED).after(Duration.ofSeconds(47)));
    }

    @Override
    public ChatReply read(byte[] body) {
        return new ReplyTranslator(json).reply(json.read(body, Wire.Reply.class), Samples.question("Hi"));
    }

    @Override
    public StreamReader reader() {
        ProviderCall<ChatRequest> call = new ProviderCall<>(
                Samples.model(ProviderId.GOOGLE, "gemini-2.5-flash"), Samples.question("Hi"), null, quota -> {});
        ErrorReader errors = new ErrorReader(json, new FailureClassifier(FailureTable.standard(), Clock.systemUTC()));
        return new GenerateStream(call, json, errors);
    }
}
