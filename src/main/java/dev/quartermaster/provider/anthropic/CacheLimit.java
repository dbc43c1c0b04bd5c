package dev.quartermaster.provider.anthropic;

import dev.quartermaster.domain.chat.CacheMark;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds a request to the four cache breakpoints that the API takes. The last ones stay: each covers all that is before it,
 * so without an earlier one the prompt is cached all the same.
 */
final class CacheLimit {

    private static final int MOST = 4;
    private static final String CONTENT = "content";

    private int surplus;

    private CacheLimit(int surplus) {
        this.surplus = surplus;
    }

    static void hold(Map<String, Object> body, UnsupportedFieldPolicy unsupported) {
        int count = (body.get(CacheMark.FIELD) == null ? 0 : 1)
                + count(body.get("tools"))
                + count(body.get("system"))
                + count(body.get("messages"));
        if (count <= MOST) {
            return;
        }
        unsupported.omitted(CacheMark.FIELD, "this provider takes four cache breakpoints: the last ones are set");
        CacheLimit limit = new CacheLimit(count - MOST);
        for (String field : List.of("tools", "system", "messages")) {
            body.computeIfPresent(field, (name, value) -> limit.held(value));
        }
    }

    private static int count(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().mapToInt(CacheLimit::count).sum();
        }
        return value instanceof Map<?, ?> map
                ? (map.get(CacheMark.FIELD) == null ? 0 : 1) + count(map.get(CONTENT))
                : 0;
    }

    private Object held(Object value) {
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(each -> copy.add(held(each)));
            return copy;
        }
        if (!(value instanceof Map<?, ?> map) || surplus == 0) {
            return value;
        }
        Map<Object, Object> copy = new LinkedHashMap<>(map);
        copy.computeIfPresent(CONTENT, (name, content) -> held(content));
        if (surplus > 0 && copy.get(CacheMark.FIELD) != null) {
            copy.remove(CacheMark.FIELD);
            surplus--;
        }
        return copy;
    }
}
