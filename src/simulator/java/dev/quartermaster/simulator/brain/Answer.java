package dev.quartermaster.simulator.brain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.Usage;
import java.util.List;

/**
 * An answer of the simulated model.
 *
 * @param pieces the text as it is streamed
 * @param thinking its thoughts, empty when it shows none
 * @param stop the stop text that ended it, or null
 * @param usage in the classes of the domain, which do not overlap; each protocol reports them in its own way
 */
public record Answer(
        List<String> pieces, String thinking, List<ToolCall> toolCalls, Finish finish, String stop, Usage usage) {

    /** Finish reason. */
    public enum Finish {
        STOP,
        STOP_TEXT,
        LENGTH,
        TOOL_CALLS,
        CONTENT_POLICY
    }

    /** One call of one tool; {@code seed} is what a protocol makes the call's id from. */
    public record ToolCall(String seed, String name, ObjectNode arguments) {}

    public String text() {
        return String.join("", pieces);
    }

    public List<String> thinkingPieces() {
        return Words.split(thinking);
    }
}
