package dev.quartermaster.simulator.brain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Scripted text, reasoning and tool calls in place of the model's own answer.
 *
 * @param text in the pieces it is streamed in; they may be empty
 * @param thinking shown whether it was asked for or not, where the protocol can; empty for none
 * @param calls tools to call, whether they were offered or not
 * @param capture finds in the last message what stands for {@link #CAPTURED} in the text, its first group; null for nothing
 */
public record Lines(List<String> text, String thinking, List<Call> calls, Pattern capture) {

    /** The place of what was captured. */
    public static final String CAPTURED = "{captured}";

    public static final Lines SILENCE = new Lines(List.of(), "", List.of(), null);

    /** One call of a tool. */
    public record Call(String name, ObjectNode arguments) {}

    public static Lines of(String text) {
        return new Lines(Words.split(text), "", List.of(), null);
    }

    /** The same for a question, with what is captured from it in its place. */
    Lines to(Question question) {
        Matcher found = capture == null ? null : capture.matcher(question.text());
        if (found == null || !found.find()) {
            return this;
        }
        String captured = found.group(1);
        List<String> filled =
                text.stream().map(piece -> piece.replace(CAPTURED, captured)).toList();
        return new Lines(filled, thinking, calls, null);
    }
}
