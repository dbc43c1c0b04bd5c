package dev.quartermaster.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.simulator.script.Fault;
import dev.quartermaster.simulator.wire.Frame;
import dev.quartermaster.simulator.wire.Problem;
import dev.quartermaster.simulator.wire.Reply;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Applies a fault to an ordinary reply. */
final class Distortion {

    private final Fault fault;
    private final Function<Problem, Reply> errors;

    /** @param errors puts a problem in the provider's words */
    Distortion(Fault fault, Function<Problem, Reply> errors) {
        this.fault = fault;
        this.errors = errors;
    }

    Reply of(Supplier<Reply> ordinary) {
        return switch (fault.kind()) {
            case STATUS, SPEND_LIMIT, CONTEXT_WINDOW -> error();
            case ERROR_IN_200 -> errorIn200(ordinary.get());
            case REPLAY -> ordinary.get().withFrames(List.of(body()));
            case MALFORMED -> malformed(ordinary.get());
            case ERROR_EVENT -> errorEvent(ordinary.get());
            case UNFINISHED -> unfinished(ordinary.get());
            default -> ordinary.get();
        };
    }

    private Reply error() {
        Reply own = errors.apply(fault.problem());
        return fault.body() == null ? own : own.withFrames(List.of(body()));
    }

    private Frame body() {
        JsonNode body = fault.body();
        return new Frame(Buffer.buffer(body.isTextual() ? body.asText() : body.toString()), true);
    }

    private Reply errorIn200(Reply ordinary) {
        return ordinary.streamed()
                ? ordinary.withFrames(List.of(ordinary.form().error(fault.problem())))
                : error().withStatus(200);
    }

    private Reply malformed(Reply ordinary) {
        List<Frame> frames = new ArrayList<>(ordinary.frames());
        if (ordinary.streamed()) {
            frames.add(afterContent(frames, 1), ordinary.form().broken());
        } else {
            Buffer whole = frames.get(0).bytes();
            frames.set(0, new Frame(whole.slice(0, whole.length() / 2), true));
        }
        return ordinary.withFrames(frames);
    }

    private Reply errorEvent(Reply ordinary) {
        if (!ordinary.streamed()) {
            return ordinary;
        }
        List<Frame> frames =
                new ArrayList<>(ordinary.frames().subList(0, afterContent(ordinary.frames(), fault.afterEvents())));
        frames.add(ordinary.form().error(fault.problem()));
        return ordinary.withFrames(frames);
    }

    /** Drops the last frame, which marks the answer as complete in every protocol. */
    private static Reply unfinished(Reply ordinary) {
        List<Frame> frames = ordinary.frames();
        return ordinary.streamed() ? ordinary.withFrames(frames.subList(0, frames.size() - 1)) : ordinary;
    }

    /** The place right after so many frames of content; the end when there are fewer. */
    private static int afterContent(List<Frame> frames, int wanted) {
        int seen = 0;
        for (int i = 0; i < frames.size(); i++) {
            if (seen == wanted) {
                return i;
            }
            if (frames.get(i).content()) {
                seen++;
            }
        }
        return frames.size();
    }
}
