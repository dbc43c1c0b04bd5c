package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.Part;
import java.util.ArrayList;
import java.util.List;

/** Writes a whole answer as output items: texts that follow each other share a message, everything else stands alone. */
final class OutputWriter {

    private final ObjectMapper json;
    private final ItemWriter writer;
    private final ResponseFrame frame;
    private final List<ObjectNode> output = new ArrayList<>();
    private final List<ObjectNode> content = new ArrayList<>();

    OutputWriter(ObjectMapper json, ResponseFrame frame) {
        this.json = json;
        this.writer = new ItemWriter(json);
        this.frame = frame;
    }

    List<ObjectNode> write(Choice choice) {
        for (Part part : choice.parts()) {
            if (part instanceof Part.Text text) {
                content.add(writer.text(
                        text.text(), content.isEmpty() ? writer.logprobs(choice.extra()) : json.createArrayNode()));
            } else if (part instanceof Part.Refusal refusal) {
                content.add(writer.refusal(refusal.text()));
            } else {
                closeMessage(ItemWriter.COMPLETED);
                alone(part);
            }
        }
        boolean whole = ResponseFrame.missing(choice.finish()) == null;
        closeMessage(whole ? ItemWriter.COMPLETED : ItemWriter.INCOMPLETE);
        return output;
    }

    private void alone(Part part) {
        if (part instanceof Part.ToolCall call) {
            output.add(writer.call(id("fc"), ItemWriter.COMPLETED, call, call.arguments()));
        } else if (part instanceof Part.Thinking thinking) {
            output.add(writer.reasoning(id("rs"), ItemWriter.COMPLETED, thinking));
        } else if (part instanceof Part.Opaque block) {
            output.add(writer.sealed(id("rs"), block));
        }
    }

    private void closeMessage(String status) {
        if (!content.isEmpty()) {
            output.add(writer.message(id("msg"), status, content));
            content.clear();
        }
    }

    private String id(String prefix) {
        return frame.itemId(prefix, output.size());
    }
}
