package dev.quartermaster.provider.anthropic;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.ProviderContract;
import dev.quartermaster.provider.ProviderFactory;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;

@QuarkusTest
class AnthropicContractComponentTest extends ProviderContract {

    @Inject
    AnthropicFactory factory;

    @Override
    protected ProviderFactory factory() {
        return factory;
    }

    @Override
    protected ProviderId id() {
        return ProviderId.ANTHROPIC;
    }

    @Override
    protected String wholeAnswer() {
        return """
                {"id":"msg_01","type":"message","role":"assistant","model":"sample-1-20260101","content":[
                  {"type":"text","text":"Hello there."}],"stop_reason":"end_turn","stop_sequence":null,
                 "usage":{"input_tokens":11,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,
                          "output_tokens":4}}""";
    }

    @Override
    protected String emptyAnswer() {
        return """
                {"id":"msg_01","type":"message","role":"assistant","model":"sample-1","content":[],
                 "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":11,"output_tokens":2}}""";
    }

    @Override
    protected String errorInside() {
        return """
                {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_1"}""";
    }

    @Override
    protected String errorEchoing(String text) {
        return "{\"type\":\"error\",\"error\":{\"type\":\"some_error\",\"message\":\"" + text + "\"}}";
    }

    @Override
    protected String streamType() {
        return "text/event-stream; charset=utf-8";
    }

    @Override
    protected List<String> streamBeginning() {
        return List.of(event("""
                        {"type":"message_start","message":{"id":"msg_01","type":"message","role":"assistant",\
                        "model":"sample-1","content":[],"stop_reason":null,"stop_sequence":null,\
                        "usage":{"input_tokens":11,"output_tokens":1}}}"""), event("""
                        {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"""), event("{\"type\":\"ping\"}"), event("""
                        {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}"""), event("""
                        {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" there."}}"""));
    }

    @Override
    protected List<String> streamEnd() {
        return List.of(
                event("{\"type\":\"content_block_stop\",\"index\":0}"),
                event("""
                        {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},\
                        "usage":{"output_tokens":4}}"""),
                event("{\"type\":\"message_stop\"}"));
    }

    @Override
    protected String errorInStream() {
        return "event: error\ndata: " + errorInside() + "\n\n";
    }

    @Override
    protected String probePath() {
        return "/v1/models";
    }

    private static String event(String data) {
        String type = data.replaceFirst("^\\{\"type\":\"(\\w+)\".*", "$1");
        return "event: " + type + "\ndata: " + data + "\n\n";
    }
}
