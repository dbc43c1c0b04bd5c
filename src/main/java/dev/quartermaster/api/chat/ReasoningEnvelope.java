package dev.quartermaster.api.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ThoughtSignature;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Packs what a provider needs to get back with its reasoning into a text that clients return untouched: the
 * {@code encrypted_content} of Responses, the data of a {@code redacted_thinking} block of Messages. It hides nothing
 * and proves nothing; the provider's own signature, inside, does.
 */
public final class ReasoningEnvelope {

    private static final String PREFIX = "qm1.";
    private static final TypeReference<Map<String, Object>> BLOCK = new TypeReference<>() {};

    private final ObjectMapper json;

    public ReasoningEnvelope(ObjectMapper json) {
        this.json = json;
    }

    /**
     * The content of a seal: a part of its own, or fields that belong to another one.
     *
     * @param part null where it belongs to another
     * @param callId the call it belongs to; null where that is the text before it
     * @param seal the fields of that part
     */
    public record Opened(@Nullable Part part, @Nullable String callId, Map<String, Object> seal) {}

    /** Null for reasoning without a signature: there is nothing to send back. */
    public @Nullable String of(Part.Thinking thinking) {
        Map<String, Object> seal = ThoughtSignature.fields(thinking.extra());
        if (thinking.signature() == null && seal.isEmpty()) {
            return null;
        }
        ObjectNode content = json.createObjectNode().put("signature", thinking.signature());
        if (!seal.isEmpty()) {
            content.set("extra", json.valueToTree(seal));
        }
        return packed(content);
    }

    /** @param callId the call it belongs to; null where that is the text before it */
    public String of(@Nullable String callId, Map<String, Object> seal) {
        ObjectNode content = json.createObjectNode().put("call", callId);
        content.set("seal", json.valueToTree(seal));
        return packed(content);
    }

    /** A block that only its provider understands, whole. */
    public String of(Part.Opaque block) {
        ObjectNode content =
                json.createObjectNode().put("dialect", block.dialect().name()).put("type", block.type());
        content.set("block", json.valueToTree(block.extra()));
        return packed(content);
    }

    /**
     * Opens a seal; empty when it is not ours.
     *
     * @param text the visible reasoning beside it
     */
    public Optional<Opened> open(@Nullable String sealed, String text) {
        if (sealed == null || !sealed.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            JsonNode content = json.readTree(Base64.getUrlDecoder().decode(sealed.substring(PREFIX.length())));
            if (content.path("seal").isObject()) {
                return Optional.of(new Opened(null, content.path("call").textValue(), fields(content.path("seal"))));
            }
            return Optional.of(new Opened(part(content, text), null, Map.of()));
        } catch (IOException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    private Part part(JsonNode content, String text) {
        if (content.has("signature")) {
            Map<String, Object> extra = content.has("extra") ? fields(content.path("extra")) : Map.of();
            return new Part.Thinking(text, content.path("signature").textValue(), extra);
        }
        return new Part.Opaque(
                Dialect.valueOf(content.path("dialect").asText()),
                content.path("type").asText(),
                fields(content.path("block")));
    }

    private Map<String, Object> fields(JsonNode object) {
        return json.convertValue(object, BLOCK);
    }

    private String packed(ObjectNode content) {
        try {
            return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(json.writeValueAsBytes(content));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree can always be written", impossible);
        }
    }
}
