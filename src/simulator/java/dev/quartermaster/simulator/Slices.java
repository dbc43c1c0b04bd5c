package dev.quartermaster.simulator;

import dev.quartermaster.simulator.wire.Frame;
import dev.quartermaster.simulator.wire.Reply;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** A reply in pieces that know neither events nor characters, as networks deliver it. */
final class Slices {

    private Slices() {}

    static Reply of(Reply reply, int bytes) {
        Buffer whole = Buffer.buffer();
        reply.frames().forEach(frame -> whole.appendBuffer(frame.bytes()));
        List<Frame> slices = new ArrayList<>();
        for (int start = 0; start < whole.length(); start += bytes) {
            slices.add(new Frame(whole.slice(start, Math.min(whole.length(), start + bytes)), true));
        }
        return reply.withFrames(slices);
    }
}
