package dev.quartermaster.provider.google;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.ProviderContract;
import dev.quartermaster.provider.ProviderFactory;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;

@QuarkusTest
class GoogleContractComponentTest extends ProviderContract {

    @Inject
    GoogleFactory factory;

    @Override
    protected ProviderFactory factory() {
        return factory;
    }

    @Override
    protected ProviderId id() {
        return ProviderId.GOOGLE;
    }

    @Override
    protected String wholeAnswer() {
        return """
                {"candidates":[{"content":{"role":"model","parts":[{"text":"Hello there."}]},"finishReason":"STOP",
                   "index":0}],
                 "usageMetadata":{"promptTokenCount":11,"candidatesTokenCount":4,"totalTokenCount":15},
                 "modelVersion":"sample-1","responseId":"r1"}""";
    }

    @Override
    protected String emptyAnswer() {
        return """
                {"candidates":[{"content":{"role":"model"},"finishReason":"STOP","index":0}],
                 "usageMetadata":{"promptTokenCount":11,"totalTokenCount":11},"modelVersion":"sample-1"}""";
    }

    @Override
    protected String errorInside() {
        return """
                {"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}""";
    }

    @Override
    protected String errorEchoing(String text) {
        return "{\"error\":{\"code\":400,\"message\":\"" + text + "\",\"status\":\"SOME_ERROR\"}}";
    }

    @Override
    protected String streamType() {
        return "text/event-stream";
    }

    @Override
    protected List<String> streamBeginning() {
        return List.of(
                chunk("{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Hello\"}]},\"index\":0}", 1),
                chunk("{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\" there.\"}]},\"index\":0}", 2));
    }

    @Override
    protected List<String> streamEnd() {
        return List.of(chunk(
                "{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"\"}]},\"finishReason\":\"STOP\",\"index\":0}",
                4));
    }

    @Override
    protected String errorInStream() {
        return "data: " + errorInside() + "\r\n\r\n";
    }

    @Override
    protected String probePath() {
        return "/v1beta/models?pageSize=1";
    }

    private static String chunk(String candidate, int output) {
        return "data: {\"candidates\":[" + candidate + "],\"usageMetadata\":{\"promptTokenCount\":11,"
                + "\"candidatesTokenCount\":" + output + ",\"totalTokenCount\":" + (11 + output)
                + "},\"modelVersion\":\"sample-1\",\"responseId\":\"r1\"}\r\n\r\n";
    }
}
