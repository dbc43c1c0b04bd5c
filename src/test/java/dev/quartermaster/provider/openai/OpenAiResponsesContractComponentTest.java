package dev.quartermaster.provider.openai;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.Endpoint;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.ProviderContract;
import dev.quartermaster.provider.ProviderFactory;
import dev.quartermaster.testing.Samples;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;

/** The same promises for models that OpenAI serves by its other protocol. */
@QuarkusTest
class OpenAiResponsesContractComponentTest extends ProviderContract {

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
    protected ModelSpec model() {
        return Samples.model(id(), "sample-1").withEndpoints(Set.of(Endpoint.RESPONSES));
    }

    @Override
    protected String wholeAnswer() {
        return response("completed", message("Hello there."));
    }

    @Override
    protected String emptyAnswer() {
        return response("completed", message(""));
    }

    @Override
    protected String errorInside() {
        return "{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"failed\",\"model\":\"sample-1\",\"output\":[],"
                + "\"error\":{\"code\":\"server_error\",\"message\":\"The server had an error\"}}";
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
                event("response.created", "\"response\":" + response("in_progress", "")),
                event(
                        "response.output_item.added",
                        "\"output_index\":0,\"item\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\","
                                + "\"status\":\"in_progress\",\"content\":[]}"),
                event("response.output_text.delta", delta("Hello")),
                event("response.output_text.delta", delta(" there.")));
    }

    @Override
    protected List<String> streamEnd() {
        return List.of(
                event("response.output_item.done", "\"output_index\":0,\"item\":" + message("Hello there.")),
                event("response.completed", "\"response\":" + wholeAnswer()));
    }

    @Override
    protected String errorInStream() {
        return event("error", "\"code\":\"server_error\",\"message\":\"The server had an error\",\"param\":null");
    }

    @Override
    protected String probePath() {
        return "/v1/models";
    }

    private static String delta(String text) {
        return "\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"logprobs\":[],\"delta\":\"" + text
                + "\"";
    }

    private static String event(String type, String fields) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + fields.replace("\n", "") + "}\n\n";
    }

    private static String message(String text) {
        return "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"status\":\"completed\",\"content\":["
                + "{\"type\":\"output_text\",\"text\":\"" + text + "\",\"annotations\":[],\"logprobs\":[]}]}";
    }

    private static String response(String status, String item) {
        return "{\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":1,\"status\":\"" + status
                + "\",\"error\":null,\"incomplete_details\":null,\"model\":\"sample-1-2026\",\"output\":[" + item
                + "],\"usage\":{\"input_tokens\":11,\"input_tokens_details\":{\"cached_tokens\":0},"
                + "\"output_tokens\":4,\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":15}}";
    }
}
