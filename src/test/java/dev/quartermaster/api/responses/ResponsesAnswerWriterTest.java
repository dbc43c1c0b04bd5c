package dev.quartermaster.api.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.core.ObjectMappers;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStatus;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole answers, as the official client's strict reading sees them. */
class ResponsesAnswerWriterTest {

    private static final Part.Opaque REDACTED = new Part.Opaque(
            Dialect.ANTHROPIC_MESSAGES, "redacted_thinking", Map.of("type", "redacted_thinking", "data", "xyz"));

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void everyPartBecomesAnItemThatTheOfficialClientReads() throws Exception {
        Response response = official(write(
                FinishReason.TOOL_CALLS,
                new Part.Thinking("Hm.", "sig", Map.of()),
                Part.Text.of("Looking."),
                new Part.Refusal("Not that.", Map.of()),
                new Part.ToolCall("a", "f", "{\"x\":1}", Map.of())));

        assertThat(response.id()).isEqualTo("resp_00000000000000000000000000000007");
        assertThat(response.status()).contains(ResponseStatus.COMPLETED);
        assertThat(response.model().asString()).isEqualTo("m-2");
        assertThat(response.output()).hasSize(3);
        assertThat(response.output().get(0).asReasoning().summary().get(0).text())
                .isEqualTo("Hm.");
        var message = response.output().get(1).asMessage();
        assertThat(message.content().get(0).asOutputText().text()).isEqualTo("Looking.");
        assertThat(message.content().get(1).asRefusal().refusal()).isEqualTo("Not that.");
        var call = response.output().get(2).asFunctionCall();
        assertThat(call.callId()).isEqualTo("a");
        assertThat(call.arguments()).isEqualTo("{\"x\":1}");
        assertThat(response.instructions()).isPresent();
        assertThat(response.temperature()).contains(0.5);
        assertThat(response.tools()).hasSize(1);
        var usage = response.usage().orElseThrow();
        assertThat(usage.inputTokens()).isEqualTo(5);
        assertThat(usage.inputTokensDetails().cachedTokens()).isEqualTo(2);
        assertThat(usage.outputTokensDetails().reasoningTokens()).isEqualTo(1);
        assertThat(usage.totalTokens()).isEqualTo(10);
    }

    @Test
    void anAnswerThatWasCutSaysWhy() throws Exception {
        Response cut = official(write(FinishReason.LENGTH, Part.Text.of("To be")));
        Response filtered = official(write(FinishReason.CONTENT_FILTER, Part.Text.of("To be")));

        assertThat(cut.status()).contains(ResponseStatus.INCOMPLETE);
        assertThat(cut.incompleteDetails().orElseThrow().reason().orElseThrow().asString())
                .isEqualTo("max_output_tokens");
        assertThat(filtered.incompleteDetails()
                        .orElseThrow()
                        .reason()
                        .orElseThrow()
                        .asString())
                .isEqualTo("content_filter");
    }

    @Test
    void reasoningComesBackAsItWasSealed() {
        Part.Thinking signed = new Part.Thinking("Hm.", "sig", Map.of());
        ObjectNode response = write(FinishReason.STOP, signed, REDACTED, Part.Text.of("Yes."));
        ObjectNode again = json.createObjectNode().put("model", "m");
        again.set("input", response.get("output"));

        List<Message> messages =
                new ResponsesRequestReader(json).read(again).chat().messages();

        assertThat(messages).singleElement().satisfies(turn -> {
            assertThat(turn.parts()).startsWith(signed, REDACTED).hasSize(3);
            assertThat(turn.text()).isEqualTo("Yes.");
        });
    }

    @Test
    void aForeignOrDamagedSealIsNoSignature() throws Exception {
        for (String sealed : List.of("gAAAAABsomething", "qm1.!!!", "qm1.e30")) {
            ObjectNode body = json.createObjectNode().put("model", "m");
            body.putArray("input").addObject().put("type", "reasoning").put("encrypted_content", sealed);

            List<Message> messages =
                    new ResponsesRequestReader(json).read(body).chat().messages();

            assertThat(messages.get(0).parts().get(0))
                    .isInstanceOfSatisfying(Part.Thinking.class, thinking -> assertThat(thinking.signature())
                            .isNull());
        }
    }

    private static Response official(ObjectNode response) throws Exception {
        Response read = ObjectMappers.jsonMapper().readValue(response.toString(), Response.class);
        assertThat(read.validate().output()).allMatch(ResponseOutputItem::isValid);
        return read;
    }

    private ObjectNode write(FinishReason finish, Part... parts) {
        ChatReply reply = new ChatReply(
                Dialect.OPENAI_CHAT,
                "c1",
                "m-2",
                List.of(new Choice(0, List.of(parts), finish, null, Map.of(), Map.of())),
                new Usage(3, 2, 0, 0, 5, 1, 0, false),
                Map.of());
        ObjectNode none = json.createObjectNode();
        return new ResponsesAnswerWriter(json, Instant.EPOCH, none).write(Frames.frame(json), reply);
    }
}
