package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.ItemMark;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ThoughtSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a whole answer as output items: texts that follow each other share a message, unless the provider has told them
 * apart; everything else stands alone.
 */
final class OutputWriter {

    private final ObjectMapper json;
    private final ItemWriter writer;
    private final ResponseFrame frame;
    private final List<ObjectNode> output = new ArrayList<>();
    private final List<ObjectNode> content = new ArrayList<>();
    private Map<String, Object> message = Map.of();
    private @Nullable Part before;

    /** @param from the dialect of the provider that answers */
    OutputWriter(ObjectMapper json, ResponseFrame frame, Dialect from) {
        this.json = json;
        this.writer = new ItemWriter(json, from);
        this.frame = frame;
    }

    List<ObjectNode> write(Choice choice) {
        for (Part part : choice.parts()) {
            if (part instanceof Part.Text || part instanceof Part.Refusal) {
                content(part, choice);
            } else {
                closeMessage(ItemWriter.COMPLETED);
                alone(part);
            }
            before = part;
        }
        boolean whole = ResponseFrame.missing(choice.finish()) == null;
        closeMessage(whole ? ItemWriter.COMPLETED : ItemWriter.INCOMPLETE);
        return output;
    }

    private void content(Part part, Choice choice) {
        if (ItemMark.begins(part, before)) {
            closeMessage(ItemWriter.COMPLETED);
            message = ItemMark.item(part);
        }
        boolean first = content.isEmpty();
        content.add(writer.content(part, first ? writer.logprobs(choice.extra()) : json.createArrayNode()));
        Map<String, Object> seal = ThoughtSignature.fields(part.extra());
        if (!seal.isEmpty()) {
            closeMessage(ItemWriter.COMPLETED);
            output.add(writer.sealed(id("rs"), null, seal));
        }
    }

    private void alone(Part part) {
        if (part instanceof Part.ToolCall call) {
            Map<String, Object> seal = ThoughtSignature.fields(call.extra());
            if (!seal.isEmpty()) {
                output.add(writer.sealed(id("rs"), call.id(), seal));
            }
            output.add(writer.call(id(ItemWriter.prefix(call)), ItemWriter.COMPLETED, call, call.arguments()));
        } else if (part instanceof Part.Thinking thinking) {
            output.add(writer.reasoning(id("rs"), ItemWriter.COMPLETED, thinking));
        } else if (part instanceof Part.Opaque block) {
            output.add(writer.block(id("rs"), block));
        }
    }

    private void closeMessage(String status) {
        if (!content.isEmpty()) {
            output.add(writer.pass(writer.message(id("msg"), status, content), message));
            content.clear();
            message = Map.of();
        }
    }

    private String id(String prefix) {
        return frame.itemId(prefix, output.size());
    }
}
