package dev.quartermaster.api.chat;

import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.chat.CacheMark;
import org.jspecify.annotations.Nullable;

/** Reads a prompt cache breakpoint; agents send the same field in every dialect. */
public final class CacheField {

    private CacheField() {}

    /** The breakpoint on this object; null where it has none. */
    public static @Nullable CacheMark of(JsonFields owner) {
        JsonFields mark = owner.object(CacheMark.FIELD);
        return mark == null ? null : new CacheMark(mark.text("ttl"), mark.rest());
    }
}
