package dev.quartermaster.provider.bedrock;

import dev.quartermaster.domain.chat.CacheMark;
import dev.quartermaster.provider.Fields;
import java.util.List;
import java.util.Map;

/**
 * Writes where a prompt may be cached up to: a block of its own after the one that the caller marked. A model without a
 * prompt cache refuses such blocks, and leaving them out changes no answer.
 */
record CachePoints(boolean supported) {

    /** @param mark of the part or tool that was written last; null where it has none */
    void after(CacheMark mark, List<Map<String, Object>> blocks) {
        if (supported && mark != null) {
            // The standard lifetime goes unsaid: older models know no other and refuse the field.
            Object ttl = "1h".equals(mark.ttl()) ? "1h" : null;
            blocks.add(Map.of(
                    "cachePoint", Fields.with("type", "default").set("ttl", ttl).map()));
        }
    }
}
