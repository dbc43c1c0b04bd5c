package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Passes on the stream of a provider that speaks this dialect itself: its events go out as they came, with what they lack
 * of the schema, and the steps of the shared form are ignored. The last event waits until the stream is known to be whole.
 */
final class PassthroughEvents {

    private static final List<String> LAST = List.of("response.completed", "response.incomplete");

    private final ObjectMapper json;
    private final EventLog log;
    private final List<ObjectNode> done = new ArrayList<>();
    private boolean speaking;
    private @Nullable String id;
    private Map<String, Object> last = Map.of();

    PassthroughEvents(ObjectMapper json, EventLog log) {
        this.json = json;
        this.log = log;
    }

    /** Returns whether such a provider answers. */
    boolean isSpeaking() {
        return speaking;
    }

    /** Returns whether the step has been dealt with. */
    boolean take(ChatDelta delta) {
        if (delta instanceof ChatDelta.Started started && started.dialect() == Dialect.OPENAI_RESPONSES) {
            id = started.id();
            return true;
        }
        if (delta instanceof ChatDelta.Passed passed && passed.dialect() == Dialect.OPENAI_RESPONSES) {
            speaking = true;
            pass(passed.event());
        }
        return speaking;
    }

    void end(Usage total) {
        log.pass(MissingFields.withoutNulls(MissingFields.filled(last, total)));
    }

    /** The items that were whole by now. */
    List<ObjectNode> done() {
        return done;
    }

    /** The answer that failed has the id it began with. */
    ObjectNode failed(ObjectNode response) {
        return id == null ? response : response.put("id", id);
    }

    private void pass(Map<String, Object> event) {
        String type = String.valueOf(event.get("type"));
        if (LAST.contains(type)) {
            last = event;
            return;
        }
        if (type.equals("response.output_item.done") && event.get("item") instanceof Map<?, ?> item) {
            done.add(json.valueToTree(item));
        }
        log.pass(MissingFields.withoutNulls(MissingFields.filled(event)));
    }
}
