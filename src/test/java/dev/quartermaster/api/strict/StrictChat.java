package dev.quartermaster.api.strict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** The strictest reader of chat completion chunks there could be. */
final class StrictChat {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final boolean usageAsked;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thinking = new StringBuilder();
    private final List<String> names = new ArrayList<>();
    private final List<StringBuilder> arguments = new ArrayList<>();
    private JsonNode first;
    private boolean finished;
    private boolean usageSeen;

    private StrictChat(boolean usageAsked) {
        this.usageAsked = usageAsked;
    }

    static Told read(List<Event> events, boolean usageAsked) throws Exception {
        return new StrictChat(usageAsked).read(events);
    }

    private Told read(List<Event> events) throws Exception {
        assertThat(events).allSatisfy(event -> assertThat(event.name()).isNull());
        Event last = events.get(events.size() - 1);
        boolean failed = last.data() != null;
        events.subList(0, events.size() - 1).forEach(event -> chunk(event.data()));
        if (failed) {
            assertThat(last.data().path("error").properties())
                    .extracting(field -> field.getKey())
                    .contains("message", "type", "param", "code");
        } else {
            assertThat(last.text()).isEqualTo("[DONE]");
            assertThat(finished).isTrue();
            assertThat(usageSeen).isEqualTo(usageAsked);
        }
        List<Told.Call> calls = new ArrayList<>();
        for (int i = 0; i < names.size() && !failed; i++) {
            calls.add(new Told.Call(names.get(i), JSON.readTree(arguments.get(i).toString())));
        }
        return new Told(text.toString(), thinking.toString(), calls, failed);
    }

    private void chunk(JsonNode chunk) {
        assertThat(chunk).isNotNull();
        assertThat(usageSeen).as("nothing follows usage but the end").isFalse();
        assertThat(chunk.path("object").asText()).isEqualTo("chat.completion.chunk");
        assertThat(chunk.path("id").asText()).isNotEmpty();
        assertThat(chunk.path("model").asText()).isNotEmpty();
        assertThat(chunk.path("created").isIntegralNumber()).isTrue();
        assertThat(chunk.path("choices").isArray()).isTrue();
        if (first == null) {
            first = chunk;
            assertThat(chunk.at("/choices/0/delta/role").asText()).isEqualTo("assistant");
        } else {
            for (String field : List.of("id", "created", "model")) {
                assertThat(chunk.get(field)).isEqualTo(first.get(field));
            }
            assertThat(chunk.at("/choices/0/delta/role").isMissingNode()).isTrue();
        }
        usage(chunk);
        chunk.path("choices").forEach(this::choice);
    }

    private void usage(JsonNode chunk) {
        assertThat(chunk.has("usage")).isEqualTo(usageAsked);
        if (chunk.hasNonNull("usage")) {
            usageSeen = true;
            assertThat(chunk.path("choices")).isEmpty();
            assertThat(chunk.at("/usage/total_tokens").asLong())
                    .isEqualTo(chunk.at("/usage/prompt_tokens").asLong()
                            + chunk.at("/usage/completion_tokens").asLong());
        }
    }

    private void choice(JsonNode choice) {
        assertThat(finished).as("nothing follows the finish reason").isFalse();
        assertThat(choice.path("index").asInt(-1)).isZero();
        assertThat(choice.path("delta").isObject()).isTrue();
        assertThat(choice.has("finish_reason")).isTrue();
        finished = choice.hasNonNull("finish_reason");
        JsonNode delta = choice.get("delta");
        text.append(delta.path("content").asText(""));
        thinking.append(delta.path("reasoning_content").asText(""));
        delta.path("tool_calls").forEach(this::call);
    }

    private void call(JsonNode call) {
        int index = call.path("index").asInt(-1);
        if (index == names.size()) {
            assertThat(call.path("id").asText()).isNotEmpty();
            assertThat(call.path("type").asText()).isEqualTo("function");
            names.add(call.at("/function/name").asText());
            arguments.add(new StringBuilder());
        } else {
            assertThat(index).isBetween(0, names.size() - 1);
            assertThat(call.has("id")).isFalse();
        }
        assertThat(call.at("/function/arguments").isTextual()).isTrue();
        arguments.get(index).append(call.at("/function/arguments").textValue());
    }
}
