package dev.quartermaster.law;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws what conversations of every dialect are made of: texts, ids, names, schemas and media, the odd ones among them. */
final class Draw {

    static final ObjectMapper JSON = new ObjectMapper();

    static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    static final String JPEG = "/9j/4AAQSkZJRgABAQAAAQABAAD/2Q==";
    static final String PDF = "JVBERi0xLjQKMSAwIG9iago8PD4+CmVuZG9iagp0cmFpbGVyPDw+Pgo=";

    /** The form of an answer. */
    static final JsonNode ANSWER =
            tree("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"]}");

    private static final List<String> TEXTS =
            List.of("Hello", "{\"a\":1}", "Well …", "What does the weather do?", "Ends in a space ", "As JSON, please");
    private static final List<String> BLANKS = List.of("", " ", "\n");
    private static final List<String> NAMES = List.of(
            "look",
            "mcp__plugin_atlassian_atlassian__createCompassComponentRelationship",
            "workspace.files/read",
            "workspace_files_read",
            "web search",
            "größe",
            "1st-choice",
            "x".repeat(140));
    private static final List<String> IDS = List.of(
            "call_%d", "functions.Bash:%d", "functions/Bash:%d", "toolu_01%d", "id %d é", "call_%d" + "y".repeat(90));
    private static final List<String> SCHEMAS = List.of(
            "{\"type\":\"object\"}",
            "{\"type\":\"object\",\"properties\":{}}",
            "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}",
            "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":[\"array\",\"string\"],\"items\":{\"type\":\"string\"}}}}",
            "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"array\"}},\"additionalProperties\":false}",
            "{\"type\":\"object\",\"properties\":{\"a\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}}}",
            "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/A\"}},\"$defs\":{\"A\":{\"type\":\"integer\"}}}",
            "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\",\"enum\":[1,2]},\"o\":{\"type\":\"object\"}}}",
            "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"type\":\"object\",\"properties\":{\"a\":{}}}");

    private final RandomGenerator random;
    private int calls;

    Draw(RandomGenerator random) {
        this.random = random;
    }

    /** True once in so many times. */
    boolean once(int in) {
        return random.nextInt(in) == 0;
    }

    int upTo(int most) {
        return random.nextInt(most + 1);
    }

    <T> T of(List<T> these) {
        return these.get(random.nextInt(these.size()));
    }

    String text() {
        return once(6) ? of(BLANKS) : of(TEXTS);
    }

    /** An id that no other call of the conversation has. */
    String id() {
        return of(IDS).formatted(calls++);
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = upTo(3); i > 0; i--) {
            String name = of(NAMES);
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    /** The name of a tool, of those on offer or of one that no longer is. */
    String name(List<String> offered) {
        return offered.isEmpty() || once(6) ? of(NAMES) : of(offered);
    }

    JsonNode schema() {
        return tree(of(SCHEMAS));
    }

    String arguments() {
        return of(List.of("{}", "{\"city\":\"Ulm\"}", "", "{\"a\":[1,2],\"b\":{\"c\":null}}"));
    }

    /** Bytes of an image, and what the caller says they are. */
    String[] image() {
        return once(2)
                ? new String[] {of(List.of("image/png", "IMAGE/PNG", "image/jpeg")), PNG}
                : new String[] {of(List.of("image/jpeg", "image/jpg", "image/png")), JPEG};
    }

    String documentName() {
        return of(List.of("a.pdf", "Bericht (2).pdf", "größe  x_1.pdf", "report"));
    }

    void mark(ObjectNode block) {
        if (once(6)) {
            ObjectNode mark = block.putObject("cache_control").put("type", "ephemeral");
            if (once(3)) {
                mark.put("ttl", "1h");
            }
        }
    }

    /** Sets some of the fields, each once in so many times. */
    void some(ObjectNode request, int in, String... fields) {
        for (String field : fields) {
            if (once(in)) {
                request.setAll((ObjectNode) tree("{" + field + "}"));
            }
        }
    }

    static ArrayNode array(List<? extends JsonNode> nodes) {
        return JSON.createArrayNode().addAll(nodes);
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (java.io.IOException notJson) {
            throw new IllegalArgumentException(json, notJson);
        }
    }
}
