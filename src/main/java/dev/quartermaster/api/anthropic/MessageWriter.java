package dev.quartermaster.api.anthropic;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.Part;

/** Writes a whole answer as a {@code message} object. The dialect has one answer a request: the first choice. */
final class MessageWriter {

    private final ObjectMapper json;
    private final MessageFrame frame;

    MessageWriter(ObjectMapper json) {
        this.json = json;
        this.frame = new MessageFrame(json);
    }

    /**
     * @param id of the answer, used where the provider gave none of this dialect
     * @param model the name to show where the provider does not say which model served
     */
    ObjectNode write(ChatReply reply, String id, String model) {
        ObjectNode message = frame.message(
                MessageFrame.id(reply.id(), reply.dialect(), id),
                reply.servedModel() == null ? model : reply.servedModel());
        message.set("usage", UsageWriter.whole(reply.usage()));
        reply.choices().stream().findFirst().ifPresent(choice -> choice(message, choice, reply));
        frame.pass(message, reply.extra(), reply.dialect());
        return message;
    }

    private void choice(ObjectNode message, Choice choice, ChatReply reply) {
        BlockWriter blocks = new BlockWriter(json, reply.dialect());
        ArrayNode content = message.withArray("content");
        for (Part part : choice.parts()) {
            Part.Opaque sealed = blocks.sealed(part);
            if (sealed != null) {
                content.add(blocks.opening(sealed));
            }
            ObjectNode block = blocks.whole(part, choice.finish());
            if (block != null) {
                content.add(block);
            }
        }
        boolean refused = choice.parts().stream().anyMatch(Part.Refusal.class::isInstance);
        boolean asks = choice.parts().stream().anyMatch(Part.ToolCall.class::isInstance);
        message.put("stop_reason", StopReasonNames.of(choice.finish(), refused, asks));
        message.put("stop_sequence", choice.stopSequence());
        frame.pass(message, choice.extra(), reply.dialect());
    }
}
