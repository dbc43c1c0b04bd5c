package dev.quartermaster.api.anthropic;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream as the dialect's events. One instance per stream: the message begins with the first content, so that
 * what the provider says of usage before that is in it, and its stop reason waits for the end, to go out with the totals.
 */
final class MessageStream {

    private static final String TYPE = "type";
    private static final String USAGE = "usage";
    private static final String PING = "ping";

    private final ObjectMapper json;
    private final MessageFrame frame;
    private final String id;
    private final Supplier<Usage> tally;
    private final List<ObjectNode> due = new ArrayList<>();
    private ChatDelta.Started start;
    private ChatDelta.@Nullable Used used;
    private ChatDelta.@Nullable Finished finished;
    private @Nullable BlockSequence blocks;
    private boolean refused;
    private boolean asks;

    /**
     * @param id of the answer, used where the provider gives none of this dialect
     * @param model the name to show where the provider does not say which model serves
     * @param tally usage so far, estimated until the provider tells it
     */
    MessageStream(ObjectMapper json, String id, String model, Supplier<Usage> tally) {
        this.json = json;
        this.frame = new MessageFrame(json);
        this.id = id;
        this.tally = tally;
        this.start = new ChatDelta.Started(Dialect.OPENAI_CHAT, null, model, Map.of());
    }

    /** The events one step of the stream becomes; often none. */
    List<ObjectNode> write(ChatDelta delta) {
        if (delta instanceof ChatDelta.Started started) {
            String model = started.servedModel() == null ? start.servedModel() : started.servedModel();
            start = new ChatDelta.Started(started.dialect(), started.id(), model, started.extra());
        } else if (delta instanceof ChatDelta.Used usage) {
            used = usage;
        } else if (delta instanceof ChatDelta.Passed passed) {
            passed(passed);
        } else if (delta instanceof ChatDelta.Finished ending) {
            finished = ending.choice() == 0 ? ending : finished;
        } else {
            grown(delta);
        }
        return taken();
    }

    /** The events that end the message, except the terminal marker. */
    List<ObjectNode> last() {
        begun().closeAll();
        ObjectNode event = event("message_delta");
        ObjectNode delta = event.putObject("delta");
        FinishReason reason = finished == null ? FinishReason.STOP : finished.finish();
        delta.put("stop_reason", StopReasonNames.of(reason, refused, asks));
        delta.put("stop_sequence", finished == null ? null : finished.stopSequence());
        ObjectNode usage = UsageWriter.totals(tally.get());
        event.set(USAGE, usage);
        frame.pass(usage, used == null ? Map.of() : used.extra(), start.dialect());
        frame.pass(event, finished == null ? Map.of() : finished.extra(), start.dialect());
        due.add(event);
        return taken();
    }

    private void grown(ChatDelta delta) {
        BlockSequence blocks = begun();
        if (delta instanceof ChatDelta.PartOpened opened && opened.choice() == 0) {
            refused |= opened.part() instanceof Part.Refusal;
            asks |= opened.part() instanceof Part.ToolCall;
            blocks.open(opened);
        } else if (delta instanceof ChatDelta.PartGrew grew && grew.choice() == 0) {
            blocks.grow(grew);
        } else if (delta instanceof ChatDelta.PartClosed closed && closed.choice() == 0) {
            blocks.close(closed.index());
        }
    }

    /** Passes on the two kinds of native events that clients know. */
    private void passed(ChatDelta.Passed passed) {
        if (blocks == null || passed.dialect() != Dialect.ANTHROPIC_MESSAGES) {
            return;
        }
        if (PING.equals(passed.name())) {
            due.add(event(PING));
        } else if ("content_block_delta".equals(passed.name()) && passed.event().get("index") instanceof Number part) {
            blocks.pass(part.intValue(), passed.event().get("delta"));
        }
    }

    private BlockSequence begun() {
        if (blocks != null) {
            return blocks;
        }
        blocks = new BlockSequence(json, start.dialect(), due::add);
        ObjectNode message = frame.message(MessageFrame.id(start.id(), start.dialect(), id), start.servedModel());
        ObjectNode usage = UsageWriter.whole(tally.get());
        message.set(USAGE, usage);
        frame.pass(usage, used == null ? Map.of() : used.extra(), start.dialect());
        frame.pass(message, start.extra(), start.dialect());
        ObjectNode event = event("message_start");
        event.set("message", message);
        due.add(event);
        due.add(event(PING));
        return blocks;
    }

    private ObjectNode event(String type) {
        return json.createObjectNode().put(TYPE, type);
    }

    private List<ObjectNode> taken() {
        List<ObjectNode> taken = List.copyOf(due);
        due.clear();
        return taken;
    }
}
