package dev.quartermaster.provider.bedrock;

import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.provider.Fidelity;
import dev.quartermaster.provider.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the turns of a conversation. Converse wants user and assistant in turns, so consecutive turns of one side become
 * one; tool results are the user's, and instructions stand apart from the turns, wherever the caller put them.
 */
final class MessageTranslator {

    private final PartTranslator parts;
    private final Fidelity fidelity;
    private final List<Map<String, Object>> system = new ArrayList<>();
    private final List<Map<String, Object>> turns = new ArrayList<>();
    private String side;
    private List<Map<String, Object>> content;

    MessageTranslator(PartTranslator parts, Fidelity fidelity) {
        this.parts = parts;
        this.fidelity = fidelity;
    }

    void write(List<Message> messages) {
        for (int i = 0; i < messages.size(); i++) {
            write(messages.get(i), "messages[" + i + "]");
        }
    }

    List<Map<String, Object>> system() {
        return system;
    }

    List<Map<String, Object>> turns() {
        return turns;
    }

    private void write(Message message, String field) {
        if (message.name() != null && message.role() != Role.TOOL) {
            fidelity.lost(field + ".name", "this provider has no names of participants");
        }
        List<Map<String, Object>> blocks = parts.blocks(message.parts(), field + ".content");
        switch (message.role()) {
            case SYSTEM, DEVELOPER -> system.addAll(blocks);
            case USER, TOOL -> append("user", blocks);
            case ASSISTANT -> append("assistant", blocks);
        }
    }

    private void append(String whose, List<Map<String, Object>> blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        if (!whose.equals(side)) {
            side = whose;
            content = new ArrayList<>();
            turns.add(Fields.with("role", whose).set("content", content).map());
        }
        content.addAll(blocks);
    }
}
