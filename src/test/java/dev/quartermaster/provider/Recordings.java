package dev.quartermaster.provider;

import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.testing.Recording;
import dev.quartermaster.testing.Refused;
import dev.quartermaster.testing.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What one provider was recorded to say, and the readers that its adapter has for it. */
public interface Recordings {

    List<Told> whole();

    List<Told> streamed();

    List<Refused> refused();

    /** Reads the body of a successful answer. */
    ChatReply read(byte[] body);

    /** A reader for one more stream. */
    StreamReader reader();

    static Part call(String id, String name, String arguments) {
        return new Part.ToolCall(id, name, arguments, Map.of());
    }

    default ChatReply read(Told told) {
        return read(Recording.bytes(told.file()));
    }

    /** @param random decides where the network cuts the stream */
    default List<ChatDelta> stream(String file, RandomGenerator random) {
        StreamReader reader = reader();
        List<ChatDelta> deltas = new ArrayList<>();
        reader.head(name -> null);
        Recording.pieces(Recording.bytes(file), random).forEach(piece -> reader.feed(piece, deltas::add));
        reader.end(deltas::add);
        if (!reader.isDone()) {
            throw new AssertionError("the stream ended, but its reader does not say so");
        }
        return deltas;
    }
}
