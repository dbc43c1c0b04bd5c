package dev.quartermaster.api.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChunkWriterTest {

    private static final String FRAME =
            "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":7,\"model\":\"m-2\",\"system_fingerprint\":\"fp\",";

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void theRoleGoesOutFirstAndUsageLastWhenAskedFor() {
        List<String> chunks = write(
                true,
                started(),
                new ChatDelta.PartOpened(0, 0, Part.Text.of("")),
                grew(0, Growth.TEXT, "Hi"),
                new ChatDelta.PartClosed(0, 0),
                new ChatDelta.Finished(0, FinishReason.STOP, null),
                new ChatDelta.Used(new Usage(3, 2, 0, 0, 5, 1, 0, false)));

        assertThat(chunks)
                .containsExactly(
                        FRAME + choice("{\"role\":\"assistant\",\"content\":\"\"}", "null") + ",\"usage\":null}",
                        FRAME + choice("{\"content\":\"Hi\"}", "null") + ",\"usage\":null}",
                        FRAME + choice("{}", "\"stop\"") + ",\"usage\":null}",
                        FRAME + "\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":5,"
                                + "\"total_tokens\":10,\"prompt_tokens_details\":{\"cached_tokens\":2,"
                                + "\"cache_write_tokens\":0,\"audio_tokens\":0},"
                                + "\"completion_tokens_details\":{\"reasoning_tokens\":1,\"audio_tokens\":0}}}");
    }

    @Test
    void nobodyIsToldUsageWhoDidNotAsk() {
        List<String> chunks = write(false, started(), grew(0, Growth.TEXT, "Hi"), new ChatDelta.Used(Usage.of(1, 1)));

        assertThat(chunks).hasSize(2).noneMatch(chunk -> chunk.contains("usage"));
    }

    @Test
    void toolCallsAreNumberedAmongThemselves() {
        List<String> chunks = write(
                false,
                started(),
                new ChatDelta.PartOpened(0, 0, Part.Text.of("Looking.")),
                new ChatDelta.PartOpened(0, 1, new Part.ToolCall("a", "f", "", Map.of())),
                new ChatDelta.PartOpened(0, 2, new Part.ToolCall("b", "g", "", Map.of())),
                grew(2, Growth.ARGUMENTS, "{}"),
                grew(1, Growth.ARGUMENTS, "{\"x\":1}"),
                new ChatDelta.Finished(0, FinishReason.TOOL_CALLS, null));

        assertThat(chunks.get(2)).contains("\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"type\":\"function\"");
        assertThat(chunks.get(3)).contains("\"tool_calls\":[{\"index\":1,\"id\":\"b\",\"type\":\"function\"");
        assertThat(chunks.get(4)).contains("\"tool_calls\":[{\"index\":1,\"function\":{\"arguments\":\"{}\"}}]");
        assertThat(chunks.get(5)).contains("\"tool_calls\":[{\"index\":0,\"function\"");
        assertThat(chunks.get(6)).contains("\"finish_reason\":\"tool_calls\"");
    }

    @Test
    void eachChoiceHasItsOwnRole() {
        List<String> chunks = write(
                false,
                started(),
                new ChatDelta.PartGrew(0, 0, Growth.TEXT, "a", Map.of()),
                new ChatDelta.PartGrew(1, 0, Growth.TEXT, "b", Map.of()));

        assertThat(chunks).filteredOn(chunk -> chunk.contains("\"role\"")).hasSize(2);
        assertThat(chunks.get(2)).contains("\"index\":1");
    }

    private static ChatDelta started() {
        return new ChatDelta.Started(Dialect.OPENAI_CHAT, "c1", "m-2", Map.of("system_fingerprint", "fp"));
    }

    private static ChatDelta grew(int part, Growth growth, String piece) {
        return new ChatDelta.PartGrew(0, part, growth, piece, Map.of());
    }

    private static String choice(String delta, String finish) {
        return "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]";
    }

    private List<String> write(boolean includeUsage, ChatDelta... deltas) {
        ChunkWriter writer = new ChunkWriter(json, "own", 7, "m", includeUsage);
        List<ObjectNode> chunks = new ArrayList<>();
        for (ChatDelta delta : deltas) {
            chunks.addAll(writer.write(delta));
        }
        chunks.addAll(writer.last(Usage.NONE));
        return chunks.stream().map(ObjectNode::toString).toList();
    }
}
