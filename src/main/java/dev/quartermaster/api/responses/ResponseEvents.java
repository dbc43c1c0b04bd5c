package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.chat.EventWriter;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.inference.streaming.PartialAnswer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream as this dialect's events: the response begins, items come one by one, each with its content, and one
 * last event holds the whole: {@code completed}, {@code incomplete} or {@code failed}.
 */
final class ResponseEvents implements EventWriter {

    private final EventLog log;
    private final ResponseFrame frame;
    private final OpenOutput output;
    private final PassthroughEvents own;
    private boolean begun;
    private FinishReason finish = FinishReason.STOP;

    ResponseEvents(ObjectMapper json, ResponseFrame frame) {
        this.log = new EventLog(json);
        this.frame = frame;
        this.output = new OpenOutput(log, new ItemWriter(json, null), frame);
        this.own = new PassthroughEvents(json, log);
    }

    @Override
    public byte[] step(ChatDelta delta) {
        if (delta instanceof ChatDelta.Started started) {
            frame.servedBy(started.servedModel());
        }
        if (own.take(delta)) {
            return log.take();
        }
        begin();
        if (delta instanceof ChatDelta.PartOpened opened && opened.choice() == 0) {
            output.open(opened);
        } else if (delta instanceof ChatDelta.PartGrew grown && grown.choice() == 0) {
            output.grow(grown);
        } else if (delta instanceof ChatDelta.PartClosed closed && closed.choice() == 0) {
            output.close(closed);
        } else if (delta instanceof ChatDelta.Finished finished && finished.choice() == 0) {
            finish = finished.finish();
        }
        return log.take();
    }

    @Override
    public byte[] closing(Usage total) {
        if (own.isSpeaking()) {
            return log.take();
        }
        begin();
        output.finish(isWhole() ? ItemWriter.COMPLETED : ItemWriter.INCOMPLETE);
        return log.take();
    }

    @Override
    public byte[] terminal(Usage total) {
        if (own.isSpeaking()) {
            own.end(total);
            return log.take();
        }
        ObjectNode response = frame.ended(finish, output.nodes(), total);
        log.add(
                isWhole() ? "response.completed" : "response.incomplete",
                log.fields().set("response", response));
        return log.take();
    }

    @Override
    public byte[] error(ErrorCode code, @Nullable String message, PartialAnswer partialAnswer) {
        if (!own.isSpeaking()) {
            begin();
        }
        ObjectNode failed = own.isSpeaking()
                ? own.failed(frame.failed(code, message, own.done()))
                : frame.failed(code, message, output.nodes());
        EventWriter.addDelivered(failed.withObject("/error"), partialAnswer);
        log.add("response.failed", log.fields().set("response", failed));
        return log.take();
    }

    private boolean isWhole() {
        return ResponseFrame.missing(finish) == null;
    }

    private void begin() {
        if (!begun) {
            begun = true;
            log.add("response.created", log.fields().set("response", frame.begun()));
            log.add("response.in_progress", log.fields().set("response", frame.begun()));
        }
    }
}
