package dev.quartermaster.provider.bedrock;

import dev.quartermaster.domain.chat.CacheMark;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.provider.translation.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes where a prompt may be cached up to: a block of its own after the one that the caller marked. A model without a
 * prompt cache refuses such blocks, and leaving them out changes no answer. Models take four of them: the last ones stay,
 * each of which covers all that is before it.
 *
 * @param inTools whether they may stand among the tools
 * @param anHour whether the model's cache can be kept for an hour
 */
record CachePoints(boolean supported, boolean inTools, boolean anHour) {

    private static final String CACHE_POINT = "cachePoint";
    private static final int MOST = 4;

    static CachePoints of(Context context) {
        return new CachePoints(
                context.has(Feature.PROMPT_CACHING),
                !context.family().isNova(),
                context.isClaude() && context.generation().cachesForAnHour());
    }

    static boolean is(Map<String, Object> block) {
        return block.containsKey(CACHE_POINT);
    }

    /** @param mark of the part that was written last; null where it has none */
    void after(@Nullable CacheMark mark, List<Map<String, Object>> blocks) {
        if (supported && mark != null && !blocks.isEmpty() && !is(blocks.get(blocks.size() - 1))) {
            // The standard lifetime goes unsaid: older models know no other and refuse the field.
            Object ttl = anHour && "1h".equals(mark.ttl()) ? "1h" : null;
            blocks.add(Map.of(
                    CACHE_POINT, Fields.with("type", "default").set("ttl", ttl).map()));
        }
    }

    /** @param mark of the tool that was written last; null where it has none */
    void afterTool(@Nullable CacheMark mark, List<Map<String, Object>> tools) {
        if (inTools) {
            after(mark, tools);
        }
    }

    /**
     * Takes the first ones out where there are too many; true if there were.
     *
     * @param prompt tools, instructions and turns, in this order
     */
    static boolean hold(List<List<Map<String, Object>>> prompt) {
        int surplus = prompt.stream()
                        .mapToInt(blocks ->
                                (int) blocks.stream().filter(CachePoints::is).count())
                        .sum()
                - MOST;
        for (int left = surplus, i = 0; left > 0; i++) {
            List<Map<String, Object>> kept = new ArrayList<>();
            for (Map<String, Object> block : prompt.get(i)) {
                if (is(block) && left > 0) {
                    left--;
                } else {
                    kept.add(block);
                }
            }
            prompt.get(i).clear();
            prompt.get(i).addAll(kept);
        }
        return surplus > 0;
    }
}
