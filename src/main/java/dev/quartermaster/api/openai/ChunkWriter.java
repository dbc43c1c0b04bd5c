package dev.quartermaster.api.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.chat.ProviderFields;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream as {@code chat.completion.chunk} objects. One instance per stream: the role goes out first in every
 * choice, tool calls keep one index each, usage waits for the end and appears only if the caller asked for it.
 */
final class ChunkWriter {

    private final ObjectMapper json;
    private final String id;
    private final long created;
    private final boolean includeUsage;
    private final Set<Integer> begun = new HashSet<>();
    /** The reasoning of each part and the provider's signature over it, by choice and part. */
    private final Map<String, StringBuilder> thoughts = new HashMap<>();

    private final Map<String, StringBuilder> signatures = new HashMap<>();
    private final Map<Integer, Map<Integer, Integer>> toolIndexes = new HashMap<>();
    private final Map<Integer, Set<Integer>> custom = new HashMap<>();
    private @Nullable String answerId;
    private String model;
    private boolean ownDialect;
    private Map<String, Object> extra = Map.of();
    private ChatDelta.@Nullable Used used;

    ChunkWriter(ObjectMapper json, String id, long created, String model, boolean includeUsage) {
        this.json = json;
        this.id = id;
        this.created = created;
        this.model = model;
        this.includeUsage = includeUsage;
    }

    /** The chunks one step of the stream becomes: none, one, or two. */
    List<ObjectNode> write(ChatDelta delta) {
        if (delta instanceof ChatDelta.Started started) {
            begin(started);
            return List.of();
        } else if (delta instanceof ChatDelta.PartOpened opened) {
            return opened(opened);
        } else if (delta instanceof ChatDelta.PartGrew grown) {
            return grown(grown);
        } else if (delta instanceof ChatDelta.PartClosed closed) {
            return closed(closed);
        } else if (delta instanceof ChatDelta.Finished finished) {
            return inChoice(finished.choice(), finished(finished));
        } else if (delta instanceof ChatDelta.Passed passed && passed.dialect() == Dialect.OPENAI_CHAT) {
            return passed(passed.event());
        } else if (delta instanceof ChatDelta.Used usage) {
            used = usage;
        }
        return List.of();
    }

    /** The chunk of usage that ends a stream whose caller asked for it. */
    List<ObjectNode> last(Usage total) {
        if (!includeUsage) {
            return List.of();
        }
        ObjectNode chunk = chunk();
        chunk.putArray("choices");
        ObjectNode usage = UsageWriter.write(used == null ? total : used.usage());
        if (used != null && ownDialect) {
            ProviderFields.merge(json, usage, used.extra());
        }
        chunk.set("usage", usage);
        return List.of(chunk);
    }

    private void begin(ChatDelta.Started started) {
        answerId = started.id();
        model = started.servedModel() == null ? model : started.servedModel();
        ownDialect = started.dialect() == Dialect.OPENAI_CHAT;
        extra = ownDialect ? started.extra() : Map.of();
    }

    private List<ObjectNode> opened(ChatDelta.PartOpened opened) {
        if (opened.part() instanceof Part.ToolCall call) {
            ObjectNode delta = json.createObjectNode();
            ObjectNode tool = delta.putArray("tool_calls").addObject();
            tool.put("index", toolIndex(opened.choice(), opened.index()));
            tool.put("id", call.id());
            ToolCallWriter.write(tool, call);
            if (call.custom()) {
                custom.computeIfAbsent(opened.choice(), any -> new HashSet<>()).add(opened.index());
            }
            if (ownDialect) {
                ProviderFields.merge(json, tool, call.extra());
            }
            Signatures.write(json, tool, call);
            return inChoice(opened.choice(), choice(opened.choice(), delta));
        } else if (opened.part() instanceof Part.Opaque block && Signatures.isRedacted(block)) {
            return thinkingBlocks(opened.choice(), List.of(block));
        } else if (opened.part() instanceof Part.Text text && !text.text().isEmpty()) {
            ObjectNode delta = json.createObjectNode().put("content", text.text());
            return inChoice(opened.choice(), choice(opened.choice(), delta));
        }
        return List.of();
    }

    /** A signed piece of reasoning is repeated whole at its end: its signature is over all of it. */
    private List<ObjectNode> closed(ChatDelta.PartClosed closed) {
        StringBuilder signature = signatures.remove(closed.choice() + "/" + closed.index());
        StringBuilder text = thoughts.remove(closed.choice() + "/" + closed.index());
        if (signature == null) {
            return List.of();
        }
        String thought = text == null ? "" : text.toString();
        return thinkingBlocks(closed.choice(), List.of(new Part.Thinking(thought, signature.toString(), Map.of())));
    }

    private List<ObjectNode> thinkingBlocks(int choice, List<Part> parts) {
        ObjectNode delta = json.createObjectNode();
        Signatures.write(json, delta, parts);
        return inChoice(choice, choice(choice, delta));
    }

    private StringBuilder signed(ChatDelta.PartGrew grown) {
        return signatures.computeIfAbsent(grown.choice() + "/" + grown.index(), any -> new StringBuilder());
    }

    private List<ObjectNode> grown(ChatDelta.PartGrew grown) {
        ObjectNode delta = json.createObjectNode();
        switch (grown.growth()) {
            case TEXT -> delta.put("content", grown.piece());
            case REFUSAL -> delta.put("refusal", grown.piece());
            case THINKING -> {
                thoughts.computeIfAbsent(grown.choice() + "/" + grown.index(), any -> new StringBuilder())
                        .append(grown.piece());
                delta.put("reasoning_content", grown.piece());
            }
            case ARGUMENTS -> {
                ObjectNode tool = delta.putArray("tool_calls").addObject();
                tool.put("index", toolIndex(grown.choice(), grown.index()));
                ToolCallWriter.grow(tool, isCustom(grown), grown.piece());
                if (ownDialect) {
                    ProviderFields.merge(json, tool, grown.extra());
                }
            }
            case SIGNATURE -> {
                signed(grown).append(grown.piece());
                return List.of();
            }
        }
        ObjectNode choice = choice(grown.choice(), delta);
        Object logprobs = grown.extra().get("logprobs");
        if (logprobs != null) {
            choice.set("logprobs", json.valueToTree(logprobs));
        }
        return inChoice(grown.choice(), choice);
    }

    /** A piece of a choice that only this dialect understands, in the provider's own words. */
    private List<ObjectNode> passed(Map<String, Object> event) {
        int index = event.get("index") instanceof Number number ? number.intValue() : 0;
        ObjectNode choice = choice(index, json.createObjectNode());
        ProviderFields.merge(json, choice, event);
        return inChoice(index, choice);
    }

    private ObjectNode finished(ChatDelta.Finished finished) {
        ObjectNode choice = choice(finished.choice(), json.createObjectNode());
        choice.put("finish_reason", ChatReplyWriter.finishReason(finished.finish()));
        return choice;
    }

    private List<ObjectNode> inChoice(int index, ObjectNode choice) {
        List<ObjectNode> chunks = new ArrayList<>(2);
        if (begun.add(index)) {
            ObjectNode role = json.createObjectNode().put("role", "assistant").put("content", "");
            chunks.add(around(choice(index, role)));
        }
        chunks.add(around(choice));
        return chunks;
    }

    private ObjectNode choice(int index, ObjectNode delta) {
        ObjectNode choice = json.createObjectNode();
        choice.put("index", index);
        choice.set("delta", delta);
        choice.putNull("finish_reason");
        return choice;
    }

    private ObjectNode around(ObjectNode choice) {
        ObjectNode chunk = chunk();
        chunk.putArray("choices").add(choice);
        if (includeUsage) {
            chunk.putNull("usage");
        }
        return chunk;
    }

    private ObjectNode chunk() {
        ObjectNode chunk = json.createObjectNode();
        chunk.put("id", answerId == null ? id : answerId);
        chunk.put("object", "chat.completion.chunk");
        chunk.put("created", created);
        chunk.put("model", model);
        ProviderFields.merge(json, chunk, extra);
        return chunk;
    }

    private boolean isCustom(ChatDelta.PartGrew grown) {
        return custom.getOrDefault(grown.choice(), Set.of()).contains(grown.index());
    }

    private int toolIndex(int choice, int part) {
        Map<Integer, Integer> indexes = toolIndexes.computeIfAbsent(choice, any -> new HashMap<>());
        return indexes.computeIfAbsent(part, any -> indexes.size());
    }
}
