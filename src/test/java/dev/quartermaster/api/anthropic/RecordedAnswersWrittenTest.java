package dev.quartermaster.api.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.core.ObjectMappers;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.testing.EveryRecording;
import dev.quartermaster.testing.Gathered;
import dev.quartermaster.testing.Recording;
import dev.quartermaster.testing.Subset;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded answers of all providers, as the official client's strict reading sees what is made of them. */
class RecordedAnswersWrittenTest {

    private final ObjectMapper json = new ObjectMapper();
    private Usage usage = Usage.NONE;

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.quartermaster.testing.EveryRecording#answers")
    void theOfficialClientReadsEveryAnswer(String file, ChatReply reply) throws Exception {
        ObjectNode written = new MessageWriter(json).write(reply, "msg_own", "own");

        official(ObjectMappers.jsonMapper().readValue(written.toString(), Message.class), reply);
        if (reply.dialect() == Dialect.ANTHROPIC_MESSAGES) {
            JsonNode sent = json.readTree(json.writeValueAsBytes(written));
            assertThat(Subset.lost(json.readTree(Recording.bytes(file)), sent)).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.quartermaster.testing.EveryRecording#streams")
    void theOfficialClientReadsEveryStream(String file, List<ChatDelta> deltas) throws Exception {
        MessageStream stream = new MessageStream(json, "msg_own", "own", () -> usage);
        MessageAccumulator pieces = MessageAccumulator.create();
        for (ChatDelta delta : deltas) {
            usage = delta instanceof ChatDelta.Used used ? used.usage() : usage;
            accumulate(stream.write(delta), pieces);
        }
        accumulate(stream.last(), pieces);
        pieces.accumulate(event("{\"type\":\"message_stop\"}"));

        official(pieces.message(), Gathered.of(deltas));
    }

    private void accumulate(List<ObjectNode> events, MessageAccumulator pieces) throws IOException {
        for (ObjectNode event : events) {
            if (!event.get("type").textValue().equals("ping")) {
                pieces.accumulate(event(json.writeValueAsString(event)));
            }
        }
    }

    private static RawMessageStreamEvent event(String event) throws IOException {
        return ObjectMappers.jsonMapper()
                .readValue(event, RawMessageStreamEvent.class)
                .validate();
    }

    private static void official(Message read, ChatReply reply) {
        read.validate();
        assertThat(String.join(
                        "",
                        read.content().stream()
                                .flatMap(block -> block.text().stream())
                                .map(text -> text.text())
                                .toList()))
                .isEqualTo(EveryRecording.text(reply) + EveryRecording.refusal(reply));
        assertThat(read.content().stream().filter(ContentBlock::isToolUse)).hasSameSizeAs(EveryRecording.calls(reply));
        assertThat(read.usage().inputTokens()
                        + read.usage().cacheReadInputTokens().orElse(0L)
                        + read.usage().cacheCreationInputTokens().orElse(0L)
                        + read.usage().outputTokens())
                .isEqualTo(reply.usage().totalTokens());
    }
}
