package dev.quartermaster.provider.openai.responses;

import static dev.quartermaster.domain.FailureKind.RATE_LIMITED;

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
import java.util.List;
import java.util.Map;

/** OpenAI's Responses, asked for by a caller of another dialect. */
public final class ResponsesRecordings implements Recordings {

    private final Json json = Plain.json();

    @Override
    public List<Told> whole() {
        return List.of(Told.of(
                "openai/responses-tool.json",
                "gpt-4o-2024-08-06",
                FinishReason.TOOL_CALLS,
                Usage.of(256, 18),
                274,
                new Part.ToolCall(
                        "call_61cRAI5gleGxCN89umufHn2a", "get_capital", "{\"country\":\"PotatoLand\"}", Map.of())));
    }

    @Override
    public List<Told> streamed() {
        return List.of(Told.of(
                "openai/responses-text.sse",
                "gpt-4o-mini-2024-07-18",
                FinishReason.STOP,
                Usage.of(9, 10),
                19,
                Part.Text.of("Hello! How can I assist you today?")));
    }

    @Override
    public List<Refused> refused() {
        return List.of(Refused.permanent("openai/responses-quota.sse", 200, RATE_LIMITED));
    }

    @Override
    public ChatReply read(byte[] body) {
        return ReplyTranslator.reply(json.read(body, Wire.Reply.class), Samples.question("Hi"));
    }

    @Override
    public StreamReader reader() {
        ProviderCall<ChatRequest> call = new ProviderCall<>(
                Samples.model(ProviderId.OPENAI, "gpt-5-pro"), Samples.question("Hi"), null, quota -> {});
        ErrorReader errors = new ErrorReader(json, new FailureClassifier(FailureTable.standard(), Clock.systemUTC()));
        return new ResponsesStream(call, json, errors, headers -> {});
    }
}
