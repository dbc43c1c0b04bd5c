package dev.quartermaster.simulator.brain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Scripted text, reasoning and tool calls in place of the model's own answer.
 *
 * @param text in the pieces it is streamed in; they may be empty
 * @param thinking shown whether it was asked for or not, where the protocol can; empty for none
 * @param calls tools to call, whether they were offered or not
 */
public record Lines(List<String> text, String thinking, List<Call> calls) {

    public static final Lines SILENCE = new Lines(List.of(), "", List.of());

    /** One call of a tool. */
    public record Call(String name, ObjectNode arguments) {}

    public static Lines of(String text) {
        return new Lines(Words.split(text), "", List.of());
    }
}
