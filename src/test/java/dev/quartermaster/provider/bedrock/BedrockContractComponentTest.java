package dev.quartermaster.provider.bedrock;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.ProviderContract;
import dev.quartermaster.provider.ProviderFactory;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

@QuarkusTest
class BedrockContractComponentTest extends ProviderContract {

    private static final String USAGE = "{\"inputTokens\":11,\"outputTokens\":4,\"totalTokens\":15}";

    @Inject
    BedrockFactory factory;

    @Override
    protected ProviderFactory factory() {
        return factory;
    }

    @Override
    protected ProviderId id() {
        return ProviderId.BEDROCK;
    }

    @Override
    protected String wholeAnswer() {
        return answer("[{\"text\":\"Hello there.\"}]");
    }

    @Override
    protected String emptyAnswer() {
        return answer("[]");
    }

    @Override
    protected String errorInside() {
        return "{\"__type\":\"com.amazon.coral.service#InternalServerException\",\"message\":\"try again\"}";
    }

    @Override
    protected String errorEchoing(String text) {
        return "{\"message\":\"" + text + "\"}";
    }

    @Override
    protected String streamType() {
        return "application/vnd.amazon.eventstream";
    }

    @Override
    protected Charset streamCharset() {
        return StandardCharsets.ISO_8859_1;
    }

    @Override
    protected List<String> streamBeginning() {
        return List.of(
                event("messageStart", "{\"role\":\"assistant\"}"),
                event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Hello\"}}"),
                event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\" there.\"}}"));
    }

    @Override
    protected List<String> streamEnd() {
        return List.of(
                event("contentBlockStop", "{\"contentBlockIndex\":0}"),
                event("messageStop", "{\"stopReason\":\"end_turn\"}"),
                event("metadata", "{\"usage\":" + USAGE + ",\"metrics\":{\"latencyMs\":7}}"));
    }

    @Override
    protected String errorInStream() {
        return Frames.text(Frames.exception("modelStreamErrorException", "the model broke off"));
    }

    @Override
    protected String probePath() {
        return "/foundation-models?byProvider=Amazon";
    }

    private static String event(String type, String json) {
        return Frames.text(Frames.event(type, json));
    }

    private static String answer(String content) {
        return "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":" + content + "}},"
                + "\"stopReason\":\"end_turn\",\"usage\":" + USAGE + ",\"metrics\":{\"latencyMs\":7}}";
    }
}
