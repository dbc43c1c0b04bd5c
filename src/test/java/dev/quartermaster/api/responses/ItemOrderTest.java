package dev.quartermaster.api.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outputs that come late stand behind the calls of their turn. */
class ItemOrderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({
        "'call:a call:b out:b call:c out:c out:a', '0 1 2 5 3 4'",
        "'call:a user out:a', '0 1 2'",
        "'call:a user said out:a', '0 3 1 2'",
        "'call:a out:a call:b out:b', '0 1 2 3'",
        "'call:a call:b out:b out:a user', '0 1 2 3 4'",
        "'out:x user said out:y user', '0 1 2 3 4'",
        "'call:a custom:b out:a said customOut:b', '0 1 2 4 3'",
    })
    void eachItemOnce(String items, String order) {
        List<JsonNode> list =
                Arrays.stream(items.split(" ")).map(ItemOrderTest::item).toList();
        assertThat(ItemOrder.of(list))
                .isEqualTo(Arrays.stream(order.split(" ")).map(Integer::valueOf).toList());
    }

    @Test
    void nothingHasNoOrder() {
        assertThat(ItemOrder.of(List.of())).isEmpty();
    }

    private static JsonNode item(String word) {
        String[] parts = word.split(":");
        return switch (parts[0]) {
            case "user" -> JSON.createObjectNode().put("role", "user");
            case "said" -> JSON.createObjectNode().put("type", "message").put("role", "assistant");
            case "call" -> called("function_call", parts[1]);
            case "custom" -> called("custom_tool_call", parts[1]);
            case "customOut" -> called("custom_tool_call_output", parts[1]);
            default -> called("function_call_output", parts[1]);
        };
    }

    private static JsonNode called(String type, String id) {
        return JSON.createObjectNode().put("type", type).put("call_id", id);
    }
}
