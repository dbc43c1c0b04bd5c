package dev.quartermaster.simulator.brain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/**
 * A request, independent of its protocol.
 *
 * @param id a digest of the request: the source of every id in the answer
 * @param model as the caller named it
 * @param text the text of the last message
 * @param lastSpeaker who wrote that message
 * @param promptTokens tokens of everything sent
 * @param tools empty when there are none or none may be called
 * @param severalCalls whether several tools may be called at once
 * @param schema the JSON schema the answer must follow; missing when any text will do
 * @param maxTokens the most the answer may have, {@link Integer#MAX_VALUE} when unlimited
 * @param stops texts that end the answer before they appear
 * @param thinks whether the model shows its thinking first
 */
public record Question(
        String id,
        String model,
        String text,
        Speaker lastSpeaker,
        int promptTokens,
        List<Tool> tools,
        boolean severalCalls,
        JsonNode schema,
        int maxTokens,
        List<String> stops,
        boolean thinks) {

    /** Author of the last message. */
    public enum Speaker {
        USER,
        ASSISTANT,
        TOOL
    }

    /** A tool on offer; {@code parameters} is its JSON schema. */
    public record Tool(String name, JsonNode parameters) {}

    /** A plain question; the {@code with} methods add what else a protocol can express. */
    public static Question of(String id, String model, String text, Speaker lastSpeaker, int promptTokens) {
        JsonNode anyText = MissingNode.getInstance();
        return new Question(
                id,
                model,
                text,
                lastSpeaker,
                promptTokens,
                List.of(),
                false,
                anyText,
                Integer.MAX_VALUE,
                List.of(),
                false);
    }

    public Question withTools(List<Tool> offered, boolean severalAtOnce) {
        return new Question(
                id,
                model,
                text,
                lastSpeaker,
                promptTokens,
                List.copyOf(offered),
                severalAtOnce,
                schema,
                maxTokens,
                stops,
                thinks);
    }

    public Question withSchema(JsonNode wanted) {
        return new Question(
                id, model, text, lastSpeaker, promptTokens, tools, severalCalls, wanted, maxTokens, stops, thinks);
    }

    /** A limit of zero or less means none was given. */
    public Question withLimits(int most, List<String> stopTexts) {
        int limit = most > 0 ? most : Integer.MAX_VALUE;
        return new Question(
                id,
                model,
                text,
                lastSpeaker,
                promptTokens,
                tools,
                severalCalls,
                schema,
                limit,
                List.copyOf(stopTexts),
                thinks);
    }

    public Question withThinking(boolean shown) {
        return new Question(
                id, model, text, lastSpeaker, promptTokens, tools, severalCalls, schema, maxTokens, stops, shown);
    }
}
