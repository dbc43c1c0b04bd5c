package dev.quartermaster.api.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.domain.chat.ChatDelta;
import java.util.function.Consumer;

/** Gives benchmarks of other packages the writer of one stream. */
public final class Chunks {

    private final ObjectMapper json;
    private final ChunkWriter writer;

    public Chunks(ObjectMapper json) {
        this.json = json;
        this.writer = new ChunkWriter(json, "chatcmpl-1", 1_700_000_000L, "some-model", true);
    }

    public void write(ChatDelta delta, Consumer<byte[]> out) {
        for (ObjectNode chunk : writer.write(delta)) {
            out.accept(JsonBody.bytes(json, chunk));
        }
    }
}
