package dev.quartermaster.api.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.core.ObjectMappers;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.testing.EveryRecording;
import dev.quartermaster.testing.Gathered;
import dev.quartermaster.testing.Recording;
import dev.quartermaster.testing.Subset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded answers of all providers, as the official client's strict reading sees what is made of them. */
class RecordedAnswersWrittenTest {

    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.quartermaster.testing.EveryRecording#answers")
    void theOfficialClientReadsEveryAnswer(String file, ChatReply reply) throws Exception {
        ObjectNode written = new ChatReplyWriter(json).write(reply, "chatcmpl-own", 7, "own");

        official(ObjectMappers.jsonMapper().readValue(written.toString(), ChatCompletion.class), reply);
        if (reply.dialect() == Dialect.OPENAI_CHAT) {
            assertThat(Subset.lost(json.readTree(Recording.bytes(file)), written))
                    .allMatch(path -> path.matches("/usage/.*_details/.*"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.quartermaster.testing.EveryRecording#streams")
    void theOfficialClientReadsEveryStream(String file, List<ChatDelta> deltas) throws Exception {
        ChatReply reply = Gathered.of(deltas);
        ChatCompletionAccumulator pieces = ChatCompletionAccumulator.create();
        for (ObjectNode chunk : written(deltas, reply)) {
            pieces.accumulate(chunk(chunk));
        }

        official(pieces.chatCompletion(), reply);
    }

    private List<ObjectNode> written(List<ChatDelta> deltas, ChatReply reply) {
        ChunkWriter writer = new ChunkWriter(json, "chatcmpl-own", 7, "own", true);
        List<ObjectNode> chunks = new ArrayList<>();
        deltas.forEach(delta -> chunks.addAll(writer.write(delta)));
        chunks.addAll(writer.last(reply.usage()));
        return chunks;
    }

    private static ChatCompletionChunk chunk(ObjectNode chunk) throws IOException {
        return ObjectMappers.jsonMapper()
                .readValue(chunk.toString(), ChatCompletionChunk.class)
                .validate();
    }

    private static void official(ChatCompletion read, ChatReply reply) {
        read.validate();
        var message = read.choices().get(0).message();
        assertThat(message.content().orElse("")).isEqualTo(EveryRecording.text(reply));
        assertThat(message.toolCalls().orElse(List.of()).stream()
                        .map(call -> call.asFunction().function())
                        .map(function -> function.name() + function.arguments())
                        .toList())
                .isEqualTo(EveryRecording.calls(reply));
        assertThat(read.usage().orElseThrow().totalTokens())
                .isEqualTo(reply.usage().totalTokens());
    }
}
