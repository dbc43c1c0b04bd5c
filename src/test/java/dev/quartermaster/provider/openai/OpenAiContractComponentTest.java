package dev.quartermaster.provider.openai;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.ProviderContract;
import dev.quartermaster.provider.ProviderFactory;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;

@QuarkusTest
class OpenAiContractComponentTest extends ProviderContract {

    @Inject
    OpenAiFactory factory;

    @Override
    protected ProviderFactory factory() {
        return factory;
    }

    @Override
    protected ProviderId id() {
        return ProviderId.OPENAI;
    }

    @Override
    protected String wholeAnswer() {
        return """
                {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"sample-1-2026","choices":[
                  {"index":0,"message":{"role":"assistant","content":"Hello there.","refusal":null},
                   "logprobs":null,"finish_reason":"stop"}],
                 "usage":{"prompt_tokens":11,"completion_tokens":4,"total_tokens":15}}""";
    }

    @Override
    protected String emptyAnswer() {
        return """
                {"id":"chatcmpl-1","model":"sample-1","choices":[
                  {"index":0,"message":{"role":"assistant","content":""},"finish_reason":"stop"}],
                 "usage":{"prompt_tokens":11,"completion_tokens":0,"total_tokens":11}}""";
    }

    @Override
    protected String errorInside() {
        return """
                {"error":{"message":"The server had an error","type":"server_error","param":null,"code":null}}""";
    }

    @Override
    protected String errorEchoing(String text) {
        return "{\"error\":{\"message\":\"" + text + "\",\"type\":\"some_error\",\"param\":null,\"code\":null}}";
    }

    @Override
    protected String streamType() {
        return "text/event-stream; charset=utf-8";
    }

    @Override
    protected List<String> streamBeginning() {
        return List.of(
                chunk("{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}"),
                chunk("{\"index\":0,\"delta\":{\"content\":\"Hello\"},\"finish_reason\":null}"),
                chunk("{\"index\":0,\"delta\":{\"content\":\" there.\"},\"finish_reason\":null}"));
    }

    @Override
    protected List<String> streamEnd() {
        return List.of(
                chunk("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}"),
                "data: {\"id\":\"chatcmpl-1\",\"model\":\"sample-1\",\"choices\":[],"
                        + "\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":4,\"total_tokens\":15}}\n\n",
                "data: [DONE]\n\n");
    }

    @Override
    protected String errorInStream() {
        return "data: " + errorInside() + "\n\n";
    }

    @Override
    protected String probePath() {
        return "/v1/models";
    }

    private static String chunk(String choice) {
        return "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"model\":\"sample-1\",\"choices\":["
                + choice + "],\"usage\":null}\n\n";
    }
}
