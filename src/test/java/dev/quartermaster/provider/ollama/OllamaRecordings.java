package dev.quartermaster.provider.ollama;

import static dev.quartermaster.domain.FailureKind.ERROR;
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
import java.util.List;
import java.util.Map;

/** Ollama's own chat. */
public final class OllamaRecordings implements Recordings {

    private final Json json = Plain.json();

    @Override
    public List<Told> whole() {
        return List.of(
                Told.of(
                        "ollama/text.json",
                        "llama3",
                        FinishReason.STOP,
                        Usage.of(17, 66),
                        83,
                        Part.Text.of("A joke about OpenTelemetry!\n\nWhy did the OpenTelemetry agent go to therapy?")),
                Told.of(
                        "ollama/tool.json",
                        "llama3.2",
                        FinishReason.TOOL_CALLS,
                        Usage.of(122, 33),
                        155,
                        new Part.ToolCall(
                                "call_1",
                                "get_current_weather",
                                "{\"format\":\"celsius\",\"location\":\"Paris, FR\"}",
                                Map.of())),
                Told.of(
                        "ollama/structured.json",
                        "llama3.1",
                        FinishReason.STOP,
                        Usage.of(34, 12),
                        46,
                        Part.Text.of("{\"age\": 22, \"available\": false}")),
                Told.of(
                        "ollama/no-done-reason.json",
                        "llama3.2",
                        FinishReason.STOP,
                        Usage.of(26, 298),
                        324,
                        Part.Text.of("Hello! How are you today?")));
    }

    @Override
    public List<Told> streamed() {
        return List.of(
                Told.of(
                        "ollama/stream-text.ndjson",
                        "llama3",
                        FinishReason.STOP,
                        Usage.of(17, 50),
                        67,
                        Part.Text.of("Why did the OpenTelemetry agent go to therapy?\n\n")),
                Told.of(
                        "ollama/stream-bare-ending.ndjson",
                        "llama3.2",
                        FinishReason.STOP,
                        Usage.of(26, 282),
                        308,
                        Part.Text.of("The")));
    }

    @Override
    public List<Refused> refused() {
        return List.of(
                // The model was loaded, and nothing was asked of it: another try gets an answer.
                Refused.passing("ollama/loaded.json", 200, ERROR),
                Refused.permanent("ollama/error-model-not-found.json", 404, UNAVAILABLE));
    }

    @Override
    public ChatReply read(byte[] body) {
        return new ReplyTranslator(json).reply(json.read(body, Wire.Line.class), Samples.question("Hi"));
    }

    @Override
    public StreamReader reader() {
        ProviderCall<ChatRequest> call = new ProviderCall<>(
                Samples.model(ProviderId.OLLAMA, "llama3.2"), Samples.question("Hi"), null, quota -> {});
        ErrorReader errors = new ErrorReader(json, new FailureClassifier(FailureTable.standard(), Clock.systemUTC()));
        return new ChatStream(call, json, errors);
    }
}
