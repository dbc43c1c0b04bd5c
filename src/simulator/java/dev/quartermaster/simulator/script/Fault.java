package dev.quartermaster.simulator.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.simulator.brain.Twist;
import dev.quartermaster.simulator.wire.Problem;
import java.util.Map;

/**
 * A scripted fault, validated.
 *
 * @param problem for the kinds that answer with an error
 * @param body replaces the error body; null for the provider's own
 * @param afterBytes for {@link FaultKind#CUT} and {@link FaultKind#STALL}
 * @param afterEvents for {@link FaultKind#ERROR_EVENT}: content events before the error
 * @param sliceBytes how many bytes of the body are written at a time, null for an event or the whole
 * @param headers added to the answer's
 * @param times how many calls it applies to, null for no such limit
 * @param seconds how long it applies, null for no such limit
 * @param source the JSON it was read from, to show it again
 */
public record Fault(
        Match match,
        FaultKind kind,
        Problem problem,
        JsonNode body,
        int afterBytes,
        int afterEvents,
        Delays delays,
        Integer sliceBytes,
        Map<String, String> headers,
        Twist twist,
        Integer times,
        Integer seconds,
        JsonNode source) {

    /**
     * All in milliseconds.
     *
     * @param beforeAll until anything is answered
     * @param firstByte between the headers and the body
     * @param betweenFrames between the events of a stream
     */
    public record Delays(int beforeAll, int firstByte, int betweenFrames) {

        public static final Delays NONE = new Delays(0, 0, 0);
    }
}
