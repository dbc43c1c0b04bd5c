package dev.quartermaster.provider.anthropic;

import dev.quartermaster.provider.translation.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One turn while it is written. */
final class Turn {

    private static final String TYPE = "type";
    private static final String TEXT = "text";

    private final String role;
    private final List<Map<String, Object>> content = new ArrayList<>();
    private final Fields extra = new Fields();

    Turn(String role) {
        this.role = role;
    }

    static Turn saying(String role, String text) {
        Turn turn = new Turn(role);
        turn.content.add(Fields.with(TYPE, TEXT).set(TEXT, text).map());
        return turn;
    }

    boolean is(String other) {
        return role.equals(other);
    }

    boolean endsInText(String other) {
        return is(other) && TEXT.equals(lastBlock().get(TYPE));
    }

    List<Map<String, Object>> content() {
        return content;
    }

    void add(List<Map<String, Object>> blocks, Map<String, Object> further) {
        content.addAll(blocks);
        extra.add(further);
    }

    /** Takes the white space from the end of its last text. */
    void stripEnd() {
        Map<String, Object> block = new LinkedHashMap<>(lastBlock());
        block.computeIfPresent(TEXT, (name, text) -> String.valueOf(text).stripTrailing());
        content.set(content.size() - 1, block);
    }

    Map<String, Object> written() {
        return Fields.with("role", role)
                .set("content", plain(ordered()))
                .add(extra.map())
                .map();
    }

    /** One text that carries nothing else is written as just that. */
    static @Nullable Object plain(List<Map<String, Object>> blocks) {
        if (blocks.size() == 1
                && blocks.get(0).size() == 2
                && TEXT.equals(blocks.get(0).get(TYPE))) {
            return blocks.get(0).get(TEXT);
        }
        return blocks;
    }

    private Map<String, Object> lastBlock() {
        return content.get(content.size() - 1);
    }

    /** A user's turn has the tool results first. */
    private List<Map<String, Object>> ordered() {
        if (!is("user")) {
            return content;
        }
        List<Map<String, Object>> ordered = new ArrayList<>(content.size());
        content.stream().filter(Turn::isToolResult).forEach(ordered::add);
        content.stream().filter(block -> !isToolResult(block)).forEach(ordered::add);
        return ordered;
    }

    private static boolean isToolResult(Map<String, Object> block) {
        return "tool_result".equals(block.get(TYPE));
    }
}
