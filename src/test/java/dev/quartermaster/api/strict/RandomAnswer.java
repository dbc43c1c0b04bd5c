package dev.quartermaster.api.strict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a simulated provider is told to say: pieces of every size, none among them, in characters of one to four bytes. */
final class RandomAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> LETTERS = List.of(
            "a",
            "Z",
            " ",
            "\n",
            "\"",
            "\\",
            "{",
            "data: ",
            "\u00e9",
            "\u2028",
            "\u4e16",
            "\ud83e\udded",
            "\t",
            "</s>",
            "[DONE]");

    private final RandomGenerator random;
    private final List<String> pieces = new ArrayList<>();
    private final List<Told.Call> calls = new ArrayList<>();
    private final String thinking;

    RandomAnswer(RandomGenerator random) {
        this.random = random;
        for (int i = random.nextInt(6); i > 0; i--) {
            pieces.add(random.nextInt(4) == 0 ? "" : letters());
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            ObjectNode arguments = JSON.createObjectNode();
            for (int fields = random.nextInt(3); fields > 0; fields--) {
                arguments.put("field" + fields, letters());
            }
            calls.add(new Told.Call("tool_" + random.nextInt(2), arguments));
        }
        if (text().isBlank() && calls.isEmpty()) {
            pieces.add("word");
        }
        thinking = random.nextInt(3) == 0 ? "Let me see: " + letters().strip() + "." : "";
    }

    String text() {
        return String.join("", pieces);
    }

    String thinking() {
        return thinking;
    }

    List<Told.Call> calls() {
        return calls;
    }

    /** As a script of the simulator, which sends it cut where neither events nor characters end. */
    ObjectNode script() {
        ObjectNode script = JSON.createObjectNode();
        script.put("provider", "*").put("slice_bytes", 3 + random.nextInt(200));
        script.set("text", JSON.valueToTree(pieces));
        if (!thinking.isEmpty()) {
            script.put("thinking", thinking);
        }
        if (!calls.isEmpty()) {
            JsonNode list = JSON.valueToTree(calls);
            script.set("tool_calls", list);
        }
        return script;
    }

    private String letters() {
        StringBuilder letters = new StringBuilder();
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            letters.append(LETTERS.get(random.nextInt(LETTERS.size())));
        }
        return letters.toString();
    }
}
