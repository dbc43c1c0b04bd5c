package dev.quartermaster.provider.bedrock;

import static dev.quartermaster.domain.FailureKind.ERROR;
import static dev.quartermaster.domain.FailureKind.INVALID_REQUEST;
import static dev.quartermaster.domain.FailureKind.RATE_LIMITED;

import com.fasterxml.jackson.databind.JsonNode;
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

/** Converse and ConverseStream, the streams byte for byte as they came, checksums included. */
public final class BedrockRecordings implements Recordings {

    private static final String SEAL =
            "ErcBCkgICxABGAIiQFX7K5soRl8+TpP81l9aqf9CeeHb/VrhajZmRFqvlcQ9AnJGDJ0jB21V+aR1fZ7is"
                    + "Eho6TqGKxj3PoCosrG5pqgSDGPkibAcz/jQlQCSnhoMXCBpYENzqz6VpRoIIjBFSJRguBN0ZMK+ZfibBir8JIEFWxN0FdPBx2SnK1P7kV"
                    + "Zqhu5sirDvnYQWzjisUPIqHTv8Ns1HVCGnL3QfevKAk5aX5fNBdYO5GULIMw7TGAI=";

    private final Json json = Plain.json();

    @Override
    public List<Told> whole() {
        return List.of(
                told("converse-text.json", FinishReason.STOP, Usage.of(12, 8), 20, Part.Text.of("This is a test.")),
                told(
                        "converse-parallel-tools.json",
                        FinishReason.TOOL_CALLS,
                        Usage.of(415, 190),
                        605,
                        Part.Text.of(
                                "<thinking> To provide the weather information for both Seattle and San Francisco, I will"
                                        + " use the `get_current_weather` tool for each city.</thinking>\n"),
                        call("tooluse_tggNKJbGSrm48inRqf3Rvw", "get_current_weather", "{\"location\":\"Seattle\"}"),
                        call(
                                "tooluse_bRV9WIcFSxyrLY6-MVkZRA",
                                "get_current_weather",
                                "{\"location\":\"San Francisco\"}")),
                told(
                        "converse-thinking-tool.json",
                        FinishReason.TOOL_CALLS,
                        Usage.of(397, 138),
                        535,
                        new Part.Thinking(
                                "The user wants to know the largest city in their country, but I don't know which country"
                                        + " they're from.",
                                SEAL,
                                Map.of()),
                        Part.Text.of(
                                "I'll need to check which country you're in first to answer your question about the"
                                        + " largest city."),
                        call("tooluse_4Lo0VS-FT5yev_-skOCQdw", "get_user_country", "{}")),
                told(
                        "converse-redacted.json",
                        FinishReason.STOP,
                        Usage.of(92, 198),
                        290,
                        new Part.Opaque(
                                Dialect.ANTHROPIC_MESSAGES,
                                "redacted_thinking",
                                Map.of(
                                        "type",
                                        "redacted_thinking",
                                        "data",
                                        "RXRNRkNrZ0lDeEFCR0FJcVFHcUJNd0JpNDYrU0RFRVkzQ3MwbUNzWDVNZHg=")),
                        Part.Text.of(
                                "I don't have any special triggers or hidden modes that can be activated with specific"
                                        + " strings.")),
                told(
                        "converse-cache-write.json",
                        FinishReason.STOP,
                        new Usage(2, 0, 1322, 0, 5, 0, 0, false),
                        1329,
                        Part.Text.of("21")),
                told(
                        "converse-cache-read-cut.json",
                        FinishReason.LENGTH,
                        new Usage(4, 2701, 0, 0, 10, 0, 0, false),
                        2715,
                        Part.Text.of("Certainly! If this is a test, here\u2019")),
                told(
                        "converse-guardrail.json",
                        FinishReason.CONTENT_FILTER,
                        Usage.of(18, 12),
                        30,
                        Part.Text.of("Sorry, the model cannot answer this question.")));
    }

    @Override
    public List<Told> streamed() {
        return List.of(
                told(
                        "converse-stream-text.hex",
                        FinishReason.LENGTH,
                        Usage.of(8, 10),
                        18,
                        Part.Text.of("Hi! How can I help you")),
                told(
                        "converse-stream-structured.hex",
                        FinishReason.STOP,
                        Usage.of(180, 12),
                        192,
                        Part.Text.of("{\"city\":\"Paris\",\"country\":\"France\"}")),
                told(
                        "converse-stream-cached.hex",
                        FinishReason.LENGTH,
                        new Usage(4, 2701, 0, 0, 10, 0, 0, false),
                        2715,
                        Part.Text.of("It sounds like you're initiating a test scenario")),
                told(
                        "converse-stream-tool.hex",
                        FinishReason.TOOL_CALLS,
                        Usage.of(415, 202),
                        617,
                        call(
                                "tooluse_-hxBEEwGRc-VQqC2i7SFqg",
                                "get_current_weather",
                                "{\"location\":\"San Francisco\"}")));
    }

    @Override
    public List<Refused> refused() {
        return List.of(
                Refused.permanent("bedrock/error-invalid-model.json", 400, INVALID_REQUEST)
                        .with(
                                "x-amzn-errortype",
                                "ValidationException:http://internal.amazon.com/coral/com.amazon.bedrock/"),
                Refused.permanent("bedrock/error-untyped.json", 400, INVALID_REQUEST),
                Refused.passing("bedrock/error-throttling.json", 429, RATE_LIMITED),
                Refused.passing("bedrock/error-internal.json", 500, ERROR),
                Refused.passing("bedrock/converse-stream-exception.hex", 200, ERROR));
    }

    @Override
    public ChatReply read(byte[] body) {
        return new ReplyTranslator(json).reply(json.read(body, JsonNode.class), null, Samples.question("Hi"));
    }

    @Override
    public StreamReader reader() {
        ProviderCall<ChatRequest> call = new ProviderCall<>(
                Samples.model(ProviderId.BEDROCK, "amazon.nova-micro-v1:0"), Samples.question("Hi"), null, quota -> {});
        ErrorReader errors = new ErrorReader(json, new FailureClassifier(FailureTable.standard(), Clock.systemUTC()));
        return new ChatStream(call, json, errors);
    }

    private static Told told(String file, FinishReason finish, Usage usage, long total, Part... parts) {
        return Told.of("bedrock/" + file, null, finish, usage, total, parts);
    }

    private static Part call(String id, String name, String arguments) {
        return new Part.ToolCall(id, name, arguments, Map.of());
    }
}
