package dev.quartermaster.api.responses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Part;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Packs what a provider needs to get back with its reasoning into {@code encrypted_content}, the field that this
 * dialect's clients return untouched. It hides nothing and proves nothing; the provider's own signature, inside, does.
 */
final class ReasoningSeal {

    private static final String PREFIX = "qm1.";
    private static final TypeReference<Map<String, Object>> BLOCK = new TypeReference<>() {};

    private final ObjectMapper json;

    ReasoningSeal(ObjectMapper json) {
        this.json = json;
    }

    /** Null for reasoning without a signature: there is nothing to send back. */
    String of(Part.Thinking thinking) {
        return thinking.signature() == null
                ? null
                : packed(json.createObjectNode().put("signature", thinking.signature()));
    }

    /** A block that only its provider understands, whole. */
    String of(Part.Opaque block) {
        ObjectNode content =
                json.createObjectNode().put("dialect", block.dialect().name()).put("type", block.type());
        content.set("block", json.valueToTree(block.extra()));
        return packed(content);
    }

    /**
     * What was sealed; empty for a seal that is not ours.
     *
     * @param text the visible reasoning beside it
     */
    Optional<Part> open(String sealed, String text) {
        if (sealed == null || !sealed.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            JsonNode content = json.readTree(Base64.getUrlDecoder().decode(sealed.substring(PREFIX.length())));
            if (content.hasNonNull("signature")) {
                return Optional.of(
                        new Part.Thinking(text, content.get("signature").asText(), Map.of()));
            }
            return Optional.of(new Part.Opaque(
                    Dialect.valueOf(content.path("dialect").asText()),
                    content.path("type").asText(),
                    json.convertValue(content.path("block"), BLOCK)));
        } catch (IOException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    private String packed(ObjectNode content) {
        try {
            return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(json.writeValueAsBytes(content));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree can always be written", impossible);
        }
    }
}
