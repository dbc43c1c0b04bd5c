package dev.quartermaster.api.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.testing.ForAll;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An error names the item that the caller has written, wherever the internal form has put its content. */
class ItemPathsTest {

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void everyItemIsNamedByItsOwnPlace() {
        ForAll.seeds(random -> {
            ArrayNode input = new RandomItems(json, random).input();
            ObjectNode body = json.createObjectNode().put("model", "m").set("input", input);
            if (random.nextBoolean()) {
                body.put("instructions", "Be brief.");
            }
            ChatRequest chat = new ResponsesRequestReader(json).read(body).chat();
            FieldPaths paths = chat.paths();
            for (int i = 0; i < chat.messages().size(); i++) {
                check(chat.messages().get(i), i, paths);
            }
        });
    }

    /** Calls and links say where they were written. */
    private static void check(Message message, int position, FieldPaths paths) {
        List<Part> parts = message.parts();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Part.ToolCall call) {
                String place = call.id().substring("call_".length());
                assertThat(paths.arguments(position, i)).isEqualTo("input[" + place + "].arguments");
            } else if (parts.get(i) instanceof Part.ToolResult result) {
                assertThat(paths.media(position, i, 1))
                        .isEqualTo(link(result.content().get(1), "output"));
            } else if (parts.get(i) instanceof Part.Image image) {
                assertThat(paths.media(position, i, FieldPaths.NOT_NESTED)).isEqualTo(link(image, "content"));
            } else if (parts.get(i).extra().get("id") instanceof String id) {
                assertThat(paths.part(position, i, FieldPaths.NOT_NESTED)).isEqualTo("input[" + id.substring(3) + "]");
            }
        }
    }

    private static String link(Part image, String field) {
        String[] steps =
                ((MediaSource.Link) ((Part.Image) image).source()).url().split("/");
        return "input[" + steps[3] + "]." + field + "[" + steps[4] + "].image_url";
    }
}
