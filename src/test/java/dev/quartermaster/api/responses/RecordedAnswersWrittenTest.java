package dev.quartermaster.api.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.core.ObjectMappers;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStreamEvent;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.testing.EveryRecording;
import dev.quartermaster.testing.Gathered;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded answers of all providers, as the official client's strict reading sees what is made of them. */
class RecordedAnswersWrittenTest {

    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.quartermaster.testing.EveryRecording#answers")
    void theOfficialClientReadsEveryAnswer(String file, ChatReply reply) throws Exception {
        ObjectNode written = new ResponsesAnswerWriter(json, Instant.EPOCH, json.createObjectNode())
                .write(Frames.frame(json), reply);

        official(ObjectMappers.jsonMapper().readValue(written.toString(), Response.class), reply);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.quartermaster.testing.EveryRecording#streams")
    void theOfficialClientReadsEveryStream(String file, List<ChatDelta> deltas) throws Exception {
        ChatReply reply = Gathered.of(deltas);
        ResponseEvents writer = new ResponseEvents(json, Frames.frame(json));
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        deltas.forEach(delta -> written.writeBytes(writer.step(delta)));
        written.writeBytes(writer.closing(reply.usage()));
        written.writeBytes(writer.terminal(reply.usage()));

        ResponseAccumulator pieces = ResponseAccumulator.create();
        for (String frame : written.toString(StandardCharsets.UTF_8).split("\n\n")) {
            String event = frame.substring(frame.indexOf("\ndata: ") + 7);
            pieces.accumulate(ObjectMappers.jsonMapper()
                    .readValue(event, ResponseStreamEvent.class)
                    .validate());
        }
        official(pieces.response(), reply);
    }

    private static void official(Response read, ChatReply reply) {
        assertThat(read.validate().output()).allMatch(ResponseOutputItem::isValid);
        assertThat(String.join(
                        "",
                        read.output().stream()
                                .flatMap(item -> item.message().stream())
                                .flatMap(message -> message.content().stream())
                                .flatMap(content -> content.outputText().stream())
                                .map(text -> text.text())
                                .toList()))
                .isEqualTo(EveryRecording.text(reply));
        assertThat(read.output().stream()
                        .flatMap(item -> item.functionCall().stream())
                        .map(call -> call.name() + call.arguments())
                        .toList())
                .isEqualTo(EveryRecording.calls(reply));
        assertThat(read.usage().orElseThrow().totalTokens())
                .isEqualTo(reply.usage().totalTokens());
    }
}
